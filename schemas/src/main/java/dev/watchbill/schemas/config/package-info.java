/** Settings and secrets from the environment. */
@NullMarked
package dev.watchbill.schemas.config;

import org.jspecify.annotations.NullMarked;

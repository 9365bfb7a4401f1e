/** Who somebody is, and what they may do. */
@NullMarked
package dev.watchbill.console.auth;

import org.jspecify.annotations.NullMarked;

/** How messages that every module writes are worded. */
@NullMarked
package dev.watchbill.schemas.text;

import org.jspecify.annotations.NullMarked;

/** Silences: which alerts page nobody for a while. */
@NullMarked
package dev.watchbill.schemas.silence;

import org.jspecify.annotations.NullMarked;

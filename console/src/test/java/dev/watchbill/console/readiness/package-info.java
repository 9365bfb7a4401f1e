/** Who may what. */
@NullMarked
package dev.watchbill.console.readiness;

import org.jspecify.annotations.NullMarked;

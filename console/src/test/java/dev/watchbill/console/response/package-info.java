/** Who may what. */
@NullMarked
package dev.watchbill.console.response;

import org.jspecify.annotations.NullMarked;

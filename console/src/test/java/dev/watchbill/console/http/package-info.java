/** Who may what. */
@NullMarked
package dev.watchbill.console.http;

import org.jspecify.annotations.NullMarked;

/** The API against its own document. */
@NullMarked
package dev.watchbill.console.contract;

import org.jspecify.annotations.NullMarked;

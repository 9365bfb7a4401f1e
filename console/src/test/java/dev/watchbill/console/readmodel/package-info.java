/** The read model against its topics. */
@NullMarked
package dev.watchbill.console.readmodel;

import org.jspecify.annotations.NullMarked;

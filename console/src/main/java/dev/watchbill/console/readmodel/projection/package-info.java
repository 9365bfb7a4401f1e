/** How the records of each topic become rows. */
@NullMarked
package dev.watchbill.console.readmodel.projection;

import org.jspecify.annotations.NullMarked;

/** What is asked of the rows. */
@NullMarked
package dev.watchbill.console.readmodel.questions;

import org.jspecify.annotations.NullMarked;

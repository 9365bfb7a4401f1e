/** Published plans as a calendar shows them, and what a wish would move in them. */
@NullMarked
package dev.watchbill.console.schedules;

import org.jspecify.annotations.NullMarked;

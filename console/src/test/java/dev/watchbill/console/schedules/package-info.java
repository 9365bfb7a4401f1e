/** Who may what. */
@NullMarked
package dev.watchbill.console.schedules;

import org.jspecify.annotations.NullMarked;

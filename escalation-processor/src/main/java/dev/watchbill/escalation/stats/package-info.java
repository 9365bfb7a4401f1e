/** How responses add up over hours and days: pure functions over records. */
@NullMarked
package dev.watchbill.escalation.stats;

import org.jspecify.annotations.NullMarked;

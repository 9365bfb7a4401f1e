/**
 * Who is told what of the things that happen to schedules: handoffs, reminders, gaps, moved shifts.
 * None of it is a page. Knows no Kafka and no provider.
 */
@NullMarked
package dev.watchbill.notifier.notices;

import org.jspecify.annotations.NullMarked;

package dev.watchbill.console.pages;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call in one schedule.
 *
 * @param people display names; empty: nobody
 * @param until end of the shift, or of the gap; null: not planned that far
 * @param next display names of who comes then
 * @param why of the current shift
 */
public record OnCallRow(
    String schedule, List<String> people, @Nullable Instant until, List<String> next, String why) {}

package dev.watchbill.console.schedules;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whole days in one zone, drawn from left to right; a day across a clock change is as wide as it is
 * long.
 *
 * @param from first day
 * @param days how many
 */
public record Window(LocalDate from, int days, ZoneId zone) {
  private static final DateTimeFormatter LABEL =
      DateTimeFormatter.ofPattern("EEE d", Locale.ENGLISH);
  private static final DateTimeFormatter NUMBER = DateTimeFormatter.ofPattern("d", Locale.ENGLISH);
  private static final int MANY = 16;

  /** Days that a label of several characters needs on a phone, where a month is as wide as it. */
  private static final int ROOM = 4;

  public Instant start() {
    return from.atStartOfDay(zone).toInstant();
  }

  /** Exclusive. */
  public Instant end() {
    return from.plusDays(days).atStartOfDay(zone).toInstant();
  }

  /** Where an instant is, in percent of the width; outside: at the edge. */
  public double x(Instant at) {
    var whole = Duration.between(start(), end()).toMillis();
    var part = (double) Duration.between(start(), at).toMillis() / whole * 100;
    return Math.clamp(part, 0, 100);
  }

  /**
   * One day of the axis.
   *
   * @param narrow its label where there is little room; empty: none
   * @param change what the clocks do in it; null: nothing
   */
  public record Day(
      LocalDate date,
      String label,
      String narrow,
      double x,
      double width,
      boolean weekend,
      @Nullable String change) {}

  /** The axis. */
  public List<Day> axis() {
    return IntStream.range(0, days).mapToObj(this::day).toList();
  }

  private Day day(int number) {
    var date = from.plusDays(number);
    var start = date.atStartOfDay(zone).toInstant();
    var end = date.plusDays(1).atStartOfDay(zone).toInstant();
    return new Day(
        date,
        (days > MANY ? NUMBER : LABEL).format(date),
        narrow(number, date),
        x(start),
        x(end) - x(start),
        date.getDayOfWeek().getValue() > 5,
        change(Duration.between(start, end)));
  }

  /** Of a month each Monday, otherwise each day. */
  private String narrow(int number, LocalDate date) {
    if (days <= MANY) {
      return NUMBER.format(date);
    }
    return date.getDayOfWeek() == DayOfWeek.MONDAY && number <= days - ROOM
        ? LABEL.format(date)
        : "";
  }

  private static @Nullable String change(Duration length) {
    var off = length.minusDays(1).toMinutes();
    if (off == 0) {
      return null;
    }
    return off > 0
        ? "clocks go back %d min".formatted(off)
        : "clocks go forward %d min".formatted(-off);
  }
}

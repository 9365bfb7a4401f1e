package dev.watchbill.roster.check;

import dev.watchbill.roster.Hours;
import dev.watchbill.roster.Moment;
import dev.watchbill.roster.RotationEntry;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** When a rotation is in force, and in which hours of it. */
record ActiveTimes(Instant from, Instant until, List<Hours> hours, ZoneId zone) {
  /** A year and a week: every weekday meets every offset of both zones. */
  private static final int DAYS = 373;

  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  static ActiveTimes of(RotationEntry rotation) {
    var zone = rotation.zone();
    var start = Moment.instantOf(rotation.start(), zone);
    var from = rotation.from().map(it -> it.start(zone)).filter(it -> it.isAfter(start));
    var until = rotation.until().map(it -> it.start(zone)).orElse(NEVER);
    return new ActiveTimes(from.orElse(start), until, rotation.hours(), zone);
  }

  private record Span(Instant start, Instant end) {
    boolean meets(Span other) {
      return start.isBefore(other.end) && other.start.isBefore(end);
    }
  }

  /** Whether both are active at some instant within a year of the later one's start. */
  boolean meets(ActiveTimes other) {
    var start = from.isAfter(other.from) ? from : other.from;
    var end = until.isBefore(other.until) ? until : other.until;
    if (!start.isBefore(end)) {
      return false;
    }
    var both = new Span(start, end);
    var mine = spans(both);
    var theirs = other.spans(both);
    return mine.stream().anyMatch(a -> theirs.stream().anyMatch(b -> a.meets(b)));
  }

  private List<Span> spans(Span within) {
    if (hours.isEmpty()) {
      return List.of(within);
    }
    var spans = new ArrayList<Span>();
    var first = within.start().atZone(zone).toLocalDate().minusDays(8);
    for (int day = 0; day < DAYS; day++) {
      var date = first.plusDays(day);
      hours.stream()
          .flatMap(it -> on(date, it))
          .filter(it -> it.meets(within))
          .map(it -> cut(it, within))
          .forEach(spans::add);
    }
    return spans;
  }

  private static Span cut(Span span, Span within) {
    return new Span(
        span.start().isBefore(within.start()) ? within.start() : span.start(),
        span.end().isAfter(within.end()) ? within.end() : span.end());
  }

  private Stream<Span> on(LocalDate date, Hours window) {
    return switch (window) {
      case Hours.Daily daily ->
          starting(date, daily.days(), daily.from(), nextDay(daily) ? 1 : 0, daily.to());
      case Hours.Stretch stretch ->
          starting(date, Set.of(stretch.fromDay()), stretch.from(), days(stretch), stretch.to());
    };
  }

  private static boolean nextDay(Hours.Daily daily) {
    return !daily.to().isAfter(daily.from());
  }

  private static int days(Hours.Stretch stretch) {
    int days = Math.floorMod(stretch.toDay().getValue() - stretch.fromDay().getValue(), 7);
    return days == 0 && !stretch.to().isAfter(stretch.from()) ? 7 : days;
  }

  private Stream<Span> starting(
      LocalDate date, Set<DayOfWeek> days, LocalTime from, int later, LocalTime to) {
    if (!days.contains(date.getDayOfWeek())) {
      return Stream.empty();
    }
    var start = Moment.instantOf(date.atTime(from), zone);
    var end = Moment.instantOf(date.plus(later, ChronoUnit.DAYS).atTime(to), zone);
    return start.isBefore(end) ? Stream.of(new Span(start, end)) : Stream.empty();
  }
}

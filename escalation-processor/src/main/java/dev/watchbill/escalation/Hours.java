package dev.watchbill.escalation;

import dev.watchbill.schemas.HoursWindow;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Local hours that come back every week: support hours, waking hours, maintenance. Every edge is
 * one instant, also on the day of a clock change: a time that doesn't exist is the end of the gap,
 * one that comes twice its first occurrence. Windows nobody can read are left out.
 */
final class Hours {
  private static final int DAYS_BACK = 1;
  private static final int DAYS_AHEAD = 8;

  private static final Map<DayOfWeek, String> NAMES =
      Stream.of(DayOfWeek.values())
          .collect(
              Collectors.toMap(
                  day -> day,
                  day ->
                      day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                          .toLowerCase(Locale.ROOT)));

  private final List<Window> windows;
  private final ZoneId zone;

  private Hours(List<Window> windows, ZoneId zone) {
    this.windows = windows;
    this.zone = zone;
  }

  private record Window(List<String> days, LocalTime from, LocalTime to) {
    boolean beginsOn(DayOfWeek day) {
      return days.isEmpty() || days.contains(NAMES.get(day));
    }

    Span on(LocalDate day, ZoneId zone) {
      var end = from.isBefore(to) ? day : day.plusDays(1);
      return new Span(instantOf(day.atTime(from), zone), instantOf(end.atTime(to), zone));
    }
  }

  private record Span(Instant start, Instant end) {
    boolean covers(Instant at) {
      return !at.isBefore(start) && at.isBefore(end);
    }
  }

  static Hours of(List<HoursWindow> windows, ZoneId zone) {
    return new Hours(windows.stream().flatMap(Hours::read).toList(), zone);
  }

  /**
   * The same hours every day.
   *
   * @param to not after {@code from}: ends the next day
   */
  static Hours daily(String from, String to, ZoneId zone) {
    return of(List.of(HoursWindow.newBuilder().setFrom(from).setTo(to).build()), zone);
  }

  private static Stream<Window> read(HoursWindow window) {
    try {
      return Stream.of(
          new Window(
              List.copyOf(window.getDays()),
              LocalTime.parse(window.getFrom()),
              LocalTime.parse(window.getTo())));
    } catch (DateTimeException e) {
      // The roster's check refuses such hours.
      return Stream.empty();
    }
  }

  /** Whether there are none at all. */
  boolean isEmpty() {
    return windows.isEmpty();
  }

  boolean cover(Instant at) {
    // None is longer than a day.
    return spans(at, 0).anyMatch(span -> span.covers(at));
  }

  /** When hours that cover a moment end, adjoining ones taken together; empty: none cover it. */
  Optional<Instant> end(Instant at) {
    var spans = spans(at).toList();
    var end = at;
    for (var next = last(spans, end); next.isPresent(); next = last(spans, end)) {
      end = next.get();
    }
    return Optional.of(end).filter(at::isBefore);
  }

  private static Optional<Instant> last(List<Span> spans, Instant at) {
    return spans.stream().filter(s -> s.covers(at)).map(Span::end).max(Instant::compareTo);
  }

  /** When the next ones after a moment begin; empty: there are none. */
  Optional<Instant> next(Instant after) {
    return spans(after).map(Span::start).filter(after::isBefore).min(Comparator.naturalOrder());
  }

  /** How much of a time they don't cover. */
  Duration outside(Instant from, Instant to) {
    var outside = Duration.ZERO;
    for (var at = from; at.isBefore(to); ) {
      var start = at;
      var covered = end(at);
      at = covered.or(() -> next(start)).filter(to::isAfter).orElse(to);
      outside = covered.isPresent() ? outside : outside.plus(Duration.between(start, at));
    }
    return outside;
  }

  private Stream<Span> spans(Instant around) {
    return spans(around, DAYS_AHEAD);
  }

  private Stream<Span> spans(Instant around, int daysAhead) {
    var today = around.atZone(zone).toLocalDate();
    return LongStream.rangeClosed(-DAYS_BACK, daysAhead)
        .mapToObj(today::plusDays)
        .flatMap(day ->
            windows.stream()
                .filter(window -> window.beginsOn(day.getDayOfWeek()))
                .map(window -> window.on(day, zone)));
  }

  private static Instant instantOf(LocalDateTime local, ZoneId zone) {
    var transition = zone.getRules().getTransition(local);
    return transition != null && transition.isGap()
        ? transition.getInstant()
        : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }
}

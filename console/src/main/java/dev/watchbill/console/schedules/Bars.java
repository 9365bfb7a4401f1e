package dev.watchbill.console.schedules;

import dev.watchbill.console.readmodel.questions.Shifts.Gap;
import dev.watchbill.console.readmodel.questions.Shifts.Published;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bars of a timeline: shifts, gaps, and what isn't planned. */
public final class Bars {
  private final Window window;

  public Bars(Window window) {
    this.window = window;
  }

  /**
   * One bar.
   *
   * @param x in percent
   * @param width in percent
   * @param shift null: nobody
   */
  public record Bar(
      double x, double width, Instant start, Instant end, @Nullable Published shift) {}

  /** Shifts that can be seen. */
  public List<Bar> of(List<Published> shifts) {
    return shifts.stream()
        .filter(shift -> seen(shift.start(), shift.end()))
        .map(shift -> bar(shift.start(), shift.end(), shift))
        .toList();
  }

  /** Gaps that can be seen. */
  public List<Bar> gaps(List<Gap> gaps) {
    return gaps.stream()
        .filter(gap -> seen(gap.start(), gap.end()))
        .map(gap -> bar(gap.start(), gap.end(), null))
        .toList();
  }

  /** The part for which nothing is planned yet; empty: all is. */
  public Optional<Bar> unplanned(@Nullable Instant until) {
    var from = until == null || until.isBefore(window.start()) ? window.start() : until;
    return from.isBefore(window.end())
        ? Optional.of(bar(from, window.end(), null))
        : Optional.empty();
  }

  private boolean seen(Instant start, Instant end) {
    return start.isBefore(window.end()) && end.isAfter(window.start());
  }

  private Bar bar(Instant start, Instant end, @Nullable Published shift) {
    var x = window.x(start);
    return new Bar(x, window.x(end) - x, start, end, shift);
  }
}

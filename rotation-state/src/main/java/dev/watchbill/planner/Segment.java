package dev.watchbill.planner;

import dev.watchbill.rota.Rota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * From when on a schedule is planned from which definitions. A plan has several of them while a
 * running turn is still the old definition's.
 *
 * @param rotas the schedule's definition and those it is planned together with, in the order in
 *     which they choose
 */
public record Segment(Instant from, List<Rota> rotas) {
  public Segment {
    rotas = List.copyOf(rotas);
  }

  Segment from(Instant value) {
    return new Segment(value, rotas);
  }

  /**
   * The segments that say anything about {@code from} and later; the first begins before or at it.
   */
  static List<Segment> after(Instant from, List<Segment> segments) {
    var kept = new ArrayList<Segment>();
    for (int i = 0; i < segments.size(); i++) {
      if (i == segments.size() - 1 || segments.get(i + 1).from().isAfter(from)) {
        kept.add(segments.get(i));
      }
    }
    return kept;
  }

  /** The segments that say anything about what is before {@code until}. */
  static List<Segment> before(Instant until, List<Segment> segments) {
    return segments.stream().filter(segment -> segment.from().isBefore(until)).toList();
  }
}

package dev.watchbill.planner;

import dev.watchbill.rota.Book;
import dev.watchbill.rota.Rota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * From when on a schedule is planned from which definitions. A plan has several of them while an
 * edit of its definition doesn't act yet.
 *
 * @param rotas the schedule's definition and those it is planned together with, in the order in
 *     which they choose
 * @param book what is settled of their turns
 */
public record Segment(Instant from, List<Rota> rotas, Book book) {
  public Segment {
    rotas = List.copyOf(rotas);
  }

  Segment book(Book value) {
    return new Segment(from, rotas, value);
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

  /** The segments that say anything about what is before {@code until}; at least the first. */
  static List<Segment> before(Instant until, List<Segment> segments) {
    var kept = segments.stream().filter(segment -> segment.from().isBefore(until)).toList();
    return kept.isEmpty() ? segments.subList(0, 1) : kept;
  }
}

package dev.watchbill.planner;

import dev.watchbill.rota.Book;
import dev.watchbill.rota.Engine;
import dev.watchbill.rota.Gap;
import dev.watchbill.rota.PlannedShift;
import dev.watchbill.rota.Rota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the engine says of a schedule whose definitions change over time. Schedules that are planned
 * together share the work, so use one for all schedules of a roster. Not thread safe.
 */
final class Forecasts {
  private final Map<Known, Engine> engines = new HashMap<>();

  private record Known(List<Rota> rotas, Book book) {}

  /** The shifts of a schedule between two instants, cut there, under the segments in force. */
  List<PlannedShift> shifts(String schedule, List<Segment> segments, Instant from, Instant to) {
    var shifts = List.<PlannedShift>of();
    for (var window : windows(segments, from, to)) {
      var next = engine(window.segment).shifts(schedule, window.start, window.end);
      shifts = Seam.join(shifts, next, window.start);
    }
    return shifts;
  }

  /** The gaps of a schedule, likewise. */
  List<Gap> gaps(String schedule, List<Segment> segments, Instant from, Instant to) {
    var gaps = List.<Gap>of();
    for (var window : windows(segments, from, to)) {
      var next = engine(window.segment).gaps(schedule, window.start, window.end);
      gaps = Seam.joinGaps(gaps, next, window.start);
    }
    return gaps;
  }

  /**
   * From when on a rotation has a turn, whoever's it is and whether or not another hides it.
   *
   * @param to empty where it has none before this
   */
  Optional<Instant> firstTurn(
      String schedule, String rotation, List<Segment> segments, Instant from, Instant to) {
    return windows(segments, from, to).stream()
        .flatMap(window ->
            engine(window.segment).firstTurn(schedule, rotation, window.start, window.end).stream())
        .findFirst();
  }

  /** The segments with every turn settled that starts before an instant. */
  List<Segment> settled(List<Segment> segments, Instant until) {
    var settled = new ArrayList<Segment>();
    for (int i = 0; i < segments.size(); i++) {
      var segment = segments.get(i);
      var end =
          i + 1 < segments.size() ? Stretch.earlier(until, segments.get(i + 1).from()) : until;
      settled.add(segment.book(engine(segment).settle(end)));
    }
    return settled;
  }

  Engine engine(Segment segment) {
    return engine(segment.rotas(), segment.book());
  }

  Engine engine(List<Rota> rotas, Book book) {
    return engines.computeIfAbsent(new Known(rotas, book), it -> Engine.of(it.rotas, it.book));
  }

  private record Window(Segment segment, Instant start, Instant end) {}

  private static List<Window> windows(List<Segment> segments, Instant from, Instant to) {
    var windows = new ArrayList<Window>();
    for (int i = 0; i < segments.size(); i++) {
      var segment = segments.get(i);
      var start = i == 0 ? from : Stretch.later(from, segment.from());
      var end = i + 1 < segments.size() ? Stretch.earlier(to, segments.get(i + 1).from()) : to;
      if (start.isBefore(end)) {
        windows.add(new Window(segment, start, end));
      }
    }
    return windows;
  }
}

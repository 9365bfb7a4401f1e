package dev.watchbill.rota;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people already have to do, in all rotations planned together: for rest and exclusion. */
final class Duties {
  private static final long KEPT = Duration.ofDays(70).toMillis();

  /** One stretch of one turn. */
  private record Duty(long start, long end, Track track, long turn) {}

  private final Map<String, List<Duty>> byPerson = new HashMap<>();
  private final boolean anyRest;
  private final long kept;

  /**
   * @param tracks that are planned together
   */
  Duties(List<Track> tracks) {
    anyRest = tracks.stream().anyMatch(it -> !it.rotation().rest().isZero());
    kept = Math.max(KEPT, 2 * tracks.stream().mapToLong(Track::longestRule).max().orElse(0));
  }

  void add(String who, Spans spans, Track track, long turn) {
    var duties = of(who);
    if (duties.size() > 200 && !spans.isEmpty()) {
      duties.removeIf(duty -> duty.end() < spans.firstStart() - kept);
    }
    for (int i = 0; i < spans.size(); i++) {
      duties.add(new Duty(spans.start(i), spans.end(i), track, turn));
    }
  }

  void remove(String who, Track track, long turn) {
    of(who).removeIf(duty -> duty.track() == track && duty.turn() == turn);
  }

  /** What else they have to do that keeps them from these stretches of a turn. */
  @Nullable Block first(Person person, Spans asked, Track track, long turn) {
    Block first = null;
    if (anyRest || track.isExclusive()) {
      for (var duty : of(person.id())) {
        var block = block(person, duty, asked, track, turn);
        if (block != null && (first == null || block.start() < first.start())) {
          first = block;
        }
      }
    }
    return track.rotation().maxStint().isZero() ? first : stint(person, asked, track, first);
  }

  private static @Nullable Block block(
      Person person, Duty duty, Spans asked, Track track, long turn) {
    if (track.excludes(duty.track())) {
      var both = asked.within(duty.start(), duty.end());
      if (!both.isEmpty()) {
        return new Block(
            both.firstStart(), duty.end(), false, "on call in " + duty.track().rota().schedule());
      }
    }
    return duty.track() == track && duty.turn() == turn ? null : rest(person, duty, asked, track);
  }

  /** Rest is what a turn asks for before it starts; turns that touch leave none. */
  private static @Nullable Block rest(Person person, Duty duty, Spans asked, Track track) {
    var before = track.rotation().rest().toMillis();
    var after = duty.track().rotation().rest().toMillis();
    for (int i = 0; i < asked.size(); i++) {
      var since = asked.start(i) - duty.end();
      if (since >= 0 && since < before) {
        var until = duty.end() + before;
        var reason = "rests until " + Reasons.moment(until, person.zone());
        return new Block(asked.start(i), until, false, reason);
      }
      var left = duty.start() - asked.end(i);
      if (left >= 0 && left < after) {
        var from = Math.max(asked.start(i), duty.start() - after);
        var reason = "rests before " + Reasons.moment(duty.start(), person.zone());
        return new Block(from, asked.end(i), false, reason);
      }
    }
    return null;
  }

  /** A stint is a run of touching stretches, and long by the wall clock: a week is a week. */
  private @Nullable Block stint(Person person, Spans asked, Track track, @Nullable Block other) {
    for (int i = 0; i < asked.size(); i++) {
      var limit = stintLimit(begin(person, asked.start(i)), track);
      if (limit < asked.end(i)) {
        var at = Math.max(limit, asked.start(i));
        return other != null && other.start() <= at
            ? other
            : new Block(
                at,
                Math.max(at + 1, asked.end(i)),
                false,
                "would be on call for more than "
                    + Reasons.length(track.rotation().maxStint())
                    + " at a stretch");
      }
    }
    return other;
  }

  private static long stintLimit(long begin, Track track) {
    var zone = track.rotation().zone();
    var local = LocalDateTime.ofInstant(Instant.ofEpochMilli(begin), zone);
    return WallClock.instant(local.plus(track.rotation().maxStint()), zone).toEpochMilli();
  }

  private long begin(Person person, long start) {
    var begin = start;
    for (var moved = true; moved; ) {
      moved = false;
      for (var duty : of(person.id())) {
        if (duty.start() < begin && duty.end() >= begin) {
          begin = duty.start();
          moved = true;
        }
      }
    }
    return begin;
  }

  private List<Duty> of(String who) {
    return byPerson.computeIfAbsent(who, each -> new ArrayList<>());
  }
}

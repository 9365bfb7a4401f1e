package dev.watchbill.rota;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;

/**
 * The handoffs of a rotation: slot k is [start(k), start(k + 1)) in epoch milliseconds. A clock
 * change may make a slot longer, shorter or empty, but never turns two around. What it costs does
 * not depend on how far away the slot is.
 */
final class TurnGrid {
  private final ZoneRules rules;
  private final LocalDateTime anchor;
  private final TurnLength length;
  private final long nominalSeconds;
  private final long anchorMillis;

  TurnGrid(Rotation rotation) {
    rules = rotation.zone().getRules();
    anchor = rotation.start();
    length = rotation.shift();
    nominalSeconds = length.nominal().toSeconds();
    anchorMillis = 1000 * WallClock.epochSecond(anchor, rules);
  }

  ZoneRules rules() {
    return rules;
  }

  boolean isElapsed() {
    return length.isElapsed();
  }

  /** What a slot is long on a wall clock that never changes. */
  long nominalSeconds() {
    return nominalSeconds;
  }

  long start(long slot) {
    return length.isElapsed()
        ? anchorMillis + slot * nominalSeconds * 1000
        : 1000 * WallClock.epochSecond(localStart(slot), rules);
  }

  /** The local start, as if no clock ever changed; in elapsed time, what the clock then shows. */
  LocalDateTime localStart(long slot) {
    if (length.isElapsed()) {
      var at = Instant.ofEpochMilli(start(slot));
      return LocalDateTime.ofInstant(at, WallClock.offset(at, rules));
    }
    return length.unit() == TurnLength.Unit.HOURS
        ? anchor.plusHours(slot * length.count())
        : anchor.plusDays(slot * (nominalSeconds / 86_400));
  }

  /** The slot this instant is in: never an empty one, and negative before the anchor. */
  long slotAt(long millis) {
    if (length.isElapsed()) {
      return Math.floorDiv(millis - anchorMillis, nominalSeconds * 1000);
    }
    var at = Instant.ofEpochMilli(millis);
    var local = LocalDateTime.ofInstant(at, WallClock.offset(at, rules));
    var slot = Math.floorDiv(ChronoUnit.SECONDS.between(anchor, local), nominalSeconds);
    while (start(slot) > millis) {
      slot--;
    }
    while (start(slot + 1) <= millis) {
      slot++;
    }
    return slot;
  }
}

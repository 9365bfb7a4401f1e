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

  /**
   * The last slot that was looked for. Threads may overwrite each other's: each reads it once, and
   * what it says is true of its slot whoever wrote it.
   */
  private Found found = new Found(Long.MIN_VALUE, 0, 0);

  private record Found(long slot, long start, long end) {}

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

  /** When a slot begins, which is when the one before it ends. */
  long start(long slot) {
    var last = found;
    if (slot == last.slot || slot == last.slot + 1) {
      return slot == last.slot ? last.start : last.end;
    }
    return startOf(slot);
  }

  private long startOf(long slot) {
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
    var last = found;
    if (last.start <= millis && millis < last.end) {
      return last.slot;
    }
    var slot = find(millis);
    found = new Found(slot, startOf(slot), startOf(slot + 1));
    return slot;
  }

  private long find(long millis) {
    var at = Instant.ofEpochMilli(millis);
    var local = LocalDateTime.ofInstant(at, WallClock.offset(at, rules));
    var slot = Math.floorDiv(ChronoUnit.SECONDS.between(anchor, local), nominalSeconds);
    while (startOf(slot) > millis) {
      slot--;
    }
    while (startOf(slot + 1) <= millis) {
      slot++;
    }
    return slot;
  }
}

package dev.watchbill.roster;

import java.time.Instant;
import java.util.Optional;

/** A stretch of a schedule given to somebody else: {@code [start, end)}. */
public sealed interface OverrideEntry {
  String schedule();

  /** The one whose turns alone it acts on; empty: whichever rotation is on call. */
  Optional<String> rotation();

  Instant start();

  Instant end();

  String why();

  /** This person alone, whoever would be on call. */
  record Cover(
      String schedule,
      Optional<String> rotation,
      String who,
      Instant start,
      Instant end,
      String why)
      implements OverrideEntry {}

  /** This person wherever another one would be. */
  record Replace(
      String schedule,
      Optional<String> rotation,
      String who,
      String insteadOf,
      Instant start,
      Instant end,
      String why)
      implements OverrideEntry {}

  /** This person beside whoever is on call. */
  record Add(
      String schedule,
      Optional<String> rotation,
      String who,
      Instant start,
      Instant end,
      String why)
      implements OverrideEntry {}

  /** Everybody but this person. */
  record Remove(
      String schedule,
      Optional<String> rotation,
      String who,
      Instant start,
      Instant end,
      String why)
      implements OverrideEntry {}
}

package dev.watchbill.roster;

import java.time.Instant;

/** A stretch of a schedule given to somebody else: {@code [start, end)}. */
public sealed interface OverrideEntry {
  String schedule();

  Instant start();

  Instant end();

  String why();

  /** This person alone, whoever would be on call. */
  record Cover(String schedule, String who, Instant start, Instant end, String why)
      implements OverrideEntry {}

  /** This person wherever another one would be. */
  record Replace(
      String schedule, String who, String insteadOf, Instant start, Instant end, String why)
      implements OverrideEntry {}

  /** This person beside whoever is on call. */
  record Add(String schedule, String who, Instant start, Instant end, String why)
      implements OverrideEntry {}

  /** Everybody but this person. */
  record Remove(String schedule, String who, Instant start, Instant end, String why)
      implements OverrideEntry {}
}

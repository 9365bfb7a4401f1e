package dev.watchbill.escalation;

import dev.watchbill.schemas.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * When people sleep: outside their waking hours, in their own zone. Whoever states none is taken to
 * be awake from 07:00 to 23:00. A night is called by the day on whose evening it begins.
 */
public final class Nights {
  private static final String WAKES = "07:00";
  private static final String SLEEPS = "23:00";
  private static final int HALF_A_DAY = 12;

  private Nights() {}

  /** The night in which a person is woken at an instant; empty if it is their day. */
  public static Optional<LocalDate> brokenAt(Person person, Instant at) {
    var local = at.atZone(RosterDirectory.zone(person.getTimezone())).toLocalDateTime();
    return isAwake(person, local)
        ? Optional.empty()
        : Optional.of(local.minusHours(HALF_A_DAY).toLocalDate());
  }

  private static boolean isAwake(Person person, LocalDateTime at) {
    var from = person.getWakingFrom();
    var to = person.getWakingTo();
    if (from == null || to == null) {
      return Hours.covers(Set.of(), WAKES, SLEEPS, at);
    }
    return Hours.covers(Set.of(), from, to, at);
  }
}

package dev.watchbill.escalation;

import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

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
    var zone = RosterSnapshot.zone(person.getTimezone());
    return isAwake(person, at)
        ? Optional.empty()
        : Optional.of(at.atZone(zone).toLocalDateTime().minusHours(HALF_A_DAY).toLocalDate());
  }

  static boolean isAwake(Person person, Instant at) {
    var zone = RosterSnapshot.zone(person.getTimezone());
    var from = person.getWakingFrom();
    var to = person.getWakingTo();
    var waking =
        from == null || to == null ? Hours.daily(WAKES, SLEEPS, zone) : Hours.daily(from, to, zone);
    return waking.isEmpty() || waking.cover(at);
  }
}

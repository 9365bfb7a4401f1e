package dev.watchbill.roster;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who can be on call.
 *
 * @param waking local hours in which they are awake
 * @param doNotDisturb local hours in which low urgency waits
 * @param holidays id of a holiday calendar
 * @param share of a full duty they take; 1 is all of it
 * @param contacts provider to address; everybody has {@code inbox}
 * @param phoneOrder providers of SMS and calls in the order they are tried; empty: as usual
 */
public record PersonEntry(
    String id,
    String name,
    ZoneId zone,
    Optional<Waking> waking,
    List<Hours> doNotDisturb,
    Optional<String> holidays,
    double share,
    Map<String, String> contacts,
    List<Rule> notifyHigh,
    List<Rule> notifyLow,
    List<String> phoneOrder,
    List<Away> away) {

  public PersonEntry {
    doNotDisturb = List.copyOf(doNotDisturb);
    contacts = Map.copyOf(contacts);
    notifyHigh = List.copyOf(notifyHigh);
    notifyLow = List.copyOf(notifyLow);
    phoneOrder = List.copyOf(phoneOrder);
    away = List.copyOf(away);
  }

  /** Local waking hours; {@code to} before {@code from} ends the next day. */
  public record Waking(LocalTime from, LocalTime to) {}

  /** One personal rule: which channel, how long after the page. */
  public record Rule(String via, Duration after) {}

  /** A time somebody can't be on call. */
  public sealed interface Away {
    /** Why, in their words; may be empty. */
    String why();

    /** Once: from one moment to another, in the person's zone. */
    record Dated(Moment from, Moment to, String why) implements Away {}

    /** Every week on these days, in the person's zone. */
    record Weekly(Set<DayOfWeek> days, String why) implements Away {
      public Weekly {
        days = Set.copyOf(days);
      }
    }
  }
}

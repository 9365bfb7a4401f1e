package dev.watchbill.rota;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rota must know about a person.
 *
 * @param waking the person's waking hours in their zone; null when not stated
 * @param share the part of a full turn's worth they take: 1 for everybody equally, 0.5 for half
 * @param holidays public holidays where they live, in their zone
 * @param brokenNights when an incident broke a night of theirs, one instant a night
 */
public record Person(
    String id,
    ZoneId zone,
    @Nullable Hours waking,
    double share,
    List<Absence> away,
    List<WeeklyAbsence> weeklyAway,
    List<LocalDate> holidays,
    List<Instant> brokenNights) {
  public Person {
    if (id.isBlank()) {
      throw new IllegalArgumentException("Expected a person id, but got an empty one");
    }
    share = share == 0 ? 1 : share;
    if (!(share >= 0.01 && share <= 100)) {
      throw new IllegalArgumentException(
          "Expected a share between 0.01 and 100 for '%s', but got %s".formatted(id, share));
    }
    away =
        Rota.orEmpty(away).stream()
            .sorted(
                Comparator.comparing(Absence::from)
                    .thenComparing(Absence::to)
                    .thenComparing(Absence::why))
            .toList();
    weeklyAway = List.copyOf(Rota.orEmpty(weeklyAway));
    holidays = Rota.orEmpty(holidays).stream().distinct().sorted().toList();
    brokenNights = Rota.orEmpty(brokenNights).stream().distinct().sorted().toList();
  }

  /** Somebody with no limits at all. */
  public static Person of(String id, ZoneId zone) {
    return new Person(id, zone, null, 1, List.of(), List.of(), List.of(), List.of());
  }

  public Person waking(Hours hours) {
    return new Person(id, zone, hours, share, away, weeklyAway, holidays, brokenNights);
  }

  public Person share(double part) {
    return new Person(id, zone, waking, part, away, weeklyAway, holidays, brokenNights);
  }

  /** The same person with these absences and no other dated ones. */
  public Person away(List<Absence> absences) {
    return new Person(id, zone, waking, share, absences, weeklyAway, holidays, brokenNights);
  }

  public Person away(Instant from, Instant to, String why) {
    return away(List.of(new Absence(from, to, why)));
  }

  public Person weeklyAway(List<WeeklyAbsence> absences) {
    return new Person(id, zone, waking, share, away, absences, holidays, brokenNights);
  }

  public Person holidays(List<LocalDate> days) {
    return new Person(id, zone, waking, share, away, weeklyAway, days, brokenNights);
  }

  /** The same person, woken in these nights; see {@link Weights#wake}. */
  public Person brokenNights(List<Instant> nights) {
    return new Person(id, zone, waking, share, away, weeklyAway, holidays, nights);
  }
}

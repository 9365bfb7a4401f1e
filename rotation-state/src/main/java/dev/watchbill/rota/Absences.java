package dev.watchbill.rota;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether somebody is away, and when that changes. */
public final class Absences {
  /** Hours of the week come back within it, whatever the clocks do. */
  private static final Duration MORE_THAN_A_WEEK = Duration.ofDays(9);

  private Absences() {}

  /** The absence somebody has at an instant; of several the one that ends last. */
  public static Optional<Absence> at(Person person, Instant at) {
    return around(person, at)
        .filter(it -> !it.from().isAfter(at) && it.to().isAfter(at))
        .max((a, b) -> a.to().compareTo(b.to()));
  }

  /** When an absence begins or ends next, after an instant; empty: never. */
  public static Optional<Instant> nextChange(Person person, Instant at) {
    return around(person, at)
        .flatMap(it -> Stream.of(it.from(), it.to()))
        .filter(it -> it.isAfter(at))
        .min(Instant::compareTo);
  }

  private static Stream<Absence> around(Person person, Instant at) {
    return Stream.concat(
        person.away().stream(), person.weeklyAway().stream().flatMap(it -> weekly(person, it, at)));
  }

  private static Stream<Absence> weekly(Person person, WeeklyAbsence each, Instant at) {
    var spans =
        new LocalHours(List.of(each.hours()), person.zone())
            .within(
                at.minus(MORE_THAN_A_WEEK).toEpochMilli(),
                at.plus(MORE_THAN_A_WEEK).toEpochMilli());
    var absences = Stream.<Absence>builder();
    for (int i = 0; i < spans.size(); i++) {
      absences.add(
          new Absence(
              Instant.ofEpochMilli(spans.start(i)),
              Instant.ofEpochMilli(spans.end(i)),
              each.why()));
    }
    return absences.build();
  }
}

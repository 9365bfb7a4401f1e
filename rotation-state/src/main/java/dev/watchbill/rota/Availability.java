package dev.watchbill.rota;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When one person can't serve, for reasons of their own: absences, and waking hours if asked. */
final class Availability {
  private record Weekly(LocalHours hours, String why) {}

  private final Person person;
  private final List<Weekly> weekly;
  private final @Nullable LocalHours waking;

  Availability(Person person, boolean onlyAwake) {
    this.person = person;
    this.weekly =
        person.weeklyAway().stream()
            .map(each ->
                new Weekly(new LocalHours(List.of(each.hours()), person.zone()), each.why()))
            .toList();
    var hours = person.waking();
    this.waking = onlyAwake && hours != null ? new LocalHours(List.of(hours), person.zone()) : null;
  }

  Person person() {
    return person;
  }

  /** The first thing that stops them in these stretches; null when nothing does. */
  @Nullable Block first(Spans asked) {
    if (asked.isEmpty()) {
      return null;
    }
    Block first = null;
    for (var absence : person.away()) {
      var from = absence.from().toEpochMilli();
      if (from >= asked.lastEnd()) {
        break;
      }
      first = earlier(first, dated(absence, asked.within(from, absence.to().toEpochMilli())));
    }
    for (var each : weekly) {
      var range = each.hours().within(asked.firstStart(), asked.lastEnd());
      first = earlier(first, weekly(each, range.and(asked)));
    }
    if (waking != null) {
      var asleep = asked.minus(waking.within(asked.firstStart(), asked.lastEnd()));
      first = earlier(first, asleep(asleep));
    }
    return first;
  }

  /** The first time they are away in these stretches, whatever their waking hours. */
  @Nullable Block firstAbsence(Spans asked) {
    Block first = null;
    for (var absence : person.away()) {
      var hit = asked.within(absence.from().toEpochMilli(), absence.to().toEpochMilli());
      first = earlier(first, dated(absence, hit));
    }
    for (var each : weekly) {
      var range = each.hours().within(asked.firstStart(), asked.lastEnd());
      first = earlier(first, weekly(each, range.and(asked)));
    }
    return first;
  }

  /** Whether they are away for any of these stretches, whatever their waking hours. */
  boolean isAbsent(Spans part) {
    if (part.isEmpty()) {
      return false;
    }
    var to = part.lastEnd();
    return person.away().stream()
            .anyMatch(
                it -> !part.within(it.from().toEpochMilli(), it.to().toEpochMilli()).isEmpty())
        || weekly.stream()
            .anyMatch(it -> !it.hours().within(part.firstStart(), to).and(part).isEmpty());
  }

  private @Nullable Block dated(Absence absence, Spans hit) {
    if (hit.isEmpty()) {
      return null;
    }
    var days = Reasons.days(absence.from(), absence.to(), person.zone());
    return new Block(
        hit.firstStart(),
        absence.to().toEpochMilli(),
        true,
        "away " + days + Reasons.because(absence.why()));
  }

  private @Nullable Block weekly(Weekly each, Spans hit) {
    if (hit.isEmpty()) {
      return null;
    }
    var start = Instant.ofEpochMilli(hit.start(0));
    var end = Instant.ofEpochMilli(hit.end(0));
    return new Block(
        hit.start(0),
        hit.end(0),
        true,
        "away " + Reasons.days(start, end, person.zone()) + Reasons.because(each.why()));
  }

  private @Nullable Block asleep(Spans hit) {
    if (hit.isEmpty()) {
      return null;
    }
    var times = Reasons.times(hit.start(0), hit.end(0), person.zone());
    return new Block(hit.start(0), hit.end(0), false, times + " is outside their waking hours");
  }

  private static @Nullable Block earlier(@Nullable Block a, @Nullable Block b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return b.start() < a.start() ? b : a;
  }
}

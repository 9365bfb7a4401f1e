package dev.watchbill.roster.publish;

import dev.watchbill.roster.Hours;
import dev.watchbill.roster.Moment;
import dev.watchbill.roster.OverrideEntry;
import dev.watchbill.roster.PersonEntry;
import dev.watchbill.roster.PersonEntry.Away;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.RotationEntry;
import dev.watchbill.roster.ScheduleEntry;
import dev.watchbill.roster.TeamEntry;
import dev.watchbill.rota.Absence;
import dev.watchbill.rota.Follows;
import dev.watchbill.rota.Member;
import dev.watchbill.rota.Person;
import dev.watchbill.rota.Promise;
import dev.watchbill.rota.Rota;
import dev.watchbill.rota.Rotation;
import dev.watchbill.rota.ShiftOverride;
import dev.watchbill.rota.TurnLength;
import dev.watchbill.rota.WeeklyAbsence;
import dev.watchbill.rota.Weights;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The schedules of a roster as definitions the rota engine plans from, with nothing else needed.
 */
public final class Rotas {
  private final Roster roster;

  private Rotas(Roster roster) {
    this.roster = roster;
  }

  /** All schedules, by id. */
  public static Map<String, Rota> of(Roster roster) {
    var rotas = new TreeMap<String, Rota>();
    var mapping = new Rotas(roster);
    roster.schedules().forEach((id, schedule) -> rotas.put(id, mapping.rota(schedule)));
    return rotas;
  }

  private Rota rota(ScheduleEntry schedule) {
    return new Rota(
        schedule.id(),
        schedule.zone(),
        switch (schedule.mode()) {
          case PRIORITY -> Rota.Mode.PRIORITY;
          case LEVELS -> Rota.Mode.LEVELS;
          case EVERYONE -> Rota.Mode.EVERYONE;
        },
        schedule.rotations().stream().map(Rotas::rotation).toList(),
        roster.overridesOf(schedule.id()).stream().map(Rotas::override).toList(),
        schedule.promise().map(it -> promise(it, schedule.zone())).orElse(null),
        weights(schedule),
        schedule.exclusiveWith(),
        people(schedule));
  }

  private static Rotation rotation(RotationEntry entry) {
    var zone = entry.zone();
    return Rotation.named(entry.name(), zone, entry.start(), length(entry.shift()))
        .priority(entry.priority().orElse(0))
        .members(entry.members().stream().map(it -> member(it, zone)).toList())
        .from(entry.from().map(it -> it.start(zone)).orElse(null))
        .until(entry.until().map(it -> it.start(zone)).orElse(null))
        .hours(entry.hours().stream().map(Rotas::hours).toList())
        .assign(entry.inOrder() ? Rotation.Assign.IN_ORDER : Rotation.Assign.FAIR)
        .rest(entry.rest())
        .maxStint(entry.maxStint().orElse(Duration.ZERO))
        .waking(entry.waking())
        .shadow(entry.shadow())
        .countIdleTurns(entry.countIdleTurns())
        .follows(entry.follows().map(it -> new Follows(it.schedule(), it.turns())).orElse(null))
        .fairnessGroup(entry.fairnessGroup().orElse(null))
        .effective(entry.effective().map(it -> it.start(zone)).orElse(null))
        .build();
  }

  private static Member member(RotationEntry.Member member, ZoneId zone) {
    return new Member(member.who(), member.from().map(it -> it.start(zone)).orElse(null));
  }

  private static TurnLength length(RotationEntry.TurnLength length) {
    return new TurnLength(
        length.count(),
        switch (length.unit()) {
          case HOURS -> TurnLength.Unit.HOURS;
          case DAYS -> TurnLength.Unit.DAYS;
          case WEEKS -> TurnLength.Unit.WEEKS;
        });
  }

  private static dev.watchbill.rota.Hours hours(Hours hours) {
    return switch (hours) {
      case Hours.Daily it -> dev.watchbill.rota.Hours.daily(it.days(), it.from(), it.to());
      case Hours.Stretch it ->
          dev.watchbill.rota.Hours.weekly(it.fromDay(), it.from(), it.toDay(), it.to());
    };
  }

  private static ShiftOverride override(OverrideEntry entry) {
    var override = wholeSchedule(entry);
    return override.rotation(entry.rotation().orElse(null));
  }

  private static ShiftOverride wholeSchedule(OverrideEntry entry) {
    return switch (entry) {
      case OverrideEntry.Cover it -> ShiftOverride.cover(it.who(), it.start(), it.end());
      case OverrideEntry.Replace it ->
          ShiftOverride.replace(it.who(), it.insteadOf(), it.start(), it.end());
      case OverrideEntry.Add it -> ShiftOverride.add(it.who(), it.start(), it.end());
      case OverrideEntry.Remove it -> ShiftOverride.remove(it.who(), it.start(), it.end());
    };
  }

  private static Promise promise(ScheduleEntry.Promise promise, ZoneId zone) {
    return switch (promise) {
      case ScheduleEntry.Promise.Always _ -> Promise.always(zone);
      case ScheduleEntry.Promise.During it ->
          new Promise(zone, it.hours().stream().map(Rotas::hours).toList());
    };
  }

  private Weights weights(ScheduleEntry schedule) {
    var weights = schedule.weights();
    return new Weights(
        weights
            .night()
            .map(it -> dev.watchbill.rota.Hours.daily(everyDay(), it.from(), it.to()))
            .orElse(null),
        weights.night().map(ScheduleEntry.Weights.Night::factor).orElse(1.0),
        weights.weekend().map(it -> wholeDays(it.days())).orElse(null),
        weights.weekend().map(ScheduleEntry.Weights.Weekend::factor).orElse(1.0),
        weights.holiday(),
        weights.wake(),
        weights.memberZone() ? Weights.Zone.MEMBER : Weights.Zone.ROTATION,
        holidays(ofTeam(schedule)));
  }

  private Optional<String> ofTeam(ScheduleEntry schedule) {
    return Optional.ofNullable(roster.teams().get(schedule.team())).flatMap(TeamEntry::holidays);
  }

  private static Set<DayOfWeek> everyDay() {
    return Set.of(DayOfWeek.values());
  }

  private static dev.watchbill.rota.Hours wholeDays(Set<DayOfWeek> days) {
    return dev.watchbill.rota.Hours.daily(days, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
  }

  private List<LocalDate> holidays(Optional<String> calendar) {
    return calendar
        .map(it -> roster.holidays().getOrDefault(it, Set.of()))
        .map(List::copyOf)
        .orElse(List.of());
  }

  private List<Person> people(ScheduleEntry schedule) {
    return schedule.rotations().stream()
        .flatMap(it -> it.members().stream())
        .flatMap(it -> it.who().stream())
        .distinct()
        .flatMap(it -> Optional.ofNullable(roster.people().get(it)).stream())
        .map(it -> person(it, ofTeam(schedule)))
        .toList();
  }

  /**
   * @param teams the calendar of holidays of whoever names none
   */
  private Person person(PersonEntry entry, Optional<String> teams) {
    return new Person(
        entry.id(),
        entry.zone(),
        entry
            .waking()
            .map(it -> dev.watchbill.rota.Hours.daily(everyDay(), it.from(), it.to()))
            .orElse(null),
        entry.share(),
        entry.away().stream().flatMap(it -> dated(it, entry.zone())).toList(),
        entry.away().stream().flatMap(Rotas::weekly).toList(),
        holidays(entry.holidays().or(() -> teams)),
        List.of());
  }

  private static Stream<Absence> dated(Away away, ZoneId zone) {
    return away instanceof Away.Dated(Moment from, Moment to, String why)
        ? Stream.of(new Absence(from.start(zone), to.end(zone), why))
        : Stream.empty();
  }

  private static Stream<WeeklyAbsence> weekly(Away away) {
    return away instanceof Away.Weekly(Set<DayOfWeek> days, String why)
        ? Stream.of(new WeeklyAbsence(wholeDays(days), why))
        : Stream.empty();
  }
}

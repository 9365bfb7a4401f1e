package dev.watchbill.launcher.moving.oncall;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Draft.Rotation;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.RotationNames;
import dev.watchbill.launcher.moving.Teams;
import dev.watchbill.launcher.moving.Zones;
import dev.watchbill.launcher.moving.oncall.OnCall.Schedule;
import dev.watchbill.launcher.moving.oncall.OnCall.Shift;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** Schedules with what isn't over of their shifts. */
final class Schedules implements Teams.Taken<Schedule> {
  private final List<Schedule> schedules;
  private final People people;
  private final Instant now;
  private final Map<String, String> known = new LinkedHashMap<>();
  private final Overrides overrides;

  Schedules(OnCall account, People people, Instant now) {
    schedules = account.schedules();
    this.people = people;
    this.now = now;
    overrides = new Overrides(people, account.swaps(), now);
    var ids = new Ids("schedule");
    schedules.forEach(it -> known.put(it.id(), ids.of(it.name())));
  }

  Map<String, String> known() {
    return Map.copyOf(known);
  }

  Optional<String> id(String schedule) {
    return Optional.ofNullable(known.get(schedule));
  }

  /** Shifts of the web calendar are in UTC, whatever its zone, unless they say so themselves. */
  private static ZoneId zone(Schedule schedule, Shift shift) {
    var own = Zones.of(shift.timezone());
    return own.orElseGet(() -> schedule.type().equals("web") ? Zones.UTC : zone(schedule));
  }

  private static ZoneId zone(Schedule schedule) {
    return Zones.of(schedule.timezone()).orElse(Zones.UTC);
  }

  @Override
  public List<ZoneId> zones(Predicate<Schedule> which) {
    return schedules.stream().filter(which).map(Schedules::zone).toList();
  }

  @Override
  public List<Draft.Schedule> drafts(Predicate<Schedule> which) {
    return schedules.stream().filter(which).map(this::draft).toList();
  }

  private Draft.Schedule draft(Schedule schedule) {
    var notes = new LinkedHashSet<String>();
    if (schedule.type().equals("ical")) {
      notes.add(
          "It is a calendar elsewhere, of which nothing could be taken: write its rotations.");
    }
    notes.addAll(overrides.notes(schedule));
    var names = new RotationNames("rotation");
    var rotations = new ArrayList<Rotation>();
    for (var shift : schedule.shifts()) {
      if (!shift.type().equals("override")) {
        rotation(schedule, shift, names.of(shift.name()), notes).ifPresent(rotations::add);
      }
    }
    return new Draft.Schedule(
        known.getOrDefault(schedule.id(), ""),
        "levels",
        rotations,
        Optional.empty(),
        0,
        List.copyOf(notes));
  }

  private Optional<Rotation> rotation(
      Schedule schedule, Shift shift, String name, Set<String> notes) {
    var zone = zone(schedule, shift);
    var web = schedule.type().equals("web");
    var strangers = new LinkedHashSet<String>();
    var queue =
        shift.users().stream()
            .map(it -> place(shift, it, strangers))
            .filter(it -> !it.isEmpty())
            .toList();
    var events = Events.of(shift, web);
    if (events.filter(Events::beginsOnAnUnknownDay).isPresent()) {
      strangers.add(
          "It starts on none of its days. OnCall doesn't say with which its weeks begin:"
              + " Sunday was taken.");
    }
    var single = shift.frequency().isEmpty();
    var turns =
        single
            ? once(shift, queue)
            : events.flatMap(it -> Turns.of(it, queue, shift.users().size()));
    var ends = turns.flatMap(it -> ends(shift, events, it, zone, web, single));
    var begins = turns.map(it -> instant(begins(shift, it, web), zone));
    if (shift.until().filter(it -> isLongOver(it, shift)).isPresent()
        || ends.filter(it -> !it.isAfter(now) || !it.isAfter(begins.get())).isPresent()) {
      return Optional.empty();
    }
    if (turns.isEmpty()) {
      notes.add(
          queue.isEmpty()
              ? "\"%s\" was left out, as none of its people is among OnCall's users."
                  .formatted(name)
              : "\"%s\" was left out, as nothing here does the same: %s, interval %d, %d s, %s."
                  .formatted(
                      name,
                      shift.frequency(),
                      shift.interval(),
                      shift.duration(),
                      shift.days().isEmpty() ? "any day" : String.join(" ", shift.days())));
      return Optional.empty();
    }
    return Optional.of(rotation(shift, name, zone, turns.get(), begins.get(), ends, strangers));
  }

  /** Whatever its zone, no event still runs. */
  private boolean isLongOver(LocalDateTime until, Shift shift) {
    return until.plusSeconds(shift.duration()).plusDays(1).toInstant(ZoneOffset.UTC).isBefore(now);
  }

  private static Optional<Turns> once(Shift shift, List<List<String>> queue) {
    return queue.stream()
        .findFirst()
        .map(it -> new Turns(shift.start(), shift.start(), "1w", List.of(it), List.of(), false));
  }

  /** What the web's calendar has of an event before its rotation begins doesn't count. */
  private static LocalDateTime begins(Shift shift, Turns turns, boolean web) {
    return web && shift.rotationStart().isAfter(turns.from())
        ? shift.rotationStart()
        : turns.from();
  }

  private static Optional<Instant> ends(
      Shift shift, Optional<Events> events, Turns turns, ZoneId zone, boolean web, boolean single) {
    if (single) {
      var over = shift.start().plusSeconds(shift.duration());
      return Optional.of(instant(shift.until().filter(it -> it.isBefore(over)).orElse(over), zone));
    }
    return shift
        .until()
        .map(it ->
            web || events.isEmpty()
                ? it.toInstant(ZoneOffset.UTC)
                : instant(events.get().end(turns.from(), it, zone, places(shift)), zone));
  }

  private static int places(Shift shift) {
    return shift.type().equals("rolling_users") ? shift.users().size() : 1;
  }

  private static Rotation rotation(
      Shift shift,
      String name,
      ZoneId zone,
      Turns turns,
      Instant begins,
      Optional<Instant> ends,
      Set<String> strangers) {
    return new Rotation(
        name,
        OptionalInt.of(shift.level()),
        zone,
        turns.members(),
        turns.anchor(),
        Optional.of(begins).filter(it -> it.isAfter(instant(turns.anchor(), zone))),
        ends,
        turns.shift(),
        turns.hours(),
        turns.countsIdle(),
        List.copyOf(strangers));
  }

  /** OnCall leaves out places that nobody is left of; their time is free at the end of a round. */
  private List<String> place(Shift shift, List<String> users, Set<String> notes) {
    var known = people.ids(users);
    users.stream()
        .filter(it -> people.id(it).isEmpty())
        .forEach(it ->
            notes.add(
                known.isEmpty() && shift.type().equals("rolling_users")
                    ? "%s isn't among OnCall's users: the others move up, as there.".formatted(it)
                    : "%s isn't among OnCall's users, and was left out.".formatted(it)));
    return known;
  }

  private static Instant instant(LocalDateTime local, ZoneId zone) {
    return local.atZone(zone).toInstant();
  }

  @Override
  public List<Draft.OverrideEntry> overrides(Predicate<Schedule> which) {
    return schedules.stream()
        .filter(which)
        .flatMap(it -> overrides.of(it, known.getOrDefault(it.id(), "")).stream())
        .toList();
  }
}

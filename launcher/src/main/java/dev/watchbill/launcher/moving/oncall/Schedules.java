package dev.watchbill.launcher.moving.oncall;

import dev.watchbill.launcher.moving.Claims;
import dev.watchbill.launcher.moving.Claims.Span;
import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Draft.Rotation;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.PlainText;
import dev.watchbill.launcher.moving.Zones;
import dev.watchbill.launcher.moving.oncall.OnCall.Schedule;
import dev.watchbill.launcher.moving.oncall.OnCall.Shift;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** Schedules with what isn't over of their shifts. */
final class Schedules {
  private final List<Schedule> schedules;
  private final People people;
  private final Instant now;
  private final Map<String, String> known = new LinkedHashMap<>();
  private final Claims claims = new Claims();

  Schedules(List<Schedule> schedules, People people, Instant now) {
    this.schedules = schedules;
    this.people = people;
    this.now = now;
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

  List<ZoneId> zones(Predicate<Schedule> which) {
    return schedules.stream().filter(which).map(Schedules::zone).toList();
  }

  List<Draft.Schedule> drafts(Predicate<Schedule> which) {
    return schedules.stream().filter(which).map(this::draft).toList();
  }

  private Draft.Schedule draft(Schedule schedule) {
    var notes = new LinkedHashSet<String>();
    if (schedule.type().equals("ical")) {
      notes.add(
          "It is a calendar elsewhere, of which nothing could be taken: write its rotations.");
    }
    if (schedule.overridden()) {
      notes.add("Its overrides stand in a calendar elsewhere, and were left out.");
    }
    var names = new HashSet<String>();
    var rotations = new ArrayList<Rotation>();
    for (var shift : schedule.shifts()) {
      if (!shift.type().equals("override")) {
        rotation(schedule, shift, name(shift, names), notes).ifPresent(rotations::add);
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

  private static String name(Shift shift, Set<String> taken) {
    var plain = PlainText.of(shift.name());
    var base = plain.isEmpty() ? "rotation-" + (taken.size() + 1) : plain;
    var name = base;
    for (int i = 2; !taken.add(name); i++) {
      name = base + " " + i;
    }
    return name;
  }

  private Optional<Rotation> rotation(
      Schedule schedule, Shift shift, String name, Set<String> notes) {
    var zone = zone(schedule, shift);
    var single = shift.type().equals("single_event");
    var ends =
        single
            ? Optional.of(instant(shift.start().plusSeconds(shift.duration()), zone))
            : shift.until().map(it -> it.toInstant(ZoneOffset.UTC));
    var begins =
        instant(
            shift.rotationStart().isAfter(shift.start()) ? shift.rotationStart() : shift.start(),
            zone);
    if (ends.filter(it -> !it.isAfter(now) || !it.isAfter(begins)).isPresent()) {
      return Optional.empty();
    }
    var strangers = new LinkedHashSet<String>();
    var members = shift.users().stream().map(it -> place(it, strangers)).toList();
    var turns =
        single
            ? Optional.of(new Turns(shift.start(), "1w", members, List.of(), false))
            : Turns.of(shift, members);
    if (turns.isEmpty()) {
      notes.add(
          "\"%s\" was left out, as nothing here does the same: %s, interval %d, %d s, %s."
              .formatted(
                  name,
                  shift.frequency(),
                  shift.interval(),
                  shift.duration(),
                  shift.days().isEmpty() ? "any day" : String.join(" ", shift.days())));
      return Optional.empty();
    }
    return Optional.of(rotation(shift, name, zone, turns.get(), begins, ends, strangers));
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

  private List<String> place(List<String> users, Set<String> notes) {
    users.stream()
        .filter(it -> people.id(it).isEmpty())
        .forEach(it ->
            notes.add("%s isn't among OnCall's users; their turns are nobody's.".formatted(it)));
    return people.ids(users);
  }

  private static Instant instant(LocalDateTime local, ZoneId zone) {
    return local.atZone(zone).toInstant();
  }

  /** The first of several is on call alone, the others beside. */
  List<Draft.Override> overrides(Predicate<Schedule> which) {
    var all = new ArrayList<Draft.Override>();
    for (var schedule : schedules) {
      for (var shift : schedule.shifts()) {
        if (which.test(schedule) && shift.type().equals("override")) {
          overrides(schedule, shift, all);
        }
      }
    }
    return all;
  }

  private void overrides(Schedule schedule, Shift shift, List<Draft.Override> all) {
    var from = instant(shift.start(), zone(schedule, shift));
    var to = from.plusSeconds(shift.duration());
    var who = people.ids(shift.users().stream().flatMap(List::stream).toList());
    if (!to.isAfter(now) || !to.isAfter(from) || who.isEmpty()) {
      return;
    }
    var id = known.getOrDefault(schedule.id(), "");
    var wanted = new Span(from, to);
    var free = claims.claim(wanted, List.of(id));
    var notes =
        free.equals(List.of(wanted))
            ? List.<String>of()
            : List.of("It overlaps another override, which keeps that time here.");
    for (var span : free) {
      for (var person : who) {
        all.add(
            new Draft.Override(
                id,
                Optional.empty(),
                person.equals(who.getFirst()) ? "who" : "add",
                person,
                Optional.empty(),
                span.from(),
                span.to(),
                notes));
      }
    }
  }
}

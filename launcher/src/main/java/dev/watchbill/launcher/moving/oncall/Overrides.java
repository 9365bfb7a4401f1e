package dev.watchbill.launcher.moving.oncall;

import dev.watchbill.launcher.moving.Claims;
import dev.watchbill.launcher.moving.Claims.Span;
import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Zones;
import dev.watchbill.launcher.moving.oncall.OnCall.Schedule;
import dev.watchbill.launcher.moving.oncall.OnCall.Shift;
import dev.watchbill.launcher.moving.oncall.OnCall.Swap;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Overrides of the web calendar, of which several at once are on call together, and swaps. */
record Overrides(People people, List<Swap> swaps, Instant now) {
  private record Stretch(Instant from, Instant to, List<String> who, List<String> notes) {
    private boolean continues(Stretch before) {
      return before.to.equals(from) && before.who.equals(who) && before.notes.equals(notes);
    }
  }

  /**
   * Those that count, with the first of several people on call alone, and the others beside.
   *
   * @param id the schedule's in the roster
   */
  List<Draft.OverrideEntry> of(Schedule schedule, String id) {
    var all = new ArrayList<Draft.OverrideEntry>();
    for (var stretch : resolved(counting(schedule))) {
      for (var person : stretch.who) {
        all.add(
            new Draft.OverrideEntry(
                id,
                Optional.empty(),
                person.equals(stretch.who.getFirst()) ? "who" : "add",
                person,
                Optional.empty(),
                stretch.from,
                stretch.to,
                stretch.notes));
      }
    }
    all.addAll(swapped(schedule, id));
    return all;
  }

  /** Who takes somebody's shifts has them wherever these would be on call. */
  private List<Draft.OverrideEntry> swapped(Schedule schedule, String id) {
    var claims = new Claims();
    var taken = taken(schedule);
    var all = new ArrayList<Draft.OverrideEntry>();
    for (var swap : taken) {
      var giver = people.id(swap.giver());
      var taker = swap.taker().flatMap(people::id);
      if (giver.isEmpty() || taker.isEmpty() || taker.equals(giver)) {
        continue;
      }
      var beside =
          taken.stream().anyMatch(it -> !it.equals(swap) && isAt(swap, it.from(), it.to()))
              || counting(schedule).stream().anyMatch(it -> isAt(swap, it.from, it.to));
      var notes =
          beside
              ? List.of("A swap beside another, or beside an override: look who is on call then.")
              : List.<String>of();
      for (var span : claims.claim(new Span(swap.from(), swap.to()), giver.stream().toList())) {
        all.add(
            new Draft.OverrideEntry(
                id, Optional.empty(), "who", taker.get(), giver, span.from(), span.to(), notes));
      }
    }
    return all;
  }

  private List<Swap> taken(Schedule schedule) {
    return swaps.stream()
        .filter(it -> it.schedule().equals(schedule.id()) && it.taker().isPresent())
        .filter(it -> it.to().isAfter(now) && it.to().isAfter(it.from()))
        .toList();
  }

  private static boolean isAt(Swap swap, Instant from, Instant to) {
    return swap.from().isBefore(to) && from.isBefore(swap.to());
  }

  /** What is to be said of the schedule that has them. */
  List<String> notes(Schedule schedule) {
    var notes = new ArrayList<String>();
    var some = stretches(schedule);
    var counts = schedule.webOverrides();
    var web = schedule.type().equals("web");
    if (schedule.overridden() && !web && !counts.orElse(false)) {
      notes.add("Its overrides stand in a calendar elsewhere, and were left out.");
    }
    if (!some.isEmpty() && !web) {
      if (schedule.type().equals("ical") || (counts.isPresent() && !counts.get())) {
        notes.add("Overrides of the web don't count for it in OnCall, and were left out.");
      } else if (counts.isEmpty()) {
        notes.add("OnCall doesn't say whether overrides of the web count for it; they were taken.");
      }
    }
    some.stream()
        .filter(it -> it.who.isEmpty())
        .forEach(it ->
            notes.add(
                "An override from %s to %s names nobody who is known, and was left out."
                    .formatted(it.from, it.to)));
    taken(schedule).stream()
        .filter(it -> it.taker().flatMap(people::id).isEmpty())
        .forEach(it ->
            notes.add(
                "Who takes %s's shifts from %s to %s isn't among OnCall's users: left out."
                    .formatted(people.id(it.giver()).orElse(it.giver()), it.from(), it.to())));
    return notes;
  }

  private List<Stretch> counting(Schedule schedule) {
    var count =
        schedule.type().equals("web")
            || (!schedule.type().equals("ical") && schedule.webOverrides().orElse(true));
    return count
        ? stretches(schedule).stream().filter(it -> !it.who.isEmpty()).toList()
        : List.of();
  }

  private List<Stretch> stretches(Schedule schedule) {
    return schedule.shifts().stream()
        .filter(it -> it.type().equals("override"))
        .map(this::stretch)
        .filter(it -> it.to.isAfter(now) && it.to.isAfter(it.from))
        .toList();
  }

  /** In UTC whatever the schedule's zone, unless it says so itself. */
  private Stretch stretch(Shift shift) {
    var zone = Zones.of(shift.timezone()).orElse(Zones.UTC);
    var from = instant(shift.start(), zone);
    var who = people.ids(shift.users().stream().flatMap(List::stream).toList());
    var notes = new ArrayList<String>();
    if (who.size() > 1) {
      notes.add("Of several people OnCall may have the first alone; here all are on call.");
    }
    if (from.isBefore(now)) {
      notes.add("It has begun. OnCall doesn't say whether it was ended since.");
    }
    return new Stretch(
        from, instant(shift.start().plusSeconds(shift.duration()), zone), who, notes);
  }

  private static Instant instant(LocalDateTime local, ZoneId zone) {
    return local.atZone(zone).toInstant();
  }

  private static List<Stretch> resolved(List<Stretch> all) {
    var edges = new TreeSet<Instant>();
    all.forEach(it -> edges.addAll(List.of(it.from, it.to)));
    var resolved = new ArrayList<Stretch>();
    for (var from : edges) {
      var who = new LinkedHashSet<String>();
      var notes = new LinkedHashSet<String>();
      for (var it : all) {
        if (!it.from.isAfter(from) && it.to.isAfter(from)) {
          who.addAll(it.who);
          notes.addAll(it.notes);
        }
      }
      if (who.isEmpty()) {
        continue;
      }
      var next = new Stretch(from, edges.higher(from), List.copyOf(who), List.copyOf(notes));
      if (!resolved.isEmpty() && next.continues(resolved.getLast())) {
        var before = resolved.removeLast();
        next = new Stretch(before.from, next.to, next.who, next.notes);
      }
      resolved.add(next);
    }
    return resolved;
  }
}

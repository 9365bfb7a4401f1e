package dev.watchbill.launcher.moving.pagerduty;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Draft.Rotation;
import dev.watchbill.launcher.moving.Held;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.RotationNames;
import dev.watchbill.launcher.moving.Teams;
import dev.watchbill.launcher.moving.Zones;
import dev.watchbill.launcher.moving.pagerduty.Account.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Schedules with the layers that aren't over, and overrides. */
final class Schedules implements Teams.Taken<Schedule> {
  private final List<Schedule> schedules;
  private final People people;
  private final Instant now;
  private final Overrides overrides;
  private final Map<String, String> known = new LinkedHashMap<>();

  Schedules(List<Schedule> schedules, People people, Instant now) {
    this.schedules = schedules;
    this.people = people;
    this.now = now;
    overrides = new Overrides(people, now);
    var ids = new Ids("schedule");
    schedules.forEach(it -> known.put(it.id(), ids.of(it.name())));
  }

  Optional<String> id(String schedule) {
    return Optional.ofNullable(known.get(schedule));
  }

  /** Who is on call there, by the ids schedules and people have here; empty: it isn't said. */
  Map<String, Optional<List<Held>>> rendered() {
    var rendered = new LinkedHashMap<String, Optional<List<Held>>>();
    for (var schedule : schedules) {
      rendered.put(
          known.getOrDefault(schedule.id(), ""),
          schedule
              .rendered()
              .map(all ->
                  all.stream()
                      .map(it -> new Held(people.shown(it.who()), it.from(), it.to()))
                      .toList()));
    }
    return rendered;
  }

  private static ZoneId zone(Schedule schedule) {
    return TimeZones.of(schedule.timezone()).orElse(Zones.UTC);
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
    if (TimeZones.of(schedule.timezone()).isEmpty()) {
      notes.add(
          "The time zone \"%s\" isn't known here, and UTC stands in its place: handoffs are off by what is between them, sooner or later."
              .formatted(schedule.timezone()));
    }
    var layers = new Layers(people);
    var names = new RotationNames("layer");
    var rotations = new ArrayList<Rotation>();
    for (var layer : Layers.ranked(schedule)) {
      var over = layer.end().filter(it -> !it.isAfter(now) || !it.isAfter(layer.start()));
      if (over.isEmpty()) {
        var name = names.of(layer.name());
        layers.rotation(layer, name, zone(schedule), notes).ifPresent(rotations::add);
      }
    }
    notes.addAll(overrides.notes(schedule));
    return new Draft.Schedule(
        known.getOrDefault(schedule.id(), ""),
        "priority",
        rotations,
        Optional.empty(),
        0,
        List.copyOf(notes));
  }

  @Override
  public List<Draft.OverrideEntry> overrides(Predicate<Schedule> which) {
    return schedules.stream()
        .filter(which)
        .flatMap(it -> overrides.drafts(it, known.getOrDefault(it.id(), "")).stream())
        .toList();
  }
}

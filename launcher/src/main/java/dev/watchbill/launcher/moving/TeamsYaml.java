package dev.watchbill.launcher.moving;

import static dev.watchbill.launcher.moving.Yaml.inline;
import static dev.watchbill.launcher.moving.Yaml.table;
import static dev.watchbill.launcher.moving.Yaml.text;
import static dev.watchbill.launcher.moving.Yaml.words;

import dev.watchbill.launcher.moving.Draft.Hours;
import dev.watchbill.launcher.moving.Draft.OverrideEntry;
import dev.watchbill.launcher.moving.Draft.Rotation;
import dev.watchbill.launcher.moving.Draft.Schedule;
import dev.watchbill.launcher.moving.Draft.Team;
import java.time.ZoneId;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Teams, their schedules and overrides. */
final class TeamsYaml {
  private TeamsYaml() {}

  static Yaml of(Draft draft) {
    var teams = table();
    draft.teams().forEach(it -> teams.put(it.id(), team(it, draft.zone()), it.notes()));
    return table().put("teams", teams);
  }

  private static Node team(Team team, ZoneId organization) {
    var schedules = table();
    team.schedules().forEach(it -> schedules.put(it.id(), schedule(it, team), it.notes()));
    var table = table();
    if (!team.zone().equals(organization)) {
      table.put("timezone", team.zone().getId());
    }
    table.put("members", words(team.members())).put("schedules", schedules);
    if (!team.overrides().isEmpty()) {
      var overrides = team.overrides();
      table.put(
          "overrides",
          RosterYaml.items(
              overrides.stream().map(TeamsYaml::override).toList(),
              overrides.stream().map(OverrideEntry::notes).toList()));
    }
    return table.node();
  }

  private static Node schedule(Schedule schedule, Team team) {
    if (schedule.follows().isPresent()) {
      return inline()
          .put(
              "follows",
              inline().put("schedule", schedule.follows().get()).put("turns", schedule.turns()))
          .node();
    }
    var rotations = schedule.rotations();
    return table()
        .put("mode", schedule.mode())
        .put(
            "rotations",
            RosterYaml.items(
                rotations.stream().map(it -> rotation(it, team.zone())).toList(),
                rotations.stream().map(Rotation::notes).toList()))
        .node();
  }

  private static Node rotation(Rotation rotation, ZoneId team) {
    var table = table().put("name", rotation.name());
    rotation.priority().ifPresent(it -> table.put("priority", it));
    if (!rotation.zone().equals(team)) {
      table.put("timezone", rotation.zone().getId());
    }
    table
        .put("members", Yaml.list(rotation.members().stream().map(TeamsYaml::member).toList()))
        .put("start", rotation.start().toString())
        .put("from", rotation.from())
        .put("until", rotation.until())
        .put("shift", rotation.shift())
        .put("assign", "in-order");
    if (!rotation.hours().isEmpty()) {
      table.put("hours", Yaml.list(rotation.hours().stream().map(TeamsYaml::hours).toList()));
      if (rotation.countsIdle()) {
        table.yes("count-idle-turns");
      }
    }
    return table.node();
  }

  private static Node member(List<String> place) {
    return switch (place.size()) {
      case 0 -> text("nobody");
      case 1 -> text(place.getFirst());
      default -> words(place);
    };
  }

  private static Node hours(Hours hours) {
    var table = inline();
    if (!hours.days().isEmpty()) {
      table.put("days", hours.days());
    }
    return table.put("from", hours.from()).put("to", hours.to()).node();
  }

  private static Node override(OverrideEntry override) {
    return inline(override.notes())
        .put("schedule", override.schedule())
        .put("rotation", override.rotation())
        .put(override.kind(), override.person())
        .put("instead-of", override.insteadOf())
        .put("from", override.from().toString())
        .put("to", override.to().toString())
        .node();
  }
}

package dev.watchbill.roster.yaml;

import dev.watchbill.roster.RotationEntry;
import dev.watchbill.roster.ScheduleEntry;
import dev.watchbill.roster.ScheduleEntry.Mode;
import dev.watchbill.roster.ScheduleEntry.Promise;
import dev.watchbill.roster.ScheduleEntry.Weights;
import dev.watchbill.roster.yaml.Notes.Kind;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one of a team's {@code schedules}. */
final class ScheduleReader {
  private static final Duration USUAL_HORIZON = Duration.ofDays(56);

  private static final Form<Double> FACTOR = Form.between(1, 100, "1.5");

  private static final Form<String> ALWAYS =
      Form.oneOf("24x7").saying("24x7, or hours such as {days: mon-fri, …}");

  private final String team;
  private final ZoneId zone;
  private final RotationReader rotations;

  ScheduleReader(String team, ZoneId zone) {
    this.team = team;
    this.zone = zone;
    this.rotations = new RotationReader(zone);
  }

  ScheduleEntry read(String id, Value value) {
    var section = value.section(Shape.SCHEDULE);
    return new ScheduleEntry(
        id,
        team,
        zone,
        promise(section),
        section
            .as("mode", Form.oneOf("priority", "levels", "everyone"))
            .map(it -> Mode.valueOf(it.toUpperCase(Locale.ROOT)))
            .orElse(Mode.PRIORITY),
        section.as("horizon", Times.PATIENCE).orElse(USUAL_HORIZON),
        section.ids("exclusive-with", Kind.SCHEDULE),
        section
            .section("weights", Shape.WEIGHTS)
            .map(ScheduleReader::weights)
            .orElse(Weights.EQUAL),
        section.as("slack-group", Words.SLACK_GROUP),
        layers(section));
  }

  private List<RotationEntry> layers(Section section) {
    var follows = section.section("follows", Shape.FOLLOWS).map(RotationReader::follows);
    if (follows.isPresent() && section.has("rotations")) {
      section.value().wrong("either \"rotations\" or \"follows\"", "both");
    }
    return follows
        .map(it -> List.of(rotations.following(it)))
        .orElseGet(() -> rotations.read(section));
  }

  private static Optional<Promise> promise(Section section) {
    if (section.get("promise").filter(it -> !it.isTable() && !isFilledList(it)).isPresent()) {
      return section.as("promise", ALWAYS).map(_ -> new Promise.Always());
    }
    return Optional.of(HoursReader.read(section, "promise"))
        .filter(hours -> !hours.isEmpty())
        .map(Promise.During::new);
  }

  private static boolean isFilledList(Value value) {
    return value.isList() && !value.list().isEmpty();
  }

  private static Weights weights(Section section) {
    return new Weights(
        section.section("night", Shape.NIGHT).map(ScheduleReader::night),
        section.section("weekend", Shape.WEEKEND).map(ScheduleReader::weekend),
        section.as("holiday", FACTOR).orElse(1.0),
        section.as("wake", Times.DURATION).orElse(Weights.EQUAL.wake()),
        section.as("zone", Form.oneOf("member", "rotation")).orElse("member").equals("member"));
  }

  private static Weights.Night night(Section section) {
    return new Weights.Night(
        section.required("from", Times.FROM_CLOCK, LocalTime.MIDNIGHT),
        section.required("to", Times.TO_CLOCK, LocalTime.MIDNIGHT),
        section.required("factor", FACTOR, 1.0));
  }

  private static Weights.Weekend weekend(Section section) {
    if (!section.has("days")) {
      section.missing("days", Words.DAYS.expected());
    }
    return new Weights.Weekend(HoursReader.days(section), section.required("factor", FACTOR, 1.0));
  }
}

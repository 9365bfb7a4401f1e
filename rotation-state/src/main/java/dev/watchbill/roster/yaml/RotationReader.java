package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Moment;
import dev.watchbill.roster.RotationEntry;
import dev.watchbill.roster.RotationEntry.Follows;
import dev.watchbill.roster.RotationEntry.Member;
import dev.watchbill.roster.RotationEntry.TurnLength;
import dev.watchbill.roster.yaml.Notes.Kind;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a schedule's {@code rotations}. */
final class RotationReader {
  private static final LocalDateTime NO_START = LocalDate.EPOCH.atStartOfDay();
  private static final TurnLength NO_LENGTH = new TurnLength(1, TurnLength.Unit.WEEKS);

  private static final String ONCE =
      "each person once (with \"assign: in-order\" as often as they have a turn)";
  private static final String FAIR =
      "people only (with \"assign: in-order\" turns may be nobody's)";
  private static final String TOGETHER =
      "people who serve together (a turn of nobody stands alone in the list)";
  private static final String TURNS = "a whole number of turns other than 0, such as 1 or -1";

  private final ZoneId teamZone;

  RotationReader(ZoneId teamZone) {
    this.teamZone = teamZone;
  }

  List<RotationEntry> read(Section schedule) {
    var layers = new ArrayList<RotationEntry>();
    var names = new HashSet<String>();
    for (var value : schedule.get("rotations").map(Value::list).orElse(List.of())) {
      var layer = layer(value.section(Shape.ROTATION), layers.size() + 1);
      if (!names.add(layer.name())) {
        value.wrong("names that differ within a schedule", "\"%s\" again".formatted(layer.name()));
      }
      layers.add(layer);
    }
    return layers;
  }

  /** The one layer of a schedule that only follows another. */
  RotationEntry following(Follows follows) {
    return new RotationEntry(
        "follows",
        OptionalInt.empty(),
        teamZone,
        List.of(),
        NO_START,
        Optional.empty(),
        Optional.empty(),
        NO_LENGTH,
        List.of(),
        false,
        false,
        Duration.ZERO,
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        Optional.of(follows),
        Optional.empty());
  }

  private RotationEntry layer(Section section, int number) {
    var zone = section.as("timezone", Times.ZONE).orElse(teamZone);
    var from = section.as("from", Times.MOMENT);
    var until = section.as("until", Times.MOMENT);
    from.ifPresent(
        start -> until.ifPresent(end -> Intervals.checkUntil(section, start, end, zone)));
    var follows = section.section("follows", Shape.FOLLOWS).map(RotationReader::follows);
    boolean own = follows.isEmpty();
    boolean inOrder =
        section.as("assign", Form.oneOf("fair", "in-order")).orElse("fair").equals("in-order");
    if (!own && section.has("members")) {
      section.value().wrong("either \"members\" or \"follows\"", "both");
    }
    return new RotationEntry(
        section.text("name").orElse("rotation-" + number),
        priority(section),
        zone,
        members(section, inOrder),
        own
            ? section.required("start", Times.LOCAL, NO_START)
            : section.as("start", Times.LOCAL).orElse(NO_START),
        from,
        until,
        own
            ? section.required("shift", Times.TURN_LENGTH, NO_LENGTH)
            : section.as("shift", Times.TURN_LENGTH).orElse(NO_LENGTH),
        HoursReader.read(section, "hours"),
        inOrder,
        section.as("waking", Form.flag()).orElse(false),
        section.as("rest", Times.DURATION).orElse(Duration.ZERO),
        section.as("max-stint", Times.PATIENCE),
        section.as("shadow", Form.flag()).orElse(false),
        section.as("count-idle-turns", Form.flag()).orElse(false),
        section.text("fairness-group"),
        follows,
        section.as("effective", Times.MOMENT));
  }

  private static OptionalInt priority(Section section) {
    var priority = section.as("priority", Form.whole(-1_000_000, 1_000_000));
    return priority.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /** Where turns are in order, people have as many as places in the list. */
  private static List<Member> members(Section section, boolean inOrder) {
    var members = section.all("members", RotationReader::member);
    if (!inOrder && members.stream().anyMatch(it -> it.who().isEmpty())) {
      section.get("members").ifPresent(it -> it.wrong(FAIR, "\"nobody\""));
    }
    var listed = new HashSet<String>();
    for (var member : members) {
      if (inOrder) {
        listed.clear();
      }
      for (var who : member.who()) {
        if (!listed.add(who)) {
          var once = inOrder ? "each person once in a pair" : ONCE;
          section.get("members").ifPresent(it -> it.wrong(once, "\"%s\" twice".formatted(who)));
        }
      }
    }
    return members;
  }

  private static Optional<Member> member(Value value) {
    if (!value.isTable()) {
      return member(value, Optional.empty());
    }
    var section = value.section(Shape.MEMBER);
    if (!section.has("who")) {
      section.missing("who", "the id of a person");
    }
    var from = section.as("from", Times.MOMENT);
    return section.get("who").flatMap(who -> member(who, from));
  }

  private static Optional<Member> member(Value who, Optional<Moment> from) {
    if (isNobody(who)) {
      return Optional.of(new Member(List.of(), from));
    }
    var people = who.oneOrMore().stream().flatMap(it -> together(it).stream()).toList();
    if (who.isList() && who.list().isEmpty()) {
      who.wrong("people who serve together", "an empty list");
    }
    return people.isEmpty() ? Optional.empty() : Optional.of(new Member(people, from));
  }

  private static Optional<String> together(Value who) {
    if (isNobody(who)) {
      who.wrong(TOGETHER, "\"nobody\"");
      return Optional.empty();
    }
    return who.id(Kind.PERSON);
  }

  private static boolean isNobody(Value who) {
    return who.isText() && who.raw().filter(Words.NOBODY::equals).isPresent();
  }

  static Follows follows(Section section) {
    if (!section.has("schedule")) {
      section.missing("schedule", "the id of a schedule");
    }
    return new Follows(
        section.id("schedule", Kind.SCHEDULE).orElse(""),
        section.as("turns", Form.whole(-100, 100).where(it -> it != 0).saying(TURNS)).orElse(1));
  }
}

package dev.watchbill.roster.yaml;

import dev.watchbill.roster.PolicyEntry.Target;
import dev.watchbill.roster.yaml.Notes.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads whom a step notifies: {@code schedule:ID}, {@code awake-of:[ID, ID]} and so on. */
final class TargetReader {
  private static final String EXPECTED =
      "schedule:ID, person:ID, team:ID, awake-of:[ID, …], channel:service or"
          + " channel:PROVIDER:ADDRESS";
  private static final Form<String> CHANNEL =
      Form.matching(EXPECTED, "service|(" + String.join("|", Shape.CHAT.keys()) + "):\\S+");

  private TargetReader() {}

  static Optional<Target> read(Value value) {
    return value.isTable() ? fromTable(value) : fromText(value);
  }

  private static Optional<Target> fromTable(Value value) {
    var section = value.section(Shape.TARGET);
    if (section.keys().size() != 1) {
      value.wrong(EXPECTED, section.keys().isEmpty() ? "none of them" : "several of them");
      return Optional.empty();
    }
    var kind = section.keys().getFirst();
    var ids = section.all(kind, Value::text);
    return target(value, kind, ids);
  }

  private static Optional<Target> fromText(Value value) {
    var text = value.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int colon = text.get().indexOf(':');
    if (colon < 0) {
      return wrong(value, text.get());
    }
    var kind = text.get().substring(0, colon).strip();
    var rest = text.get().substring(colon + 1).strip();
    return target(value, kind, kind.equals("awake-of") ? listed(rest) : List.of(rest));
  }

  private static List<String> listed(String text) {
    var inner =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    return Arrays.stream(inner.split(",", -1))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .toList();
  }

  private static Optional<Target> target(Value value, String kind, List<String> ids) {
    boolean many = kind.equals("awake-of");
    boolean known = Shape.TARGET.keys().contains(kind);
    boolean channelIsWrong =
        kind.equals("channel") && ids.stream().anyMatch(id -> CHANNEL.parse().apply(id).isEmpty());
    if (!known || ids.isEmpty() || (!many && ids.size() > 1) || channelIsWrong) {
      return wrong(value, kind + ":" + String.join(", ", ids));
    }
    kindOf(kind)
        .ifPresent(
            it -> ids.forEach(id -> value.notes().refers(it, id, value.place(), value.path())));
    return Optional.of(new Target(kind, ids));
  }

  private static Optional<Kind> kindOf(String kind) {
    return switch (kind) {
      case "schedule", "awake-of" -> Optional.of(Kind.SCHEDULE);
      case "person" -> Optional.of(Kind.PERSON);
      case "team" -> Optional.of(Kind.TEAM);
      default -> Optional.empty();
    };
  }

  private static Optional<Target> wrong(Value value, String text) {
    value.wrong(EXPECTED, "\"" + text + "\"");
    return Optional.empty();
  }
}

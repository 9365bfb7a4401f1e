package dev.watchbill.launcher.cli.rota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.foresight.FairnessJson;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.Suggestion;
import dev.watchbill.roster.offline.OfflineRota;
import dev.watchbill.roster.offline.OnCallAnswer;
import dev.watchbill.roster.offline.ShiftAnswer;
import dev.watchbill.roster.offline.When;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.config.Environment;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What roster files alone say: planned, not published. */
final class RosterRota implements Rota {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Roster roster;
  private final OfflineRota rota;
  private final InstantSource clock;

  private RosterRota(Roster roster, InstantSource clock) {
    this.roster = roster;
    this.rota = new OfflineRota(roster);
    this.clock = clock;
  }

  /**
   * Reads the files.
   *
   * @param err is told what answers from here are worth, and every error
   * @throws Failure if there is an error in the roster; warnings don't keep it from answering
   */
  static RosterRota read(Path folder, PrintWriter err, InstantSource clock) {
    try {
      var reading =
          RosterReader.read(folder, Environment.ofProcess(), Purpose.ANSWER, clock.instant());
      reading.errors().forEach(err::println);
      err.println(OfflineRota.NOTE);
      return reading
          .roster()
          .map(known -> new RosterRota(known, clock))
          .orElseThrow(
              () -> new Failure(Exit.REFUSED, "The roster in %s has errors".formatted(folder)));
    } catch (UncheckedIOException e) {
      throw new Failure(Exit.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }

  /** Refuses who isn't in the roster. */
  void requirePerson(String id) {
    var people = roster.people().keySet();
    if (!people.contains(id)) {
      throw new Failure(
          Exit.REFUSED,
          "Expected %s, but got %s"
              .formatted(Suggestion.listed(people, "person"), Suggestion.quoted(id, people)));
    }
  }

  @Override
  public JsonNode oncall(List<String> schedules, @Nullable String service, List<String> at) {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var instants = at.isEmpty() ? List.of(now) : at.stream().map(this::when).toList();
    if (service == null) {
      return array(answered(() -> rota.onCall(schedules, instants)), RosterRota::json);
    }
    var relied = answered(() -> rota.schedulesOf(service));
    var asked = Stream.concat(schedules.stream(), relied.stream()).distinct().toList();
    // To the rota none means all; a service that relies on none has no answer.
    return asked.isEmpty()
        ? JSON.arrayNode()
        : array(answered(() -> rota.onCall(asked, instants)), RosterRota::json);
  }

  @Override
  public JsonNode shifts(List<String> schedules, String from, String to) {
    var start = when(from);
    var end = endAfter(start, to);
    return array(answered(() -> rota.shifts(schedules, start, end)), RosterRota::json);
  }

  @Override
  public JsonNode gaps(List<String> schedules, String from, String to) {
    var start = when(from);
    var end = endAfter(start, to);
    return array(
        answered(() -> rota.gaps(schedules, start, end)),
        gap ->
            JSON.objectNode()
                .put("schedule", gap.schedule())
                .put("start", gap.start().toString())
                .put("end", gap.end().toString()));
  }

  @Override
  public JsonNode fairness(List<String> schedules, String from, String to) {
    var start = when(from);
    var end = endAfter(start, to);
    return array(answered(() -> rota.fairness(schedules, start, end)), FairnessJson::of);
  }

  private Instant when(String text) {
    try {
      return When.parse(text, roster.organization().zone());
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private Instant endAfter(Instant start, String to) {
    var end = when(to);
    if (end.isBefore(start)) {
      throw new Failure(
          Exit.USAGE, "Expected --to after --from (%s), but got %s".formatted(start, end));
    }
    return end;
  }

  /** What isn't in the roster is refused, in the roster's words. */
  private static <T> T answered(Supplier<T> question) {
    try {
      return question.get();
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.REFUSED, String.valueOf(e.getMessage()), e);
    }
  }

  private static <T> JsonNode array(Collection<T> items, Function<T, ObjectNode> json) {
    var array = JSON.arrayNode();
    items.forEach(item -> array.add(json.apply(item)));
    return array;
  }

  private static ObjectNode json(OnCallAnswer answer) {
    var object = JSON.objectNode().put("schedule", answer.schedule());
    object.put("at", answer.at().toString());
    var who = object.putArray("who");
    answer.who().forEach(who::add);
    var shift = answer.shift();
    object.set("shift", shift == null ? JSON.nullNode() : json(shift));
    return object.put("why", answer.why());
  }

  private static ObjectNode json(ShiftAnswer shift) {
    return JSON.objectNode()
        .put("schedule", shift.schedule())
        .put("rotation", shift.rotation())
        .put("turn", shift.turn())
        .put("who", shift.who())
        .put("start", shift.start().toString())
        .put("end", shift.end().toString())
        .put("kind", shift.kind())
        .put("why", shift.why());
  }
}

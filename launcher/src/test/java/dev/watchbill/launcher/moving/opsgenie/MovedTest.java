package dev.watchbill.launcher.moving.opsgenie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.moving.Json;
import dev.watchbill.launcher.moving.RosterYaml;
import dev.watchbill.launcher.moving.Source;
import dev.watchbill.launcher.moving.UnexpectedAnswer;
import dev.watchbill.launcher.moving.opsgenie.Account.Restriction;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.yaml.RosterFiles;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an account has, the roster made of it has no errors. */
class MovedTest {
  private static final Path ACCOUNT =
      Path.of("src/test/resources/dev/watchbill/launcher/cli/moving/opsgenie");
  private static final Instant NOW = Instant.parse("2026-03-16T10:17:23Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> WORDS =
      Set.of(
          "name",
          "fullName",
          "username",
          "timeZone",
          "timezone",
          "to",
          "teamId",
          "method",
          "contactMethod",
          "notifyType",
          "condition",
          "intervalUnit",
          "operation",
          "expectedValue");
  private static final Set<String> NUMBERS =
      Set.of(
          "length",
          "timeAmount",
          "waitInterval",
          "count",
          "interval",
          "startHour",
          "startMin",
          "endHour",
          "endMin");
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "nobody",
          "null",
          "~",
          "a",
          "A",
          "a@b",
          "a@b.c",
          "${env:X}@b.c",
          "- x: {",
          "\u202E\n# people:",
          "UTC",
          "Mars/Olympus",
          "Europe/Berlin",
          "+49 1",
          "1-5555550100",
          "t-pay",
          "sms",
          "voice",
          "email",
          "next",
          "random",
          "admins",
          "P2",
          "greater-than",
          "😀".repeat(200));
  private static final List<Integer> COUNTS = List.of(1, 2, 6, 9, 12, 17, 22, 23, 24);

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(
            () -> Json.whole(JSON.createObjectNode().put("startHour", 25), "startHour", 0, 0, 24))
        .isInstanceOf(UnexpectedAnswer.class)
        .hasMessage("Expected a number from 0 to 24 in \"startHour\", but got 25");
    assertThat(Json.whole(JSON.createObjectNode(), "length", 1, 1, 9_999)).isEqualTo(1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void isARosterWithoutErrors(long seed) {
    var random = new SplittableRandom(seed);
    var account = new AccountReader(new Changed(random)).read();

    var written = RosterYaml.of(new Moved(account, NOW).draft());

    var contents = new TreeMap<String, byte[]>();
    written
        .files()
        .forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
    var reading =
        RosterReader.read(
            new RosterFiles(Path.of("roster"), contents, List.of()),
            "",
            new Environment(Map.of()),
            Purpose.CHECK,
            NOW);
    assertThat(reading.errors()).isEmpty();
  }

  /** The saved account, with other words and numbers here and there. */
  private record Changed(SplittableRandom random) implements Source {
    @Override
    public JsonNode get(String path) {
      return ask(path).orElseThrow();
    }

    @Override
    public Optional<JsonNode> ask(String path) {
      var offset = path.contains("offset=4") ? ".4" : "";
      var name = path.replaceFirst("\\?.*", "").replaceFirst("^v[12]/", "") + offset + ".json";
      if (!Files.exists(ACCOUNT.resolve(name))) {
        return Optional.empty();
      }
      try {
        var answer = JSON.readTree(Files.readString(ACCOUNT.resolve(name)));
        change(answer.path("data"));
        return Optional.of(answer);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void change(JsonNode node) {
      if (node instanceof ObjectNode object) {
        for (var field : new ArrayList<>(object.properties())) {
          var key = field.getKey();
          if (WORDS.contains(key) && random.nextInt(4) == 0 && field.getValue().isTextual()) {
            var text = TEXTS.get(random.nextInt(TEXTS.size()));
            // What everything hangs on must be there.
            object.put(
                key, text.isBlank() && Set.of("name", "username").contains(key) ? "x" : text);
          } else if (NUMBERS.contains(key) && random.nextInt(4) == 0) {
            object.put(key, COUNTS.get(random.nextInt(COUNTS.size())));
          }
        }
      }
      node.forEach(this::change);
    }
  }

  @Test
  void saysHoursAsPeopleDo() {
    var days = new ArrayList<Restriction>();
    for (var day : DayOfWeek.values()) {
      if (day != DayOfWeek.THURSDAY) {
        days.add(
            new Restriction(day.name().toLowerCase(Locale.ROOT), 22, 0, day.plus(1).name(), 6, 30));
      }
    }
    days.add(new Restriction("thursday", 9, 0, "thursday", 24, 0));

    assertThat(Restrictions.hours(days).toString())
        .isEqualTo(
            "[Hours[days=mon-wed,fri-sun, from=22:00, to=06:30], Hours[days=thu, from=09:00, to=00:00]]");
  }
}

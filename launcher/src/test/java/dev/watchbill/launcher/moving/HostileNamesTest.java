package dev.watchbill.launcher.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.moving.Draft.Person;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.yaml.RosterFiles;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.config.Environment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What people are called elsewhere stays what they are called, and is never read as YAML. */
class HostileNamesTest {
  private static final List<String> PARTS =
      List.of(
          "a",
          "Ä",
          "名",
          "\uD83D\uDE00",
          "\uD83D",
          "\uDE00",
          " ",
          "\n",
          "\r\n",
          "\t",
          "\0",
          "\u0007",
          "\u0085",
          "\u2028",
          "\u202E",
          "\uFEFF",
          "\uFFFE",
          ":",
          ": ",
          " #",
          "#",
          "- ",
          "-",
          "?",
          "!",
          "!!str",
          "&a",
          "*a",
          "{",
          "}",
          "[",
          "]",
          ",",
          "'",
          "\"",
          "\\",
          "\\n",
          "|",
          ">",
          "%",
          "@",
          "`",
          "~",
          "null",
          "yes",
          "off",
          "0",
          "1e3",
          "0x1",
          ".5",
          "${env:HOME}",
          "people:",
          "---",
          "...",
          "schedule:x",
          "2026-01-05");

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void staysWhatItIs(long seed) {
    var random = new SplittableRandom(seed);
    var ids = new Ids("person", "nobody");
    var names = new TreeMap<String, String>();
    var people = new ArrayList<Person>();
    for (int i = 0; i < 5; i++) {
      var name = hostile(random);
      var id = ids.of(name);
      names.put(id, PlainText.of(name).isEmpty() ? id : PlainText.of(name));
      people.add(
          new Person(
              id,
              name,
              Optional.empty(),
              Map.of(),
              List.of(),
              List.of(),
              List.of(hostile(random))));
    }
    var written =
        RosterYaml.of(
            new Draft(
                "Elsewhere",
                ZoneOffset.UTC,
                List.of(hostile(random)),
                List.of(),
                people,
                List.of(),
                List.of(),
                List.of(),
                List.of()));

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
            Instant.EPOCH);

    assertThat(reading.errors()).isEmpty();
    var read = new TreeMap<String, String>();
    reading.roster().orElseThrow().people().forEach((id, it) -> read.put(id, it.name()));
    assertThat(read).isEqualTo(names);
    assertThat(written.notes()).hasSize(6);
  }

  private static String hostile(SplittableRandom random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(0, 6); i >= 0; i--) {
      text.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "Asha Rao, asha-rao",
    "'  (Ops) #1: Nächte! ', ops-1-nächte",
    "nobody, nobody-2",
    "'***', person",
    "a.b_c@d+e-f, a.b_c@d+e-f"
  })
  void makesIdsThatCanBeRead(String name, String id) {
    assertThat(new Ids("person", "nobody").of(name)).isEqualTo(id);
  }

  @Test
  void givesNoIdTwiceAndNoneThatIsTooLong() {
    var ids = new Ids("service");
    assertThat(List.of(ids.ascii("Größe"), ids.ascii("GROSSE"), ids.ascii("名前")))
        .containsExactly("grosse", "grosse-2", "service");
    assertThat(ids.of("x".repeat(500))).hasSize(80);
    assertThat(ids.kept("Nightly.Backup")).isEqualTo("Nightly.Backup");
    assertThat(ids.kept("nightly backup")).isEqualTo("nightly-backup");
  }
}

package dev.watchbill.roster.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.roster.RosterText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of {@code docs/rota.md} and {@code docs/moving.md}: their answers hold, and pictures
 * are what the engine plans. {@code -Ddraw=true} draws the pictures anew.
 */
class RotaGuideTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Pattern EXAMPLE =
      Pattern.compile("^```rota ([a-z-]+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  static Stream<RosterCase> examples() throws IOException {
    return Stream.concat(pictured(), examples("moving.md"));
  }

  static Stream<RosterCase> pictured() throws IOException {
    return examples("rota.md");
  }

  private static Stream<RosterCase> examples(String guide) throws IOException {
    var all =
        EXAMPLE
            .matcher(Files.readString(DOCS.resolve(guide)))
            .results()
            .map(it -> RosterCase.read(guide, (it.group(1) + "\n" + it.group(2)).lines().toList()))
            .toList();
    assertThat(all).as(guide).hasSizeGreaterThan(2);
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void saysWhatIsTrue(RosterCase example) {
    var rota = new OfflineRota(RosterText.roster(example.roster()));
    for (var question : example.questions()) {
      if (!question.asked().startsWith("timeline")) {
        assertThat(example.answer(rota, question))
            .as(question.asked())
            .isEqualTo(question.expected());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictured")
  void drawsWhatIsPlanned(RosterCase example) throws IOException {
    var picture = DOCS.resolve("rota/" + example.title() + ".svg");
    var svg = picture(example);
    if (Boolean.getBoolean("draw")) {
      Files.writeString(picture, svg);
    }
    assertThat(Files.readString(picture)).isEqualTo(svg);
    assertThat(Files.readString(DOCS.resolve("rota.md")))
        .contains("](rota/" + example.title() + ".svg)");
  }

  private static String picture(RosterCase example) {
    var roster = RosterText.roster(example.roster());
    var asked =
        example.questions().stream()
            .filter(it -> it.asked().startsWith("timeline"))
            .findFirst()
            .orElseThrow()
            .asked()
            .split(" ", -1);
    var from = When.parse(asked[1], ZoneOffset.UTC);
    var to = When.parse(asked[2], ZoneOffset.UTC);
    var shifts = new OfflineRota(roster).shifts(List.of("primary"), from, to);
    return new Timeline(roster, shifts, from, to).svg();
  }
}

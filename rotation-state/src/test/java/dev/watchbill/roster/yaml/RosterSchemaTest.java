package dev.watchbill.roster.yaml;

import static dev.watchbill.roster.RosterText.GOOD;
import static dev.watchbill.roster.RosterText.the;
import static dev.watchbill.roster.RosterText.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.watchbill.roster.Examples;
import dev.watchbill.roster.InitTemplate;
import dev.watchbill.roster.Roster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema editors use says what the reader reads. */
class RosterSchemaTest {
  private static final String RESOURCE = "roster.schema.json";

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void hasTheKeysTheReaderReads(Shape shape) throws IOException {
    assertThat(properties(shape).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(shape.keys());
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void describesEveryKey(Shape shape) throws IOException {
    assertThat(properties(shape).properties())
        .allSatisfy(key ->
            assertThat(key.getValue().path("description").asText()).as(key.getKey()).isNotBlank());
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void allowsNoOtherKeys(Shape shape) throws IOException {
    assertThat(table(shape).path("additionalProperties").isBoolean()).isTrue();
    assertThat(table(shape).path("additionalProperties").asBoolean()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shopFiles")
  void acceptsTheShop(Path file) throws IOException {
    assertThat(wrong(Files.readString(file))).isEmpty();
  }

  @Test
  void acceptsWhatInitWrites() {
    var files = InitTemplate.files("ada", "Ada Lovelace", "Europe/London");
    assertThat(wrong(the(files, "roster.yaml"))).isEmpty();
  }

  @Test
  void acceptsAGoodRoster() {
    assertThat(wrong(GOOD)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"contact: {slack: U1}", "share: half", "away: [{when: never}]"})
  void refusesWhatTheReaderRefuses(String person) {
    assertThat(wrong(with("bo: {contacts: {email: bo@example.com}}", "bo: {" + person + "}")))
        .isNotEmpty();
  }

  @Test
  void keepsNobodyForTurnsOfNobody() {
    assertThat(wrong(with("[asha, bo], start", "[asha, nobody, bo], assign: in-order, start")))
        .isEmpty();
    assertThat(wrong(with("  bo: {", "  nobody: {}\n  bo: {"))).isNotEmpty();
  }

  /** {@code -Ddraw} writes it anew. */
  @Test
  void isThePageOfEveryKey() throws IOException {
    var page = keys();
    var docs = Path.of("../docs/roster-keys.md");
    if (Boolean.getBoolean("draw")) {
      Files.writeString(docs, page);
    }
    assertThat(Files.readString(docs)).isEqualTo(page);
  }

  private static String keys() throws IOException {
    var page =
        new StringBuilder(
            """
            # Every key of the roster

            What the keys are for, with examples: [roster.md](roster.md), and for rotations [rota.md](rota.md). This page is made from the schema that editors read: `./watchbill check --json-schema` prints it.
            """);
    for (var shape : Shape.values()) {
      var name = shape.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      page.append("\n## %s\n\n".formatted(name));
      var said = table(shape).path("description").asText();
      page.append(said.isEmpty() ? "" : said + "\n\n").append("| key | is |\n|---|---|\n");
      for (var key : properties(shape).properties()) {
        var text = key.getValue().path("description").asText().replace("|", "\\|");
        page.append("| `%s` | %s |\n".formatted(key.getKey(), text));
      }
    }
    return page.toString();
  }

  static Stream<Path> shopFiles() {
    return Examples.shopFiles();
  }

  private static List<Error> wrong(String yaml) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(resource(), InputFormat.JSON);
    return schema.validate(yaml, InputFormat.YAML);
  }

  private static JsonNode table(Shape shape) throws IOException {
    try (var schema = resource()) {
      var root = new ObjectMapper().readTree(schema);
      return shape == Shape.ROSTER
          ? root
          : root.path("$defs").path(shape.name().toLowerCase(Locale.ROOT));
    }
  }

  private static JsonNode properties(Shape shape) throws IOException {
    return table(shape).path("properties");
  }

  private static InputStream resource() {
    return Objects.requireNonNull(Roster.class.getResourceAsStream(RESOURCE));
  }
}

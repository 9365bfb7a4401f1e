package dev.watchbill.testkit.teams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges what a bot sends by Teams' documentation, and its cards by Microsoft's schema where that
 * is beside the repository.
 */
public final class TeamsContract {
  /** What a card is called among contents. */
  public static final String CARD = "application/vnd.microsoft.card.adaptive";

  private static final int LARGEST = 28 * 1024;
  private static final int MOST_ACTIONS = 6;
  private static final Path SCHEMA = Path.of("shared", "contracts", "adaptive-card-1.5.0.json");
  private static final Optional<Schema> CARDS = schema();

  private TeamsContract() {}

  /** Fails unless Teams would show it as a message with one card, or as plain text. */
  public static void checkActivity(JsonNode activity) {
    assertThat(activity.path("type").asText()).isEqualTo("message");
    assertThat(activity.at("/from/id").asText()).startsWith("28:");
    assertThat(activity.toString().getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(LARGEST);
    if (activity.has("attachments")) {
      assertThat(activity.path("summary").asText()).isNotEmpty();
      assertThat(activity.path("attachments")).hasSize(1);
      assertThat(activity.at("/attachments/0/contentType").asText()).isEqualTo(CARD);
      checkCard(activity.at("/attachments/0/content"));
    } else {
      assertThat(activity.path("textFormat").asText()).isEqualTo("plain");
      assertThat(activity.path("text").asText()).isNotEmpty();
    }
  }

  /** Fails unless it is a card that Teams shows, and all text in it is literal. */
  public static void checkCard(JsonNode card) {
    CARDS.ifPresent(judge ->
        assertThat(judge.validate(card.toString(), InputFormat.JSON))
            .as("by Microsoft's own schema: %s", card)
            .isEmpty());
    assertThat(card.path("version").asText()).isEqualTo("1.5");
    assertThat(card.path("actions")).hasSizeLessThanOrEqualTo(MOST_ACTIONS);
    assertThat(card.findValuesAsText("type")).doesNotContain("TextBlock", "Action.Submit");
    assertThat(card.has("msteams")).isFalse();
  }

  private static Optional<Schema> schema() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .map(folder -> folder.resolve(SCHEMA))
        .filter(Files::exists)
        .findFirst()
        .map(TeamsContract::read)
        // Adaptive Cards say draft 6 and name themselves as draft 4 did.
        .map(text -> text.replaceFirst("\"id\": *\"http://adaptivecards[^\"]*\",", ""))
        .map(text ->
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_6)
                .getSchema(text, InputFormat.JSON));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

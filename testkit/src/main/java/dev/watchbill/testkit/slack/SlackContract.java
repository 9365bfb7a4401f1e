package dev.watchbill.testkit.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Judges requests by the limits in Slack's documentation, and by its published types where they are
 * beside the repository.
 */
public final class SlackContract {
  private static final Map<String, Integer> LONGEST =
      Map.of(
          "header", 150,
          "section", 3000,
          "field", 2000,
          "rich text", 3000,
          "button", 75,
          "option", 75,
          "option value", 75,
          "action_id", 255,
          "value", 2000,
          "url", 3000);

  /** What Slack refuses if it is blank. */
  private static final Set<String> SEEN = Set.of("header", "section", "field", "button", "option");

  private static final Pattern SOMETHING_TO_SEE =
      Pattern.compile(".*[^\\s\\p{C}\\p{Z}\\p{M}].*", Pattern.DOTALL);

  private static final Path CONTRACTS = Path.of("shared", "contracts");

  private static final Optional<Schema> POST = schema("slack-PostMessage.json");
  private static final Optional<Schema> MODAL = schema("slack-Modal.json");
  private static final Optional<Schema> BLOCKS = schema("slack-Blocks.json");
  private static final Optional<Schema> UPDATE = schema("slack-Update.json");

  private SlackContract() {}

  /** Fails unless Slack would take it as {@code chat.postMessage}; blocks parsed. */
  public static void checkPost(JsonNode request) {
    check(POST, request);
  }

  /** Fails unless Slack would take it as {@code chat.update}; blocks parsed. */
  public static void checkUpdate(JsonNode request) {
    check(UPDATE, request);
  }

  /** Fails unless Slack would take it at a {@code response_url}. */
  public static void checkAnswer(JsonNode answer) {
    BLOCKS.ifPresent(judge ->
        assertThat(judge.validate(answer.path("blocks").toString(), InputFormat.JSON))
            .as("by Slack's own types: %s", answer)
            .isEmpty());
    checkLimits(answer);
  }

  /** Fails unless Slack would open it as a dialog. */
  public static void checkModal(JsonNode view) {
    judge(MODAL, view);
    for (var words : List.of("title", "submit", "close")) {
      assertThat(view.path(words).path("text").asText().length()).as(words).isLessThan(25);
    }
    assertThat(view.path("callback_id").asText().length()).isLessThanOrEqualTo(255);
    assertThat(view.path("private_metadata").asText().length()).isLessThanOrEqualTo(3000);
    checkView(view);
  }

  /** Fails unless Slack would show it as a home page. */
  public static void checkHome(JsonNode view) {
    judge(BLOCKS, view.path("blocks"));
    checkView(view);
  }

  private static void checkView(JsonNode view) {
    assertThat(view.path("blocks")).isNotEmpty().hasSizeLessThanOrEqualTo(100);
    view.path("blocks").forEach(SlackContract::checkBlock);
    for (var block : view.path("blocks")) {
      assertThat(block.path("label").path("text").asText().length()).isLessThanOrEqualTo(2000);
    }
  }

  private static void judge(Optional<Schema> schema, JsonNode node) {
    schema.ifPresent(judge ->
        assertThat(judge.validate(node.toString(), InputFormat.JSON))
            .as("by Slack's own types: %s", node)
            .isEmpty());
  }

  private static void check(Optional<Schema> schema, JsonNode request) {
    schema.ifPresent(judge ->
        assertThat(judge.validate(request.toString(), InputFormat.JSON))
            .as("by Slack's own types: %s", request)
            .isEmpty());
    checkLimits(request);
  }

  private static void checkLimits(JsonNode request) {
    assertThat(request.path("text").asText()).isNotEmpty().hasSizeLessThanOrEqualTo(4000);
    assertThat(request.path("blocks")).isNotEmpty().hasSizeLessThanOrEqualTo(50);
    // msg_blocks_too_long, at some 13,200 (slackapi/bolt-js#2509).
    assertThat(request.path("blocks").toString().length()).as("all blocks").isLessThan(13_001);
    request.path("blocks").forEach(SlackContract::checkBlock);
  }

  private static void checkBlock(JsonNode block) {
    assertThat(block.path("block_id").asText().length()).isLessThanOrEqualTo(255);
    if (block.path("type").asText().equals("header")) {
      checkLength("header", block.path("text").path("text"));
    }
    if (block.path("type").asText().equals("section") && block.has("text")) {
      checkLength("section", block.path("text").path("text"));
    }
    assertThat(block.path("fields")).hasSizeLessThanOrEqualTo(10);
    block.path("fields").forEach(field -> checkLength("field", field.path("text")));
    checkElement(block.path("accessory"));
    checkElement(block.path("element"));
    if (block.path("type").asText().equals("actions")) {
      assertThat(block.path("elements")).isNotEmpty().hasSizeLessThanOrEqualTo(25);
    }
    for (var element : block.path("elements")) {
      checkElement(element);
      for (var inner : element.path("elements")) {
        if (inner.path("type").asText().equals("text")) {
          checkLength("rich text", inner.path("text"));
        }
        if (inner.has("url")) {
          checkLength("url", inner.path("url"));
        }
      }
    }
  }

  private static void checkElement(JsonNode element) {
    checkButton(element);
    assertThat(element.path("placeholder").path("text").asText().length()).isLessThanOrEqualTo(150);
    checkOptions(element);
    assertThat(element.path("option_groups")).hasSizeLessThanOrEqualTo(100);
    for (var group : element.path("option_groups")) {
      checkLength("option", group.path("label").path("text"));
      assertThat(group.path("options")).isNotEmpty();
      checkOptions(group);
    }
  }

  private static void checkOptions(JsonNode element) {
    assertThat(element.path("options")).hasSizeLessThanOrEqualTo(100);
    for (var option : element.path("options")) {
      checkLength("option", option.path("text").path("text"));
      checkLength("option value", option.path("value"));
    }
  }

  private static void checkButton(JsonNode element) {
    if (element.path("type").asText().equals("button")) {
      checkLength("button", element.path("text").path("text"));
      checkLength("action_id", element.path("action_id"));
      if (element.has("value")) {
        checkLength("value", element.path("value"));
      }
    }
  }

  private static void checkLength(String what, JsonNode text) {
    assertThat(text.asText()).as(what).isNotEmpty();
    if (SEEN.contains(what)) {
      assertThat(text.asText()).as(what).matches(SOMETHING_TO_SEE);
    }
    assertThat(text.asText().length()).as(what).isLessThanOrEqualTo(LONGEST.get(what));
  }

  private static Optional<Schema> schema(String file) {
    return beside(CONTRACTS.resolve(file)).map(SlackContract::read);
  }

  /** Looks beside the working directory and all folders above it. */
  private static Optional<Path> beside(Path wanted) {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .map(folder -> folder.resolve(wanted))
        .filter(Files::exists)
        .findFirst();
  }

  private static Schema read(Path file) {
    try {
      var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
      return registry.getSchema(Files.readString(file), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

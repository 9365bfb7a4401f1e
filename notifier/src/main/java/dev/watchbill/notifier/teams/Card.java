package dev.watchbill.notifier.teams;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.PlainWords;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * An Adaptive Card in the making. All text stands in text runs, which are shown literally: nothing
 * in an alert becomes markup, a mention or a link with another face.
 *
 * @see <a href="https://adaptivecards.io/explorer/TextRun.html">TextRun</a>
 */
final class Card {
  /** What a card is called among contents. */
  static final String TYPE = "application/vnd.microsoft.card.adaptive";

  static final int LONGEST_LINE = 500;

  /** Teams takes 28 KB of a message; around the card there is little. */
  private static final int LARGEST = 27 * 1024;

  /** Teams shows no more of them. */
  private static final int MOST_ACTIONS = 6;

  private final String summary;
  private final ObjectNode card = JsonText.object();
  private final ArrayNode body;
  private final ArrayNode actions;

  /**
   * @param summary for notifications and screen readers
   */
  Card(String summary) {
    this.summary = PlainWords.line(summary, LONGEST_LINE);
    card.put("type", "AdaptiveCard");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("version", "1.5");
    card.put("fallbackText", this.summary);
    body = card.putArray("body");
    actions = card.putArray("actions");
  }

  /**
   * @param color attention, warning, good or default
   */
  Card headline(String text, String color) {
    run(body, PlainWords.line(text, LONGEST_LINE))
        .put("size", "Large")
        .put("weight", "Bolder")
        .put("color", color);
    return this;
  }

  Card line(String text) {
    run(body, PlainWords.line(text, LONGEST_LINE));
    return this;
  }

  Card line(String text, int longest) {
    run(body, PlainWords.line(text, longest));
    return this;
  }

  /** Several lines. */
  Card text(String text, int longest) {
    run(body, PlainWords.of(text, longest));
    return this;
  }

  Card quiet(String text) {
    run(body, PlainWords.line(text, LONGEST_LINE)).put("isSubtle", true).put("size", "Small");
    return this;
  }

  /** A line with a button of its own. */
  Card line(String text, int longest, ObjectNode action) {
    run(body, PlainWords.line(text, longest));
    body.addObject().put("type", "ActionSet").putArray("actions").add(action);
    return this;
  }

  Card open(String label, String address) {
    return button(
        JsonText.object().put("type", "Action.OpenUrl").put("title", label).put("url", address));
  }

  /** Below the card, while there is room. */
  Card button(ObjectNode action) {
    if (actions.size() < MOST_ACTIONS) {
      actions.add(action);
    }
    return this;
  }

  private static ObjectNode run(ArrayNode body, String text) {
    var block = body.addObject().put("type", "RichTextBlock");
    return block.putArray("inlines").addObject().put("type", "TextRun").put("text", text);
  }

  /** The card itself, as the answer to a press shows it. */
  ObjectNode content() {
    return card;
  }

  /** The same card with the longest lines that Teams takes, or else with the shortest. */
  static Card fitting(IntFunction<Card> ofLength, int... longestFirst) {
    return Arrays.stream(longestFirst)
        .mapToObj(ofLength)
        .filter(Card::fits)
        .findFirst()
        .orElseGet(() -> ofLength.apply(longestFirst[longestFirst.length - 1]));
  }

  private boolean fits() {
    var written = JsonText.write(activity());
    return written.getBytes(StandardCharsets.UTF_8).length <= LARGEST;
  }

  /** As a Workflows webhook takes it. */
  ObjectNode message() {
    var message = JsonText.object().put("type", "message");
    message
        .putArray("attachments")
        .addObject()
        .put("contentType", TYPE)
        .putNull("contentUrl")
        .set("content", card);
    return message;
  }

  /** As a bot posts it. */
  ObjectNode activity() {
    var activity = JsonText.object().put("type", "message").put("summary", summary);
    activity.putArray("attachments").addObject().put("contentType", TYPE).set("content", card);
    return activity;
  }
}

package dev.watchbill.notifier.teams;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.PlainWords;

/**
 * An Adaptive Card in the making. All text stands in text runs, which are shown literally: nothing
 * in an alert becomes markup, a mention or a link with another face.
 *
 * @see <a href="https://adaptivecards.io/explorer/TextRun.html">TextRun</a>
 */
final class Card {
  private static final int LONGEST_LINE = 500;

  private final ObjectNode card = JsonText.object();
  private final ArrayNode body;
  private final ArrayNode actions;

  /**
   * @param summary for notifications and screen readers
   */
  Card(String summary) {
    card.put("type", "AdaptiveCard");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("version", "1.5");
    card.put("fallbackText", PlainWords.line(summary, LONGEST_LINE));
    body = card.putArray("body");
    actions = card.putArray("actions");
  }

  /**
   * @param color attention, warning, good or default
   */
  Card headline(String text, String color) {
    run(PlainWords.line(text, LONGEST_LINE))
        .put("size", "Large")
        .put("weight", "Bolder")
        .put("color", color);
    return this;
  }

  Card line(String text) {
    run(PlainWords.line(text, LONGEST_LINE));
    return this;
  }

  /** Several lines. */
  Card text(String text, int longest) {
    run(PlainWords.of(text, longest));
    return this;
  }

  Card quiet(String text) {
    run(PlainWords.line(text, LONGEST_LINE)).put("isSubtle", true).put("size", "Small");
    return this;
  }

  Card open(String label, String address) {
    actions.addObject().put("type", "Action.OpenUrl").put("title", label).put("url", address);
    return this;
  }

  private ObjectNode run(String text) {
    var block = body.addObject().put("type", "RichTextBlock");
    return block.putArray("inlines").addObject().put("type", "TextRun").put("text", text);
  }

  /** As a Workflows webhook takes it. */
  String message() {
    var message = JsonText.object().put("type", "message");
    message
        .putArray("attachments")
        .addObject()
        .put("contentType", "application/vnd.microsoft.card.adaptive")
        .putNull("contentUrl")
        .set("content", card);
    return JsonText.write(message);
  }
}

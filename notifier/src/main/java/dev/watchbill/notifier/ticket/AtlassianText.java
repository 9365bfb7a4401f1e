package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.template.VisibleText;
import java.util.List;
import java.util.Optional;

/**
 * Text as an Atlassian document, or in Jira's older markup. Text nodes, and what stands between
 * {@code noformat}, are literal: nothing in an alert becomes a mention, an image or a link.
 *
 * @see <a
 *     href="https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/">ADF</a>
 */
final class AtlassianText {
  private AtlassianText() {}

  /** As Data Center takes it. */
  static String wiki(List<String> lines, Optional<String> link) {
    var text = String.join("\n\n", lines).replaceAll("(?i)\\{(noformat)", "{\u200B$1");
    return "{noformat}\n%s\n{noformat}".formatted(text)
        + link.map(address -> "\n\n" + address).orElse("");
  }

  /**
   * As Cloud takes it.
   *
   * @param lines a paragraph each
   * @param link a last paragraph, which leads somewhere
   */
  static JsonNode of(List<String> lines, Optional<String> link) {
    var document = JsonText.object().put("version", 1).put("type", "doc");
    var content = document.putArray("content");
    for (var line : lines) {
      if (VisibleText.is(line)) {
        content
            .addObject()
            .put("type", "paragraph")
            .putArray("content")
            .addObject()
            .put("type", "text")
            .put("text", line);
      }
    }
    link.ifPresent(address -> {
      var text =
          content
              .addObject()
              .put("type", "paragraph")
              .putArray("content")
              .addObject()
              .put("type", "text")
              .put("text", address);
      text.putArray("marks")
          .addObject()
          .put("type", "link")
          .putObject("attrs")
          .put("href", address);
    });
    return document;
  }
}

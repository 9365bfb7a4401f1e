package dev.watchbill.notifier.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.web.JsonText;
import java.util.List;
import java.util.Optional;

/**
 * Text as an Atlassian document. Text nodes are literal: nothing in an alert becomes markup.
 *
 * @see <a
 *     href="https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/">ADF</a>
 */
final class AtlassianText {
  private AtlassianText() {}

  /**
   * @param lines a paragraph each
   * @param link a last paragraph, which leads somewhere
   */
  static JsonNode of(List<String> lines, Optional<String> link) {
    var document = JsonText.object().put("version", 1).put("type", "doc");
    var content = document.putArray("content");
    for (var line : lines) {
      if (!line.isBlank()) {
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

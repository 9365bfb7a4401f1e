package dev.watchbill.testkit.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The form that Slack's clients post, as the JSON it stands for. */
public final class SlackForm {
  private static final Set<String> PARSED = Set.of("blocks", "view", "metadata");
  private static final ObjectMapper JSON = new ObjectMapper();

  private SlackForm() {}

  /** One field each; flags as booleans; blocks, views and metadata parsed. */
  public static JsonNode parse(String body) {
    var fields = JSON.createObjectNode();
    for (var field : body.split("&", -1)) {
      var equals = field.indexOf('=');
      if (equals > 0) {
        put(fields, field.substring(0, equals), decoded(field.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static void put(ObjectNode fields, String name, String value) {
    switch (value) {
      case "0", "false" -> fields.put(name, false);
      case "1", "true" -> fields.put(name, true);
      default -> {
        if (PARSED.contains(name)) {
          fields.set(name, tree(value));
        } else {
          fields.put(name, value);
        }
      }
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

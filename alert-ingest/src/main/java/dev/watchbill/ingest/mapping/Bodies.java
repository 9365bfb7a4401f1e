package dev.watchbill.ingest.mapping;

import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.json.JsonTree;
import dev.watchbill.ingest.json.JsonTree.Parsed;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;

/**
 * Bodies as values: JSON, or the fields of a form, which a shell script can send without quoting.
 */
public final class Bodies {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int MOST_FIELDS = 1_000;

  private Bodies() {}

  /** By what the request says it is; a form that is JSON all the same is JSON. */
  public static Parsed decode(byte[] body, Arrival arrival, IntegrationSettings from) {
    var type = arrival.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    return type.startsWith(FORM) && !looksLikeJson(body) ? form(body) : JsonTree.parse(body);
  }

  /** curl calls whatever it posts a form. */
  private static boolean looksLikeJson(byte[] body) {
    for (var b : body) {
      if (!Character.isWhitespace(b)) {
        return b == '{' || b == '[';
      }
    }
    return false;
  }

  private static Parsed form(byte[] body) {
    var fields = new LinkedHashMap<String, Object>();
    for (var pair : new String(body, StandardCharsets.UTF_8).split("&", MOST_FIELDS + 1)) {
      var equals = pair.indexOf('=');
      if (fields.size() == MOST_FIELDS) {
        return new Parsed.Unreadable("Expected at most " + MOST_FIELDS + " fields, but got more");
      }
      if (equals > 0) {
        fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return fields.isEmpty()
        ? new Parsed.Unreadable("Expected a form with fields, but got none")
        : new Parsed.Value(fields);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}

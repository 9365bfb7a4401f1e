package dev.watchbill.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.Timestamps;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object. A value of the wrong kind is skipped and remembered as the
 * object's problem, so that the reading goes on behind it. Of two fields with one name the last
 * counts, as in Go.
 */
public final class ObjectReader {
  /** Entries of one map; more is not an alert but an attack. */
  public static final int MOST_ENTRIES = 1_000;

  private static final JsonFactory WRITER = new JsonFactory();

  private final JsonParser json;
  private final String at;
  private String name = "";
  private @Nullable String problem;

  /** How one value of a map is read. */
  @FunctionalInterface
  private interface Value {
    @Nullable String read(String field) throws IOException;
  }

  ObjectReader(JsonParser json, String at) {
    this.json = json;
    this.at = at;
  }

  /** Moves to the next field's value; false behind the last. */
  public boolean next() throws IOException {
    if (json.nextToken() != JsonToken.FIELD_NAME) {
      return false;
    }
    name = json.currentName();
    json.nextToken();
    return true;
  }

  /** The current field. */
  public String name() {
    return name;
  }

  /** What was wrong first, as a sentence. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Remembers what is wrong, unless something was already. */
  public void wrong(String field, String expected, String got) {
    if (problem == null) {
      problem = "%s: expected %s, but got %s".formatted(path(field), expected, got);
    }
  }

  /** Passes over the value. */
  public void skip() throws IOException {
    json.skipChildren();
  }

  /** Text; numbers and booleans as they are written; null for null. */
  public @Nullable String text() throws IOException {
    return scalar(name);
  }

  /** A time that is set; null for null, empty text and times that stand for "not set". */
  public @Nullable Instant time() throws IOException {
    var written = scalar(name);
    if (written == null || written.isEmpty()) {
      return null;
    }
    var time = Timestamps.rfc3339(written);
    if (time.isEmpty()) {
      wrong(name, "a time such as 2026-01-05T09:00:00Z", PlainText.quoted(written));
    }
    return time.filter(Timestamps::isSet).orElse(null);
  }

  /** A whole number; 0 for null. */
  public int count() throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return Math.clamp(json.getValueAsLong(Integer.MAX_VALUE), 0, Integer.MAX_VALUE);
    }
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      wrong(name, "a number", JsonBody.word(json.currentToken()));
      skip();
    }
    return 0;
  }

  /** Text of any value: what isn't scalar as JSON; empty for null. */
  public String textOfAnything() throws IOException {
    if (json.currentToken().isScalarValue()) {
      return json.currentToken() == JsonToken.VALUE_NULL ? "" : json.getText();
    }
    var text = new StringWriter();
    try (var copy = WRITER.createGenerator(text)) {
      copy.copyCurrentStructure(json);
    }
    return text.toString();
  }

  /** As {@link #texts}, but takes every value there may be. */
  public Map<String, String> textsOfAnything() throws IOException {
    return texts(field -> textOfAnything());
  }

  /** Names and texts; those that are null or empty are left out. */
  public Map<String, String> texts() throws IOException {
    return texts(this::scalar);
  }

  private Map<String, String> texts(Value value) throws IOException {
    var texts = new LinkedHashMap<String, String>();
    var field = name;
    if (!entersObject(field)) {
      return texts;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var key = json.currentName();
      json.nextToken();
      var text = value.read(field + "." + key);
      if (text == null || text.isEmpty()) {
        texts.remove(key);
      } else if (texts.size() < MOST_ENTRIES || texts.containsKey(key)) {
        texts.put(key, text);
      } else {
        wrong(field, "at most " + MOST_ENTRIES + " entries", "more");
      }
    }
    return texts;
  }

  /** Whether the value is a list, which is then entered; another kind is skipped as wrong. */
  public boolean entersList() throws IOException {
    return enters(JsonToken.START_ARRAY, name);
  }

  /** Whether the value is an object, which is then entered; another kind is skipped as wrong. */
  public boolean entersObject() throws IOException {
    return entersObject(name);
  }

  private boolean entersObject(String field) throws IOException {
    return enters(JsonToken.START_OBJECT, field);
  }

  private boolean enters(JsonToken start, String field) throws IOException {
    var token = json.currentToken();
    if (token == start) {
      return true;
    }
    if (token != JsonToken.VALUE_NULL) {
      wrong(field, "a JSON " + JsonBody.word(start), JsonBody.word(token));
      skip();
    }
    return false;
  }

  private @Nullable String scalar(String field) throws IOException {
    var token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token.isScalarValue()) {
      return json.getText();
    }
    wrong(field, "text", "a JSON " + JsonBody.word(token));
    skip();
    return null;
  }

  private String path(String field) {
    return at.isEmpty() ? shortened(field) : at + "." + shortened(field);
  }

  private static String shortened(String text) {
    return PlainText.line(text, 80);
  }
}

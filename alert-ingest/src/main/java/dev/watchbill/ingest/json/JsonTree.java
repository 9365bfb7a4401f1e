package dev.watchbill.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.watchbill.ingest.Reading.RefusedPart;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A body as maps, lists, texts, numbers and booleans, for formats that look wherever they like.
 * Bounded in the number of its values, and in the length of each text. A null in an object is as if
 * its field weren't there; of two fields with one name the last counts.
 */
public final class JsonTree {
  /** Values of one body: what 5,000 alerts have, and then some. */
  public static final int MOST_VALUES = 200_000;

  private static final int LONGEST_TEXT = 20_000;
  private static final JsonFactory WRITER = new JsonFactory();

  private final JsonParser parser;
  private final int longest;
  private int values;

  private JsonTree(JsonParser parser, int longest) {
    this.parser = parser;
    this.longest = longest;
  }

  /** What became of a body. */
  public sealed interface Parsed {

    /** It is JSON. */
    record Value(Object value) implements Parsed {}

    /**
     * It is a list of which some items can't be used.
     *
     * @param items the others, by their place in it
     */
    record Some(SortedMap<Integer, Object> items, List<RefusedPart> refused) implements Parsed {
      public Some {
        items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
        refused = List.copyOf(refused);
      }
    }

    /** It isn't, or is too much. */
    record Unreadable(String sentence) implements Parsed {}

    /** Nobody can say at the moment; the sender must send it again. */
    record NotNow(String sentence) implements Parsed {}
  }

  /** Reads a body to its end. */
  public static Parsed parse(byte[] bytes) {
    return parse(bytes, LONGEST_TEXT);
  }

  /**
   * The same where texts may be longer.
   *
   * @param longest of a text, in UTF-16 units; what is longer is cut
   */
  public static Parsed parse(byte[] bytes, int longest) {
    return JsonBody.any(bytes, body -> new JsonTree(body.parser(), longest).value());
  }

  /** A value as it was parsed, as JSON again. */
  public static String write(Object value) {
    var text = new StringWriter();
    try (var json = WRITER.createGenerator(text)) {
      write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory can't fail", e);
    }
    return text.toString();
  }

  /** Null for a JSON null, and where there are too many values. */
  private @Nullable Object value() throws IOException {
    if (++values > MOST_VALUES) {
      throw new TooMany();
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> list();
      case VALUE_STRING -> cut(parser.getText());
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL, NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          null;
    };
  }

  private Map<String, Object> object() throws IOException {
    var object = new LinkedHashMap<String, Object>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      var value = value();
      if (value == null) {
        object.remove(name);
      } else {
        object.put(name, value);
      }
    }
    return object;
  }

  private List<Object> list() throws IOException {
    var list = new ArrayList<Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      var value = value();
      if (value != null) {
        list.add(value);
      }
    }
    return list;
  }

  private Object whole() throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> cut(parser.getText());
    };
  }

  private String cut(String text) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Map<?, ?> object -> {
        json.writeStartObject();
        for (var entry : object.entrySet()) {
          json.writeFieldName(String.valueOf(entry.getKey()));
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (var item : list) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      default -> json.writeString(String.valueOf(value));
    }
  }

  /** More values than anybody's alerts have. */
  static final class TooMany extends IOException {
    private static final long serialVersionUID = 1;

    TooMany() {
      super("Expected at most " + MOST_VALUES + " values in a body, but got more");
    }
  }
}

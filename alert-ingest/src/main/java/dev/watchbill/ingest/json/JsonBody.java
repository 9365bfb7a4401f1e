package dev.watchbill.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.json.JsonTree.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One request body as JSON, read once, front to back, without ever building a tree: what nobody
 * asks for costs nothing. Bytes that aren't UTF-8 become U+FFFD, as Go and thus Alertmanager reads
 * them: a bad byte in a description must not keep anybody from being paged.
 */
public final class JsonBody {
  private static final int DEEPEST = 64;
  private static final int LONGEST = 8 * 1024 * 1024;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // The table of names is shared and refuses crafted collisions with an exception.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST)
                  .maxNameLength(10_000)
                  .build())
          .build();

  private final byte[] bytes;
  private final String text;
  private final JsonParser parser;

  /** What a format does with a body. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads the value whose first token is current, to its end.
     *
     * @throws JsonProcessingException if the body stops being JSON
     */
    Reading read(JsonBody body) throws IOException;
  }

  private JsonBody(byte[] bytes) throws IOException {
    this.bytes = bytes;
    var decoded = new String(bytes, StandardCharsets.UTF_8);
    this.text = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    this.parser = JSON.createParser(text.toCharArray());
  }

  /**
   * Reads a body that must be one JSON value of the given kind and nothing else.
   *
   * @param start its first token
   */
  public static Reading read(byte[] bytes, JsonToken start, Reader reader) {
    try {
      var body = new JsonBody(bytes);
      var first = body.parser.nextToken();
      if (first != start) {
        return new Reading.Unreadable(
            "Expected a JSON %s, but got %s".formatted(word(start), word(first)));
      }
      var reading = reader.read(body);
      if (body.parser.nextToken() != null) {
        return new Reading.Unreadable(
            "Expected one JSON %s, but more comes behind it".formatted(word(start)));
      }
      return reading;
    } catch (JsonProcessingException e) {
      return new Reading.Unreadable(sentence(e));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory can't fail", e);
    }
  }

  /** What reads any JSON value. */
  @FunctionalInterface
  interface AnyReader {
    /**
     * Reads the value whose first token is current, to its end.
     *
     * @return null for a JSON null
     */
    @Nullable Object read(JsonBody body) throws IOException;
  }

  /** Reads a body that must be one JSON value that isn't null, and nothing else. */
  static Parsed any(byte[] bytes, AnyReader reader) {
    try {
      var body = new JsonBody(bytes);
      if (body.parser.nextToken() == null) {
        return new Parsed.Unreadable("Expected JSON, but got nothing");
      }
      var value = reader.read(body);
      if (body.parser.nextToken() != null) {
        return new Parsed.Unreadable("Expected one JSON value, but more comes behind it");
      }
      return value == null
          ? new Parsed.Unreadable("Expected a JSON object, but got null")
          : new Parsed.Value(value);
    } catch (JsonProcessingException e) {
      return new Parsed.Unreadable(sentence(e));
    } catch (JsonTree.TooMany e) {
      return new Parsed.Unreadable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory can't fail", e);
    }
  }

  /** Where the reading stands. */
  public JsonParser parser() {
    return parser;
  }

  /** The fields of the object whose start is current. */
  public ObjectReader object(String at) {
    return new ObjectReader(parser, at);
  }

  /** Where the current token starts. */
  public int here() {
    return (int) parser.currentTokenLocation().getCharOffset();
  }

  /** Where what is already read ends. */
  public int behind() {
    return (int) parser.currentLocation().getCharOffset();
  }

  /** The original's text between two places. */
  public String between(int start, int end) {
    return text.substring(start, end);
  }

  /** The original from a place up to the end of the current token. */
  public ByteBuffer since(int start) {
    return ByteBuffer.wrap(between(start, behind()).getBytes(StandardCharsets.UTF_8));
  }

  /** The original as it came. */
  public ByteBuffer whole() {
    return ByteBuffer.wrap(bytes);
  }

  /** A token's kind in words. */
  static String word(@Nullable JsonToken token) {
    return switch (token) {
      case null -> "nothing";
      case START_OBJECT -> "object";
      case START_ARRAY -> "list";
      case VALUE_STRING -> "text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT -> "the end";
    };
  }

  private static String sentence(JsonProcessingException e) {
    var at = e.getLocation();
    var where =
        at == null ? "" : " at line %d column %d".formatted(at.getLineNr(), at.getColumnNr());
    return "Expected JSON, but got something else%s: %s".formatted(where, e.getOriginalMessage());
  }
}

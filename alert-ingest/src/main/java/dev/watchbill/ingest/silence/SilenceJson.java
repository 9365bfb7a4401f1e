package dev.watchbill.ingest.silence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.Timestamps;
import dev.watchbill.schemas.Silence;
import dev.watchbill.schemas.SilenceMatcher;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Silences as Alertmanager's API version 2 writes them. */
public final class SilenceJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = mapper();
  private static final int MOST_MATCHERS = 100;
  private static final int LONGEST = 1_000;

  private SilenceJson() {}

  /** A body that isn't a silence. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private Unreadable(String sentence) {
      super(sentence);
    }

    /** What was expected and what came. */
    public String sentence() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Reads a silence that was posted.
   *
   * @throws Unreadable if it is none
   */
  public static Silence read(byte[] body) throws Unreadable {
    var posted = tree(body);
    if (!posted.isObject()) {
      throw new Unreadable("Expected a JSON object, but got something else");
    }
    return Silence.newBuilder()
        .setId(text(posted, "id"))
        .setMatchers(matchers(posted.path("matchers")))
        .setStartsAt(instant(posted, "startsAt"))
        .setEndsAt(instant(posted, "endsAt"))
        .setCreatedBy(PlainText.line(text(posted, "createdBy"), 200))
        .setComment(PlainText.of(text(posted, "comment"), 2_000))
        .build();
  }

  /** One silence. */
  public static String write(Silence silence, Instant now) {
    return node(silence, now).toString();
  }

  /** Several, in their order. */
  public static String write(Collection<Silence> silences, Instant now) {
    var list = JSON.arrayNode();
    silences.forEach(silence -> list.add(node(silence, now)));
    return list.toString();
  }

  /** What a post is answered with. */
  public static String posted(String id) {
    return JSON.objectNode().put("silenceID", id).toString();
  }

  private static ObjectNode node(Silence silence, Instant now) {
    var node = JSON.objectNode().put("id", silence.getId());
    node.set("status", JSON.objectNode().put("state", Silencing.state(silence, now)));
    node.put("updatedAt", silence.getCreatedAt().toString())
        .put("startsAt", silence.getStartsAt().toString())
        .put("endsAt", silence.getEndsAt().toString())
        .put("createdBy", silence.getCreatedBy())
        .put("comment", silence.getComment());
    node.set("annotations", JSON.objectNode());
    var matchers = node.putArray("matchers");
    if (silence.getService() != null) {
      // Made in the console for one service; its clients know only labels.
      matchers.add(matcher("service", silence.getService(), false, true));
    }
    silence
        .getMatchers()
        .forEach(one ->
            matchers.add(
                matcher(one.getName(), one.getValue(), one.getIsRegex(), one.getIsEqual())));
    return node;
  }

  private static ObjectNode matcher(String name, String value, boolean isRegex, boolean isEqual) {
    return JSON.objectNode()
        .put("name", name)
        .put("value", value)
        .put("isRegex", isRegex)
        .put("isEqual", isEqual);
  }

  private static List<SilenceMatcher> matchers(JsonNode list) throws Unreadable {
    if (!list.isArray() || list.isEmpty() || list.size() > MOST_MATCHERS) {
      throw new Unreadable(
          "matchers: expected a list of 1 to %d, but got %s"
              .formatted(MOST_MATCHERS, list.isArray() ? list.size() + " of them" : "none"));
    }
    var matchers = new ArrayList<SilenceMatcher>();
    for (var one : list) {
      var equal = one.path("isEqual");
      matchers.add(
          SilenceMatcher.newBuilder()
              .setName(text(one, "name"))
              .setValue(text(one, "value"))
              .setIsRegex(one.path("isRegex").asBoolean(false))
              .setIsEqual(!equal.isBoolean() || equal.booleanValue())
              .build());
    }
    return matchers;
  }

  private static String text(JsonNode from, String field) throws Unreadable {
    var node = from.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    if (!node.isTextual() || node.textValue().length() > LONGEST) {
      throw new Unreadable(
          "%s: expected text of at most %d characters, but got something else"
              .formatted(field, LONGEST));
    }
    return node.textValue();
  }

  private static Instant instant(JsonNode from, String field) throws Unreadable {
    try {
      var instant = OffsetDateTime.parse(text(from, field)).toInstant();
      if (Timestamps.isSayable(instant)) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
      }
    } catch (DateTimeException | ArithmeticException e) {
      // As said below.
    }
    throw new Unreadable(
        field
            + ": expected an instant such as 2026-01-05T09:00:00Z, up to the year 9999, but got"
            + " something else");
  }

  private static JsonNode tree(byte[] body) throws Unreadable {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new Unreadable("Expected JSON, but got something else: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new Unreadable("Expected JSON, but got something else");
    }
  }

  private static ObjectMapper mapper() {
    var mapper = new ObjectMapper();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(20).maxStringLength(100_000).build());
    return mapper;
  }
}

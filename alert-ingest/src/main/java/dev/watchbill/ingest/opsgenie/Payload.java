package dev.watchbill.ingest.opsgenie;

import com.fasterxml.jackson.core.JsonToken;
import dev.watchbill.ingest.json.JsonBody;
import dev.watchbill.ingest.json.ObjectReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields that Opsgenie's requests have, whichever it is. Each is empty where it isn't there.
 *
 * @param details custom properties
 * @param owner whom it is assigned to
 * @param responder who is to be added
 * @param removed what is to be taken away
 */
record Payload(
    String message,
    String alias,
    String description,
    String entity,
    String source,
    String priority,
    String user,
    String note,
    String owner,
    String responder,
    List<String> tags,
    Map<String, String> details,
    @Nullable Instant endTime,
    List<String> removed,
    Optional<String> problem) {
  private static final int MOST_TAGS = 100;

  /**
   * Of a request without a body, which says all in its query.
   *
   * @param removed names, separated by commas
   */
  static Payload of(String user, String note, String source, String removed) {
    return new Payload(
        "",
        "",
        "",
        "",
        source,
        "",
        user,
        note,
        "",
        "",
        List.of(),
        Map.of(),
        null,
        names(removed),
        Optional.empty());
  }

  /** Reads the object whose start is current, to its end. */
  static Payload read(JsonBody body) throws IOException {
    var texts = new LinkedHashMap<String, String>();
    var tags = new ArrayList<String>();
    var details = Map.<String, String>of();
    var owner = "";
    var responder = "";
    Instant endTime = null;
    var fields = body.object("");
    while (fields.next()) {
      switch (fields.name()) {
        case "message", "alias", "description", "entity", "source", "priority", "user", "note" ->
            put(texts, fields);
        case "tags" -> texts(body, fields, tags);
        case "details" -> details = details(body, fields);
        case "endTime" -> endTime = fields.time();
        case "owner" -> owner = nameIn(body, fields);
        case "responder", "escalation", "team" -> responder = nameIn(body, fields);
        default -> fields.skip();
      }
    }
    return new Payload(
        texts.getOrDefault("message", ""),
        texts.getOrDefault("alias", ""),
        texts.getOrDefault("description", ""),
        texts.getOrDefault("entity", ""),
        texts.getOrDefault("source", ""),
        texts.getOrDefault("priority", ""),
        texts.getOrDefault("user", ""),
        texts.getOrDefault("note", ""),
        owner,
        responder,
        tags,
        details,
        endTime,
        List.of(),
        fields.problem());
  }

  /** The same, with what only a request's query says. */
  Payload over(Payload query) {
    return new Payload(
        message,
        alias,
        description,
        entity,
        source.isEmpty() ? query.source : source,
        priority,
        user.isEmpty() ? query.user : user,
        note.isEmpty() ? query.note : note,
        owner,
        responder,
        tags,
        details,
        endTime,
        query.removed,
        problem);
  }

  private static List<String> names(String separated) {
    return Arrays.stream(separated.split(",", MOST_TAGS))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static void put(Map<String, String> texts, ObjectReader fields) throws IOException {
    var text = fields.text();
    if (text != null) {
      texts.put(fields.name(), text);
    }
  }

  /** An old list of details, or something else, is no reason not to page. */
  private static Map<String, String> details(JsonBody body, ObjectReader fields)
      throws IOException {
    if (body.parser().currentToken() == JsonToken.START_OBJECT) {
      return fields.textsOfAnything();
    }
    var text = fields.textOfAnything();
    return text.isEmpty() ? Map.of() : Map.of("details", text);
  }

  /** A list, or the one text that Opsgenie once took in its place. */
  private static void texts(JsonBody body, ObjectReader fields, List<String> into)
      throws IOException {
    into.clear();
    if (body.parser().currentToken() == JsonToken.VALUE_STRING) {
      into.addAll(names(body.parser().getText()));
    } else if (fields.entersList()) {
      while (body.parser().nextToken() != JsonToken.END_ARRAY) {
        var tag = fields.textOfAnything();
        if (into.size() < MOST_TAGS && !tag.isEmpty()) {
          into.add(tag);
        }
      }
    }
  }

  private static String nameIn(JsonBody body, ObjectReader fields) throws IOException {
    if (body.parser().currentToken() != JsonToken.START_OBJECT) {
      var text = fields.text();
      return text == null ? "" : text;
    }
    var names = fields.textsOfAnything();
    return names.getOrDefault("username", names.getOrDefault("name", names.getOrDefault("id", "")));
  }
}

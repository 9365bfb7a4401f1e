package dev.watchbill.console.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Values that a schema allows, and values it doesn't, as one seed makes them. */
final class Guesses {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "\u0000",
          "a\u0000b",
          "\ud83d\ude80",
          "\u202egnp",
          "'; DROP TABLE incidents; --",
          "%",
          "_%\\",
          "../../etc/passwd",
          "<script>alert(1)</script>",
          "null",
          "-1",
          "9223372036854775808",
          "1e400",
          "+999999999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00Z",
          "2026-02-30T00:00:00Z",
          "0000-00-00",
          "team:",
          ":",
          "x".repeat(700));

  private final SplittableRandom random;
  private final ApiDocument document;
  private final Map<String, List<String>> known;

  /**
   * @param known values by a field's name that mean something where the API is asked
   */
  Guesses(SplittableRandom random, ApiDocument document, Map<String, List<String>> known) {
    this.random = random;
    this.document = document;
    this.known = known;
  }

  /** Whether something with this chance happens. */
  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  String odd() {
    return oneOf(ODD);
  }

  /** A value the schema allows. */
  JsonNode allowed(String name, JsonNode schema) {
    var it = document.follow(schema);
    if (it.has("enum")) {
      var values = new ArrayList<JsonNode>();
      it.path("enum").forEach(values::add);
      return oneOf(values);
    }
    return switch (type(it)) {
      case "object" -> object(it);
      case "array" -> array(name, it);
      case "integer", "number" ->
          JSON.numberNode(
              random.nextInt(
                  it.path("minimum").asInt(0), Math.min(it.path("maximum").asInt(1000), 1000) + 1));
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "null" -> JSON.nullNode();
      default -> JSON.textNode(text(name));
    };
  }

  private String type(JsonNode schema) {
    var type = schema.path("type");
    if (type.isArray()) {
      return oneOf(List.of(type.get(0), type.get(type.size() - 1))).asText();
    }
    return type.isMissingNode() ? "object" : type.asText();
  }

  private String text(String name) {
    var meant = known.get(name);
    return meant == null || chance(4) ? "word-" + random.nextInt(1000) : oneOf(meant);
  }

  private JsonNode array(String name, JsonNode schema) {
    var array = JSON.arrayNode();
    for (var left = random.nextInt(1, 3); left > 0; left--) {
      array.add(allowed(name, schema.path("items")));
    }
    return array;
  }

  private JsonNode object(JsonNode schema) {
    var object = JSON.objectNode();
    for (var part : parts(schema)) {
      var required = new LinkedHashSet<String>();
      parts(schema).forEach(it -> it.path("required").forEach(one -> required.add(one.asText())));
      part.path("properties")
          .properties()
          .forEach(property -> {
            if (required.contains(property.getKey()) || chance(60)) {
              object.set(property.getKey(), allowed(property.getKey(), property.getValue()));
            }
          });
    }
    return object;
  }

  private List<JsonNode> parts(JsonNode schema) {
    var parts = new ArrayList<JsonNode>();
    parts.add(schema);
    schema.path("allOf").forEach(it -> parts.addAll(parts(document.follow(it))));
    return parts;
  }

  /** Something that is most likely not allowed, made from a value that is. */
  JsonNode spoilt(JsonNode value) {
    return switch (random.nextInt(8)) {
      case 0 -> JSON.textNode(odd());
      case 1 -> JSON.numberNode(random.nextLong());
      case 2 -> JSON.nullNode();
      case 3 -> JSON.arrayNode().add(value.deepCopy());
      case 4 -> JSON.objectNode().set(odd(), value.deepCopy());
      case 5 -> JSON.booleanNode(true);
      default -> inside(value.deepCopy());
    };
  }

  private JsonNode inside(JsonNode value) {
    if (value.isObject() && !value.isEmpty() && chance(70)) {
      var name = oneOf(List.copyOf(value.properties())).getKey();
      ((com.fasterxml.jackson.databind.node.ObjectNode) value).set(name, spoilt(value.path(name)));
      return value;
    }
    if (value.isObject()) {
      return ((com.fasterxml.jackson.databind.node.ObjectNode) value).put("surplus", odd());
    }
    if (value.isArray()) {
      return ((com.fasterxml.jackson.databind.node.ArrayNode) value).add(odd());
    }
    return JSON.textNode(odd());
  }
}

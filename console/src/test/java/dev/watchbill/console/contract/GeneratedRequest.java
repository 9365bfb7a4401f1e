package dev.watchbill.console.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.console.contract.ApiDocument.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One request: half are as the document allows, the others are spoilt somewhere.
 *
 * @param path with query
 * @param body null: none
 * @param mustBeRefused whether it is spoilt so that no reading of the document allows it
 */
public record GeneratedRequest(
    String path, @Nullable String body, String contentType, boolean mustBeRefused) {
  private static final List<String> NO_JSON =
      List.of(
          "",
          "{",
          "null",
          "[]",
          "\"text\"",
          "42",
          "{\"a\":1}{\"b\":2}",
          "{\"text\":\"a\",\"text\":\"b\"}",
          "\u0000",
          "<xml/>",
          "[".repeat(3_000),
          "{\"text\":\"" + "x".repeat(70_000) + "\"}");

  /** Makes one. */
  public static GeneratedRequest of(
      Operation operation,
      ApiDocument document,
      SplittableRandom random,
      Map<String, List<String>> known) {
    var guesses = new Guesses(random, document, known);
    var spoil = guesses.chance(50);
    var path = operation.path();
    var query = new ArrayList<String>();
    for (var parameter : operation.parameters()) {
      var name = parameter.path("name").asText();
      var value = guesses.allowed(name, parameter.path("schema"));
      switch (parameter.path("in").asText()) {
        case "path" -> {
          var text = spoil && guesses.chance(20) ? nonEmpty(guesses.odd()) : value.asText();
          path = path.replace("{" + name + "}", code(text));
        }
        case "query" -> {
          if (parameter.path("required").asBoolean() || guesses.chance(35)) {
            add(query, name, spoil && guesses.chance(40) ? guesses.spoilt(value) : value);
          }
        }
        default -> {
          // Headers are left to the tests that are about them.
        }
      }
    }
    var surplus = spoil && guesses.chance(10);
    if (surplus) {
      query.add("surplus=" + code(guesses.odd()));
    }
    var whole = query.isEmpty() ? path : path + "?" + String.join("&", query);
    return withBody(operation, guesses, spoil, whole, surplus);
  }

  private static GeneratedRequest withBody(
      Operation operation, Guesses guesses, boolean spoil, String path, boolean surplus) {
    if (operation.body().isMissingNode()) {
      return new GeneratedRequest(path, null, "application/json", surplus);
    }
    if (spoil && guesses.chance(20)) {
      return new GeneratedRequest(path, guesses.oneOf(NO_JSON), "application/json", surplus);
    }
    if (!operation.bodyRequired() && guesses.chance(20)) {
      return new GeneratedRequest(path, null, "application/json", surplus);
    }
    var body = guesses.allowed("", operation.body());
    return new GeneratedRequest(
        path, (spoil ? guesses.spoilt(body) : body).toString(), "application/json", surplus);
  }

  private static void add(List<String> query, String name, JsonNode value) {
    if (value.isArray()) {
      value.forEach(one -> query.add(name + "=" + code(text(one))));
    } else {
      query.add(name + "=" + code(text(value)));
    }
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** An empty segment is another address. */
  private static String nonEmpty(String text) {
    return text.isBlank() || text.contains("..") || text.contains("/") ? "odd" : text;
  }

  private static String code(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

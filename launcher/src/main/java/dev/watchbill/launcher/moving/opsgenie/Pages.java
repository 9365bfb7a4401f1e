package dev.watchbill.launcher.moving.opsgenie;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.launcher.moving.Json;
import dev.watchbill.launcher.moving.Source;
import dev.watchbill.launcher.moving.UnexpectedAnswer;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;

/** Lists that come in pages, each of which names the next one. */
final class Pages {
  private final Source source;

  Pages(Source source) {
    this.source = source;
  }

  /** All items of a list. */
  JsonNode all(String path) {
    return following(path, source.get(path));
  }

  /** The same where it may be read. */
  Optional<JsonNode> maybe(String path) {
    return source.ask(path).map(first -> following(path, first));
  }

  /** One answer that isn't a list, where it may be read. */
  Optional<JsonNode> one(String path) {
    return source.ask(path).map(it -> it.path("data"));
  }

  private JsonNode following(String path, JsonNode first) {
    var all = JsonNodeFactory.instance.arrayNode();
    var asked = new HashSet<String>();
    var page = first;
    add(all, path, page);
    for (var next = next(path, page); next.isPresent(); next = next(path, page)) {
      if (!asked.add(next.get())) {
        throw new UnexpectedAnswer(
            "Expected each page of %s once, but got one again".formatted(path));
      }
      page = source.get(next.get());
      add(all, path, page);
    }
    return all;
  }

  private static void add(ArrayNode all, String path, JsonNode page) {
    if (!page.path("data").isArray()) {
      throw new UnexpectedAnswer("Expected a list \"data\" in the answer to " + path);
    }
    page.path("data").forEach(all::add);
  }

  /** Of its address only the query counts, so that nobody else is asked, and shown the key. */
  private static Optional<String> next(String path, JsonNode page) {
    var next = Json.text(page.path("paging"), "next");
    if (next.isBlank()) {
      return Optional.empty();
    }
    try {
      var query = URI.create(next).getRawQuery();
      return Optional.of(path.replaceFirst("\\?.*", "") + "?" + (query == null ? "" : query));
    } catch (IllegalArgumentException e) {
      throw new UnexpectedAnswer("Expected the address of a page, but got one that isn't: " + next);
    }
  }
}

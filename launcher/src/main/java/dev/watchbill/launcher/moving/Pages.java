package dev.watchbill.launcher.moving;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Lists that come in pages, each of which names the next one, or says that there is more. */
public final class Pages {
  private static final int MOST = 5_000;

  private final Source source;
  private final String items;
  private final JsonPointer next;

  /**
   * @param items the field with the items of a page
   * @param next where it names the next page, such as {@code /paging/next}
   */
  public Pages(Source source, String items, String next) {
    this.source = source;
    this.items = items;
    this.next = JsonPointer.compile(next);
  }

  /** All items of a list. */
  public JsonNode all(String path) {
    return following(path, source.get(path));
  }

  /** The same where it may be read. */
  public Optional<JsonNode> maybe(String path) {
    return source.ask(path).map(first -> following(path, first));
  }

  /** One answer that isn't a list, where it may be read. */
  public Optional<JsonNode> one(String path) {
    return source.ask(path).map(it -> it.path(items));
  }

  private JsonNode following(String path, JsonNode first) {
    var all = JsonNodeFactory.instance.arrayNode();
    var asked = new HashSet<String>();
    var ids = new HashSet<String>();
    var page = first;
    add(all, ids, path, page);
    for (var after = next(path, page); after.isPresent(); after = next(path, page)) {
      if (!asked.add(after.get())) {
        throw new UnexpectedAnswer(
            "Expected each page of %s once, but got one again".formatted(path));
      }
      if (asked.size() > MOST) {
        throw new UnexpectedAnswer("Expected at most %d pages of %s".formatted(MOST, path));
      }
      page = source.get(after.get());
      add(all, ids, path, page);
    }
    return all;
  }

  private void add(ArrayNode all, Set<String> ids, String path, JsonNode page) {
    if (!page.path(items).isArray()) {
      throw new UnexpectedAnswer(
          "Expected a list \"%s\" in the answer to %s".formatted(items, path));
    }
    for (var item : page.path(items)) {
      // What moves from one page to the next while they are read comes twice.
      if (!item.has("id") || ids.add(Json.text(item, "id"))) {
        all.add(item);
      }
    }
  }

  private static String further(String path, JsonNode page) {
    var offset = Json.whole(page, "offset", 0, 0, 10_000_000);
    return path + "&offset=" + (offset + Json.whole(page, "limit", 100, 1, 10_000));
  }

  /** Of its address only the query counts, so that nobody else is asked, and shown the key. */
  private Optional<String> next(String path, JsonNode page) {
    var address = page.at(next).asText("");
    if (address.isBlank() || address.equals("null")) {
      return page.path("more").asBoolean() ? Optional.of(further(path, page)) : Optional.empty();
    }
    try {
      var query = URI.create(address).getRawQuery();
      return Optional.of(path.replaceFirst("\\?.*", "") + "?" + (query == null ? "" : query));
    } catch (IllegalArgumentException e) {
      throw new UnexpectedAnswer(
          "Expected the address of a page, but got one that isn't: " + address);
    }
  }
}

package dev.watchbill.ingest.cloudevents;

import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Reading.RefusedPart;
import dev.watchbill.ingest.json.JsonTree;
import dev.watchbill.ingest.json.JsonTree.Parsed;
import dev.watchbill.mapping.Mapper;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents over HTTP: binary, structured and batch mode, as a list of events. Each is a map of
 * its attributes with {@code data}, where that is a JSON object, and {@code content}, any other
 * data as text.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">HTTP
 *     protocol binding</a>
 */
public final class CloudEvents {
  private static final List<String> REQUIRED = List.of("id", "source", "specversion", "type");

  private CloudEvents() {}

  /** By the request's content type and headers. */
  public static Parsed decode(byte[] body, Arrival arrival, IntegrationSettings from) {
    var type = arrival.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    if (!type.startsWith("application/cloudevents") && arrival.headers().containsKey("ce-id")) {
      return single(binary(body, arrival.headers(), type));
    }
    return switch (JsonTree.parse(body)) {
      case Parsed.Value(List<?> events) -> batch(events);
      case Parsed.Value(Map<?, ?> event) -> single(attributesOf(event));
      case Parsed.Value _ ->
          new Parsed.Unreadable("Expected an event as a JSON object, but got something else");
      case Parsed.Some some -> some;
      case Parsed.Unreadable unreadable -> unreadable;
      case Parsed.NotNow later -> later;
    };
  }

  private static Parsed single(Map<String, Object> event) {
    return missing(event)
        .<Parsed>map(Parsed.Unreadable::new)
        .orElseGet(() -> new Parsed.Value(List.of(event)));
  }

  /** Of a batch the good ones are kept, whatever the others are. */
  private static Parsed batch(List<?> written) {
    if (written.size() > Mapper.MOST_ITEMS) {
      return new Parsed.Unreadable(
          "Expected at most %d events, but got more".formatted(Mapper.MOST_ITEMS));
    }
    var good = new TreeMap<Integer, Object>();
    var refused = new ArrayList<RefusedPart>();
    for (var i = 0; i < written.size(); i++) {
      var event = written.get(i) instanceof Map<?, ?> it ? attributesOf(it) : null;
      var problem =
          event == null
              ? Optional.of("expected an event as a JSON object, but got something else")
              : missing(event);
      if (event != null && problem.isEmpty()) {
        good.put(i, event);
      } else {
        var raw = JsonTree.write(written.get(i)).getBytes(StandardCharsets.UTF_8);
        refused.add(new RefusedPart("item " + i + ": " + problem.get(), ByteBuffer.wrap(raw)));
      }
    }
    return new Parsed.Some(good, refused);
  }

  private static Map<String, Object> attributesOf(Map<?, ?> written) {
    var event = new LinkedHashMap<String, Object>();
    written.forEach((name, value) -> event.put(String.valueOf(name), value));
    var data = event.remove("data");
    var coded = event.remove("data_base64");
    var type = event.getOrDefault("datacontenttype", "");
    put(event, data == null && coded instanceof String text ? bytes(text, type.toString()) : data);
    return event;
  }

  /** Data that was bytes to whoever made the event, mostly JSON all the same. */
  private static Object bytes(String coded, String contentType) {
    try {
      return data(Base64.getDecoder().decode(coded), contentType.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return coded;
    }
  }

  private static Map<String, Object> binary(
      byte[] body, Map<String, String> headers, String contentType) {
    var event = new LinkedHashMap<String, Object>();
    headers.forEach((name, value) -> {
      if (name.startsWith("ce-")) {
        event.put(name.substring("ce-".length()), decoded(value));
      }
    });
    event.put("datacontenttype", contentType);
    put(event, data(body, contentType));
    return event;
  }

  private static Object data(byte[] bytes, String contentType) {
    var isJson = contentType.isEmpty() || contentType.matches("[^;]*[/+]json\\b.*");
    var parsed = isJson ? JsonTree.parse(bytes) : new Parsed.Unreadable("no JSON");
    return parsed instanceof Parsed.Value(var value)
        ? value
        : new String(bytes, StandardCharsets.UTF_8);
  }

  private static void put(Map<String, Object> event, @Nullable Object data) {
    if (data instanceof Map<?, ?>) {
      event.put("data", data);
    } else {
      event.put("data", Map.of());
      if (data != null && !"".equals(data)) {
        event.put("content", data instanceof String ? data : JsonTree.write(data));
      }
    }
  }

  private static Optional<String> missing(Map<String, Object> event) {
    return REQUIRED.stream()
        .filter(name -> !(event.get(name) instanceof String text) || text.isBlank())
        .findFirst()
        .map(name -> name + ": expected a text, but got none");
  }

  private static String decoded(String header) {
    try {
      return URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return header;
    }
  }
}

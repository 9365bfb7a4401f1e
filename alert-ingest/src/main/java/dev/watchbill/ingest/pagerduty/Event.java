package dev.watchbill.ingest.pagerduty;

import com.fasterxml.jackson.core.JsonToken;
import dev.watchbill.ingest.SourceLink;
import dev.watchbill.ingest.Timestamps;
import dev.watchbill.ingest.json.JsonBody;
import dev.watchbill.ingest.json.ObjectReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event as it stands in the body.
 *
 * @param key empty: none
 * @param labels severity, source, component, group, class
 * @param annotations summary and the custom details
 */
record Event(
    String action,
    String key,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable Instant at,
    List<SourceLink> links,
    Optional<String> problem,
    ByteBuffer raw) {
  private static final int MOST_LINKS = 20;

  /** Reads the object whose start is current, to its end. */
  static Event read(JsonBody body) throws IOException {
    var action = "";
    var key = "";
    var client = "Client";
    var clientUrl = "";
    var payload = new Payload();
    var links = new ArrayList<SourceLink>();
    var fields = body.object("");
    var problems = new ArrayList<String>();
    while (fields.next()) {
      switch (fields.name()) {
        case "event_action" -> action = orEmpty(fields.text());
        case "dedup_key" -> key = orEmpty(fields.text());
        case "client" -> client = orEmpty(fields.text());
        case "client_url" -> clientUrl = orEmpty(fields.text());
        case "payload" -> payload.read(body, fields, problems);
        case "links", "images" -> links(body, fields, links);
        default -> fields.skip();
      }
    }
    fields.problem().ifPresent(problems::add);
    if (!clientUrl.isEmpty()) {
      links.add(new SourceLink(client, clientUrl));
    }
    return new Event(
        action,
        key,
        payload.labels,
        payload.annotations,
        payload.at,
        links,
        problems.stream().findFirst(),
        body.whole());
  }

  /** The payload's fields, spread over labels and annotations. */
  private static final class Payload {
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Map<String, String> annotations = new LinkedHashMap<>();
    private @Nullable Instant at;

    private void read(JsonBody body, ObjectReader event, List<String> problems) throws IOException {
      if (!event.entersObject()) {
        return;
      }
      var summary = "";
      var fields = body.object("payload");
      while (fields.next()) {
        switch (fields.name()) {
          case "summary" -> summary = orEmpty(fields.text());
          case "timestamp" -> timestamp(fields.textOfAnything());
          case "severity", "source", "component", "group", "class" ->
              put(labels, fields.name(), orEmpty(fields.text()));
          case "custom_details" -> details(body, fields);
          default -> fields.skip();
        }
      }
      put(annotations, "summary", summary);
      fields.problem().ifPresent(problems::add);
    }

    /** One that can't be read is shown as it is; the alert pages all the same. */
    private void timestamp(String written) {
      at = Timestamps.any(written).filter(Timestamps::isSet).orElse(null);
      if (at == null) {
        put(annotations, "timestamp", written);
      }
    }

    private void details(JsonBody body, ObjectReader fields) throws IOException {
      if (body.parser().currentToken() == JsonToken.START_OBJECT) {
        annotations.putAll(fields.textsOfAnything());
      } else {
        put(annotations, "description", fields.textOfAnything());
      }
    }
  }

  private static void links(JsonBody body, ObjectReader event, List<SourceLink> links)
      throws IOException {
    if (!event.entersList()) {
      return;
    }
    while (body.parser().nextToken() != JsonToken.END_ARRAY) {
      if (body.parser().currentToken() != JsonToken.START_OBJECT) {
        body.parser().skipChildren();
        continue;
      }
      var link = link(body);
      if (links.size() < MOST_LINKS && !link.href().isEmpty()) {
        links.add(link);
      }
    }
  }

  private static SourceLink link(JsonBody body) throws IOException {
    var href = "";
    var source = "";
    var text = "Link";
    var fields = body.object("");
    while (fields.next()) {
      switch (fields.name()) {
        case "href" -> href = fields.textOfAnything();
        case "src" -> source = fields.textOfAnything();
        case "text", "alt" -> text = fields.textOfAnything();
        default -> fields.skip();
      }
    }
    return new SourceLink(text, href.isEmpty() ? source : href);
  }

  private static void put(Map<String, String> values, String name, String value) {
    if (!value.isEmpty()) {
      values.put(name, value);
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}

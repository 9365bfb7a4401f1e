package dev.watchbill.ingest.alertmanager;

import com.fasterxml.jackson.core.JsonToken;
import dev.watchbill.ingest.SourceLink;
import dev.watchbill.ingest.json.JsonBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a list of alerts as it stands there, before anybody asks whether it is complete.
 *
 * @param at where it stands, such as {@code alerts[3]}
 * @param status as written; null: not said
 * @param values what was measured, as Grafana says it; empty: not said
 * @param problem what was of the wrong kind
 */
record Draft(
    String at,
    @Nullable String status,
    String fingerprint,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    List<SourceLink> links,
    String values,
    Optional<String> problem,
    ByteBuffer raw) {

  /** Reads the value whose first token is current, to its end. */
  static Draft read(JsonBody body, String at) throws IOException {
    var start = body.here();
    if (body.parser().currentToken() != JsonToken.START_OBJECT) {
      body.parser().skipChildren();
      return wrong(at + ": expected a JSON object", body.since(start));
    }
    return readFields(body, at, start);
  }

  private static Draft readFields(JsonBody body, String at, int start) throws IOException {
    String status = null;
    String fingerprint = null;
    var labels = Map.<String, String>of();
    var annotations = Map.<String, String>of();
    Instant startsAt = null;
    Instant endsAt = null;
    var links = new ArrayList<SourceLink>();
    var values = "";
    var fields = body.object(at);
    while (fields.next()) {
      switch (fields.name()) {
        case "status" -> status = fields.text();
        case "fingerprint" -> fingerprint = fields.text();
        case "labels" -> labels = fields.texts();
        case "annotations" -> annotations = fields.texts();
        case "startsAt" -> startsAt = fields.time();
        case "endsAt" -> endsAt = fields.time();
        case "generatorURL" -> link(links, "Source", fields.text());
        case "dashboardURL" -> link(links, "Dashboard", fields.text());
        case "panelURL" -> link(links, "Panel", fields.text());
        case "silenceURL" -> link(links, "Silence", fields.text());
        case "imageURL" -> link(links, "Image", fields.text());
        case "valueString" -> values = fields.textOfAnything();
        default -> fields.skip();
      }
    }
    return new Draft(
        at,
        status,
        fingerprint == null ? "" : fingerprint,
        labels,
        annotations,
        startsAt,
        endsAt,
        links,
        values,
        fields.problem(),
        body.since(start));
  }

  /** The sender's key; where it gave none, the one that Alertmanager would compute. */
  String key() {
    return fingerprint.isEmpty() ? Fingerprint.of(labels) : fingerprint;
  }

  private static void link(List<SourceLink> links, String text, @Nullable String href) {
    if (href != null && !href.isEmpty()) {
      links.add(new SourceLink(text, href));
    }
  }

  private static Draft wrong(String problem, ByteBuffer raw) {
    return new Draft(
        "", null, "", Map.of(), Map.of(), null, null, List.of(), "", Optional.of(problem), raw);
  }
}

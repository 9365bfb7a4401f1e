package dev.watchbill.ingest.grafana;

import com.fasterxml.jackson.core.JsonToken;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceAlert.Stated;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.SourceLink;
import dev.watchbill.ingest.SourceStatus;
import dev.watchbill.ingest.alertmanager.WebhookFormat;
import dev.watchbill.ingest.json.JsonBody;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Grafana's webhook contact point, which speaks Alertmanager's webhook with links of its own; and
 * what Grafana sent before version 9, a message a rule.
 *
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/">Webhook
 *     notifier</a>
 */
public final class GrafanaFormat implements SourceFormat {
  private final WebhookFormat webhook = new WebhookFormat();

  @Override
  public Reading read(byte[] body, Instant receivedAt) {
    var reading = webhook.read(body, receivedAt);
    if (reading instanceof Reading.Read) {
      return reading;
    }
    var legacy = JsonBody.read(body, JsonToken.START_OBJECT, GrafanaFormat::legacy);
    return legacy instanceof Reading.Read ? legacy : reading;
  }

  private static Reading legacy(JsonBody body) throws IOException {
    var texts = new LinkedHashMap<String, String>();
    var tags = Map.<String, String>of();
    var note = "";
    var fields = body.object("");
    while (fields.next()) {
      switch (fields.name()) {
        case "state", "ruleId", "ruleName", "ruleUrl", "title", "message", "imageUrl" -> {
          var text = fields.text();
          texts.put(fields.name(), text == null ? "" : text);
        }
        case "tags" -> tags = fields.textsOfAnything();
        case "evalMatches" -> note = "Values: " + fields.textOfAnything();
        default -> fields.skip();
      }
    }
    var rule = texts.getOrDefault("ruleId", "");
    var name = texts.getOrDefault("ruleName", "");
    if (!texts.containsKey("state") || (rule.isBlank() && name.isBlank())) {
      return new Reading.Unreadable("Expected a list of alerts or a rule's state, but got neither");
    }
    var said = note;
    var labels = labels(tags, name);
    var key = rule.isBlank() ? name : "rule-" + rule;
    return status(texts.get("state"))
        .map(status -> alert(status, key, texts, labels, said, body))
        .<Reading>map(alert -> new Reading.Read(List.of(alert), List.of(), 0))
        .orElseGet(() -> new Reading.Read(List.of(), List.of(), 0));
  }

  private static SourceAlert alert(
      SourceStatus status,
      String key,
      Map<String, String> texts,
      Map<String, String> labels,
      String note,
      JsonBody body) {
    return new SourceAlert(
        status,
        key,
        null,
        labels,
        Map.of(),
        null,
        null,
        links(texts),
        note,
        body.whole(),
        new Stated(null, null, texts.get("title"), texts.get("message"), null));
  }

  private static Map<String, String> labels(Map<String, String> tags, String name) {
    var labels = new LinkedHashMap<>(tags);
    if (!name.isBlank()) {
      labels.putIfAbsent("alertname", name);
    }
    return labels;
  }

  private static List<SourceLink> links(Map<String, String> texts) {
    return List.of(
        new SourceLink("Rule", texts.getOrDefault("ruleUrl", "")),
        new SourceLink("Image", texts.getOrDefault("imageUrl", "")));
  }

  /** Pending and paused rules are no alerts. */
  private static Optional<SourceStatus> status(String state) {
    return switch (state) {
      case "ok" -> Optional.of(SourceStatus.RESOLVED);
      case "paused", "pending", "unknown" -> Optional.empty();
      default -> Optional.of(SourceStatus.FIRING);
    };
  }
}

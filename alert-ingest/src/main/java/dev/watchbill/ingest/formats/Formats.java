package dev.watchbill.ingest.formats;

import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.alertmanager.AlertsApiFormat;
import dev.watchbill.ingest.alertmanager.WebhookFormat;
import dev.watchbill.ingest.cloudevents.CloudEvents;
import dev.watchbill.ingest.grafana.GrafanaFormat;
import dev.watchbill.ingest.mail.MailBody;
import dev.watchbill.ingest.mapping.Bodies;
import dev.watchbill.ingest.mapping.MappedFormat;
import dev.watchbill.ingest.mapping.Mappings;
import dev.watchbill.ingest.opsgenie.AlertFormat;
import dev.watchbill.ingest.pagerduty.ChangeFormat;
import dev.watchbill.ingest.pagerduty.EventsFormat;
import dev.watchbill.ingest.sns.AmazonHost;
import dev.watchbill.ingest.sns.SnsMessages;
import dev.watchbill.mapping.Presets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The formats of bodies, one for each {@code type} of an integration. */
public final class Formats {
  private final Map<String, SourceFormat> webhooks = new LinkedHashMap<>();
  private final Map<String, SourceFormat> others = new LinkedHashMap<>();
  private final Map<String, SourceFormat> paths = new LinkedHashMap<>();

  /**
   * @param ids for alerts whose senders give them no key
   * @param amazon asked for what a configured SNS topic needs
   */
  public Formats(Supplier<String> ids, AmazonHost amazon) {
    var mappings = new Mappings();
    webhooks.put("alertmanager", new WebhookFormat());
    webhooks.put("grafana", new GrafanaFormat());
    for (var preset : Presets.names()) {
      webhooks.put(preset, new MappedFormat(preset, mappings, decoder(preset, amazon)));
    }
    others.put("pagerduty", new EventsFormat(ids));
    others.put("opsgenie", AlertFormat.create(ids.get()));
    paths.put("/api/v2/alerts", new AlertsApiFormat());
    paths.put("/v2/enqueue", new EventsFormat(ids));
    paths.put("/v2/change/enqueue", new ChangeFormat(ids));
    paths.put("/v2/alerts", AlertFormat.create(ids.get()));
    paths.put("/v2/alerts/", AlertFormat.create(ids.get()));
  }

  private static MappedFormat.Decoder decoder(String preset, AmazonHost amazon) {
    return switch (preset) {
      case "cloudevents" -> CloudEvents::decode;
      case "cloudwatch" -> new SnsMessages(amazon)::decode;
      case "email" -> MailBody::decode;
      default -> Bodies::decode;
    };
  }

  /** Those that are posted to {@code /integrations/{name}/{type}}, by type. */
  public Map<String, SourceFormat> webhooks() {
    return Map.copyOf(webhooks);
  }

  /**
   * The format of what was posted to a path.
   *
   * @return empty: there is none, or the path alone doesn't tell
   */
  public Optional<SourceFormat> at(String path) {
    if (path.startsWith("mail:")) {
      return of("email");
    }
    return path.startsWith("/integrations/")
        ? Optional.ofNullable(webhooks.get(path.substring(path.lastIndexOf('/') + 1)))
        : Optional.ofNullable(paths.get(path));
  }

  /** The format of a type; empty if there is none. */
  public Optional<SourceFormat> of(String type) {
    return Optional.ofNullable(webhooks.getOrDefault(type, others.get(type)));
  }
}

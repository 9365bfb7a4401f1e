package dev.watchbill.ingest.pagerduty;

import com.fasterxml.jackson.core.JsonToken;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.KeyedBody;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.Skew;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.SourceStatus;
import dev.watchbill.ingest.json.JsonBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * PagerDuty's Events API v2: trigger, acknowledge, resolve.
 *
 * <p>Acknowledge and resolve carry no payload, so that nothing in it may name the service: as at
 * PagerDuty, the key does. All events of an integration belong to its {@code service}, or to one
 * named like the integration.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">Send an alert event</a>
 */
public final class EventsFormat implements SourceFormat {
  private final Supplier<String> keys;

  /**
   * @param keys a new one for each trigger that has none
   */
  public EventsFormat(Supplier<String> keys) {
    this.keys = keys;
  }

  @Override
  public IntegrationSettings fit(IntegrationSettings settings) {
    return settings.withOneService();
  }

  /** The key in a body, and the body without it; empty if it has none or can't be read. */
  public static Optional<KeyedBody> keyed(byte[] body) {
    var found = new ArrayList<String>();
    var rest = new StringBuilder();
    var reading =
        JsonBody.read(
            body,
            JsonToken.START_OBJECT,
            json -> {
              var kept = 0;
              var fields = json.object("");
              while (fields.next()) {
                if (fields.name().equals("routing_key")) {
                  var start = json.here();
                  found.add(fields.textOfAnything());
                  rest.append(json.between(kept, start)).append("\"***\"");
                  kept = json.behind();
                } else {
                  fields.skip();
                }
              }
              rest.append(json.between(kept, json.behind()));
              return new Reading.Read(List.of(), List.of(), 0);
            });
    if (!(reading instanceof Reading.Read) || found.isEmpty() || found.getLast().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new KeyedBody(found.getLast(), rest.toString()));
  }

  @Override
  public Reading read(byte[] body, Instant receivedAt) {
    return JsonBody.read(body, JsonToken.START_OBJECT, json -> check(Event.read(json), receivedAt));
  }

  private Reading check(Event event, Instant receivedAt) {
    if (event.problem().isPresent()) {
      return new Reading.Unreadable(event.problem().get());
    }
    return switch (event.action()) {
      case "trigger" -> trigger(event, receivedAt);
      case "acknowledge" -> followUp(event, SourceStatus.ACKNOWLEDGED, receivedAt);
      case "resolve" -> followUp(event, SourceStatus.RESOLVED, receivedAt);
      default ->
          new Reading.Unreadable(
              "event_action: expected trigger, acknowledge or resolve, but got "
                  + (event.action().isEmpty() ? "nothing" : PlainText.quoted(event.action())));
    };
  }

  private Reading trigger(Event event, Instant receivedAt) {
    if (event.annotations().getOrDefault("summary", "").isBlank()) {
      return new Reading.Unreadable("payload.summary: expected a text, but got nothing");
    }
    var key = event.key().isEmpty() ? keys.get() : event.key();
    return one(event, SourceStatus.FIRING, key, receivedAt);
  }

  private static Reading followUp(Event event, SourceStatus status, Instant receivedAt) {
    return event.key().isEmpty()
        ? new Reading.Unreadable("dedup_key: expected the key of a trigger, but got nothing")
        : one(event, status, event.key(), receivedAt);
  }

  /** A timestamp is the event's: each trigger of an alert has another, and none is its start. */
  private static Reading one(Event event, SourceStatus status, String key, Instant receivedAt) {
    var alert =
        new SourceAlert(
            status,
            key,
            null,
            event.labels(),
            event.annotations(),
            null,
            status == SourceStatus.RESOLVED ? event.at() : null,
            event.links(),
            status == SourceStatus.FIRING ? Skew.noteOfSending(event.at(), receivedAt) : "",
            event.raw());
    return new Reading.Read(List.of(alert), List.of(), 0);
  }
}

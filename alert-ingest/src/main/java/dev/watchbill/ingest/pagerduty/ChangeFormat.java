package dev.watchbill.ingest.pagerduty;

import com.fasterxml.jackson.core.JsonToken;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceAlert.Stated;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.SourceStatus;
import dev.watchbill.ingest.json.JsonBody;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * PagerDuty's change events: a deployment, a changed setting. Shown beside the alerts of their
 * service; nobody is paged for one.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-change-events">Send change events</a>
 */
public final class ChangeFormat implements SourceFormat {
  private final Supplier<String> keys;

  /**
   * @param keys a new one for each event
   */
  public ChangeFormat(Supplier<String> keys) {
    this.keys = keys;
  }

  @Override
  public IntegrationSettings fit(IntegrationSettings settings) {
    return settings.withOneService();
  }

  @Override
  public Reading read(byte[] body, Instant receivedAt) {
    return JsonBody.read(body, JsonToken.START_OBJECT, json -> check(Event.read(json)));
  }

  private Reading check(Event event) {
    if (event.problem().isPresent()) {
      return new Reading.Unreadable(event.problem().get());
    }
    if (event.annotations().getOrDefault("summary", "").isBlank()) {
      return new Reading.Unreadable("payload.summary: expected a text, but got nothing");
    }
    var change =
        new SourceAlert(
            SourceStatus.CHANGE,
            keys.get(),
            null,
            event.labels(),
            event.annotations(),
            event.at(),
            null,
            event.links(),
            "",
            event.raw(),
            new Stated(null, "info", null, null, null));
    return new Reading.Read(List.of(change), List.of(), 0);
  }
}

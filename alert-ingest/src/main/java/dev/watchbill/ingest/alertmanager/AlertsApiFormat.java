package dev.watchbill.ingest.alertmanager;

import com.fasterxml.jackson.core.JsonToken;
import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.Skew;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.SourceStatus;
import dev.watchbill.ingest.Timestamps;
import dev.watchbill.ingest.alertmanager.Drafts.Checked;
import dev.watchbill.ingest.json.JsonBody;
import java.time.Duration;
import java.time.Instant;

/**
 * What is posted to an Alertmanager's {@code /api/v2/alerts}. An alert is resolved once its end is
 * past, by our clock as by Alertmanager's; one that is firing comes again before its end, or has
 * expired. A sender whose request shows that its clock is behind says of an end whether it is past:
 * by ours, each of its firing alerts would be over when it comes.
 */
public final class AlertsApiFormat implements SourceFormat {

  @Override
  public Reading read(byte[] bytes, Instant receivedAt) {
    return read(bytes, receivedAt, Duration.ZERO);
  }

  @Override
  public Reading read(byte[] bytes, Arrival arrival, IntegrationSettings from) {
    var behind = Skew.ofClock(arrival).filter(Duration::isPositive).orElse(Duration.ZERO);
    return read(bytes, arrival.at(), behind);
  }

  private static Reading read(byte[] bytes, Instant receivedAt, Duration behind) {
    return JsonBody.read(
        bytes,
        JsonToken.START_ARRAY,
        body -> {
          var drafts = new Drafts();
          drafts.readList(body, "alerts");
          return drafts.check(body.whole(), 0, draft -> check(draft, receivedAt, behind));
        });
  }

  private static Checked check(Draft draft, Instant receivedAt, Duration behind) {
    var start = draft.startsAt();
    var end = draft.endsAt();
    if (draft.labels().isEmpty()) {
      return new Checked.Bad(draft.at() + ".labels: expected at least one label, but got none");
    }
    if (start != null && end != null && end.isBefore(start)) {
      return new Checked.Bad(
          "%s: expected its end behind its start, but got %s behind %s"
              .formatted(draft.at(), start, end));
    }
    var ours = end == null ? null : Timestamps.sayable(end.plus(behind));
    var resolved = ours != null && !ours.isAfter(receivedAt);
    return new Checked.Good(
        new SourceAlert(
            resolved ? SourceStatus.RESOLVED : SourceStatus.FIRING,
            Fingerprint.of(draft.labels()),
            draft.labels().get("alertname"),
            draft.labels(),
            draft.annotations(),
            start,
            // The time until which it must come again is a span; the one it ended at is a time.
            resolved ? end : ours,
            draft.links(),
            "",
            draft.raw()));
  }
}

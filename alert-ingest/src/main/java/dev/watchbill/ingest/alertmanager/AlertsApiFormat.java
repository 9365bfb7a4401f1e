package dev.watchbill.ingest.alertmanager;

import com.fasterxml.jackson.core.JsonToken;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.SourceStatus;
import dev.watchbill.ingest.alertmanager.Drafts.Checked;
import dev.watchbill.ingest.json.JsonBody;
import java.time.Instant;

/**
 * What is posted to an Alertmanager's {@code /api/v2/alerts}. An alert is resolved once its end is
 * past; one that is firing comes again before its end, or has expired.
 */
public final class AlertsApiFormat implements SourceFormat {

  @Override
  public Reading read(byte[] bytes, Instant receivedAt) {
    return JsonBody.read(
        bytes,
        JsonToken.START_ARRAY,
        body -> {
          var drafts = new Drafts();
          drafts.readList(body, "alerts");
          return drafts.check(body.whole(), 0, draft -> check(draft, receivedAt));
        });
  }

  private static Checked check(Draft draft, Instant receivedAt) {
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
    var resolved = end != null && !end.isAfter(receivedAt);
    return new Checked.Good(
        new SourceAlert(
            resolved ? SourceStatus.RESOLVED : SourceStatus.FIRING,
            Fingerprint.of(draft.labels()),
            draft.labels().get("alertname"),
            draft.labels(),
            draft.annotations(),
            start,
            end,
            draft.links(),
            "",
            draft.raw()));
  }
}

package dev.watchbill.ingest.alertmanager;

import com.fasterxml.jackson.core.JsonToken;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.SourceStatus;
import dev.watchbill.ingest.alertmanager.Drafts.Checked;
import dev.watchbill.ingest.json.JsonBody;
import dev.watchbill.schemas.text.Counted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Alertmanager's webhook, version 4. Only each alert's own status counts: a message that is firing
 * as a whole may hold resolved alerts. A firing alert has no end here, as it is only sent again at
 * the receiver's repeat interval.
 *
 * @see <a
 *     href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhook_config</a>
 */
public final class WebhookFormat implements SourceFormat {

  @Override
  public Reading read(byte[] body, Instant receivedAt) {
    return JsonBody.read(body, JsonToken.START_OBJECT, WebhookFormat::message);
  }

  private static Reading message(JsonBody body) throws IOException {
    var drafts = new Drafts();
    var listed = false;
    String groupKey = null;
    var leftOut = 0;
    var fields = body.object("");
    while (fields.next()) {
      switch (fields.name()) {
        case "groupKey" -> groupKey = fields.text();
        case "truncatedAlerts" -> leftOut = fields.count();
        case "alerts" -> {
          listed = fields.entersList();
          if (listed) {
            drafts.readList(body, "alerts");
          }
        }
        default -> fields.skip();
      }
    }
    return listed
        ? check(drafts, body.whole(), groupKey, leftOut)
        : new Reading.Unreadable(
            fields.problem().orElse("alerts: expected a list of alerts, but got nothing"));
  }

  private static Reading check(
      Drafts drafts, ByteBuffer whole, @Nullable String groupKey, int leftOut) {
    var note =
        leftOut == 0
            ? ""
            : "The sender left out %s of this group.".formatted(Counted.of(leftOut, "more alert"));
    return drafts.check(whole, leftOut, draft -> check(draft, groupKey, note));
  }

  private static Checked check(Draft draft, @Nullable String groupKey, String note) {
    var status = draft.status();
    if (status == null || !List.of("firing", "resolved").contains(status)) {
      return new Checked.Bad(
          "%s.status: expected firing or resolved, but got %s"
              .formatted(draft.at(), status == null ? "nothing" : PlainText.quoted(status)));
    }
    if (draft.fingerprint().isEmpty() && draft.labels().isEmpty()) {
      return new Checked.Bad(
          draft.at() + ": expected a fingerprint or at least one label, but got neither");
    }
    var resolved = status.equals("resolved");
    return new Checked.Good(
        new SourceAlert(
            resolved ? SourceStatus.RESOLVED : SourceStatus.FIRING,
            draft.key(),
            groupKey,
            draft.labels(),
            draft.annotations(),
            draft.startsAt(),
            resolved ? draft.endsAt() : null,
            draft.links(),
            draft.values().isEmpty() ? note : ("Values: " + draft.values() + "\n" + note).strip(),
            draft.raw()));
  }
}

package dev.watchbill.ingest.alertmanager;

import com.fasterxml.jackson.core.JsonToken;
import dev.watchbill.ingest.Reading;
import dev.watchbill.ingest.Reading.RefusedPart;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.json.JsonBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The list of alerts that both of Alertmanager's formats hold. */
final class Drafts {
  /** More in one request is refused: senders of the family split theirs long before. */
  static final int MOST = 20_000;

  private final List<Draft> drafts = new ArrayList<>();
  private boolean tooMany;

  /** Either an alert or what is wrong with it. */
  sealed interface Checked {
    record Good(SourceAlert alert) implements Checked {}

    record Bad(String sentence) implements Checked {}
  }

  /** Reads the list whose start is current, to its end. */
  void readList(JsonBody body, String name) throws IOException {
    drafts.clear();
    while (body.parser().nextToken() != JsonToken.END_ARRAY) {
      if (drafts.size() == MOST) {
        tooMany = true;
        body.parser().skipChildren();
      } else {
        drafts.add(Draft.read(body, name + "[" + drafts.size() + "]"));
      }
    }
  }

  /**
   * Turns each draft into an alert or a refusal.
   *
   * @param whole the body; what is kept with its only alert
   */
  Reading check(ByteBuffer whole, int leftOut, Function<Draft, Checked> check) {
    if (tooMany) {
      return new Reading.Unreadable("Expected at most " + MOST + " alerts in one request");
    }
    var alerts = new ArrayList<SourceAlert>();
    var refused = new ArrayList<RefusedPart>();
    for (var draft : drafts) {
      var raw = drafts.size() == 1 ? whole : draft.raw();
      switch (draft.problem().<Checked>map(Checked.Bad::new).orElseGet(() -> check.apply(draft))) {
        case Checked.Good good -> alerts.add(withRaw(good.alert(), raw));
        case Checked.Bad bad -> refused.add(new RefusedPart(bad.sentence(), raw));
      }
    }
    return new Reading.Read(alerts, refused, leftOut);
  }

  private static SourceAlert withRaw(SourceAlert alert, ByteBuffer raw) {
    return new SourceAlert(
        alert.status(),
        alert.key(),
        alert.groupKey(),
        alert.labels(),
        alert.annotations(),
        alert.startedAt(),
        alert.endsAt(),
        alert.links(),
        alert.note(),
        raw);
  }
}

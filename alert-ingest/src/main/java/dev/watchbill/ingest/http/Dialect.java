package dev.watchbill.ingest.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.watchbill.ingest.SourceAlert;
import java.util.List;

/** How answers must look for one family of senders. */
interface Dialect {

  /** All alerts are durable. */
  Answer accepted(String integration, List<SourceAlert> alerts);

  /** The request, or some of its alerts, were refused. */
  Answer refused(Refusal refusal);

  /** A text as a JSON string, quotes included. */
  static String json(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }

  /** Our own paths: problem details, RFC 9457. */
  final class Own implements Dialect {
    @Override
    public Answer accepted(String integration, List<SourceAlert> alerts) {
      return Answer.of(202, Answer.JSON, "{\"accepted\":%d}".formatted(alerts.size()));
    }

    @Override
    public Answer refused(Refusal refusal) {
      var reason = refusal.reason();
      return Answer.of(
          reason.status(),
          Answer.PROBLEM,
          "{\"title\":%s,\"status\":%d,\"detail\":%s}"
              .formatted(json(reason.title()), reason.status(), json(refusal.sentence())));
    }
  }

  /** As PagerDuty answers; its senders send again after 429, too. */
  final class PagerDutyEvents implements Dialect {
    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public Answer accepted(String integration, List<SourceAlert> alerts) {
      return Answer.of(
          202,
          Answer.JSON,
          "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":%s}"
              .formatted(json(alerts.getFirst().key())));
    }

    @Override
    public Answer refused(Refusal refusal) {
      return Answer.of(
          refusal.reason().isPace() ? TOO_MANY_REQUESTS : refusal.reason().status(),
          Answer.JSON,
          "{\"status\":%s,\"message\":%s,\"errors\":[%s]}"
              .formatted(
                  json(refusal.reason().title()),
                  json(refusal.reason().title()),
                  json(refusal.sentence())));
    }
  }

  /** As PagerDuty answers change events, which have no key. */
  final class PagerDutyChanges implements Dialect {
    private final Dialect events = new PagerDutyEvents();

    @Override
    public Answer accepted(String integration, List<SourceAlert> alerts) {
      return Answer.of(
          202, Answer.JSON, "{\"status\":\"success\",\"message\":\"Change event processed\"}");
    }

    @Override
    public Answer refused(Refusal refusal) {
      return events.refused(refusal);
    }
  }

  /** As an Alertmanager answers: nothing, or its error as a JSON string. */
  final class AlertmanagerApi implements Dialect {
    @Override
    public Answer accepted(String integration, List<SourceAlert> alerts) {
      return Answer.of(200, "", "");
    }

    @Override
    public Answer refused(Refusal refusal) {
      return Answer.of(refusal.reason().status(), Answer.JSON, json(refusal.sentence()));
    }
  }
}

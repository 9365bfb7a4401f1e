package dev.watchbill.escalation;

import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import java.util.Optional;

/** What is told of a response: a timeline entry with its id, whose outcome it is. */
record Outcome(Turn turn, Response response) {
  private static final int LONGEST_NOTE = 4_000;

  String text() {
    return Brief.cut(response.getText(), LONGEST_NOTE);
  }

  void refused(String why) {
    turn.record("refused", event -> outcome(event, "refused").setWhy(why));
  }

  void already(String why) {
    turn.record("already", event -> outcome(event, "already").setWhy(why));
  }

  IncidentEvent.Builder applied(IncidentEvent.Builder event) {
    return outcome(event, "applied");
  }

  IncidentEvent.Builder outcome(IncidentEvent.Builder event, String outcome) {
    return event
        .setPerson(response.getPerson())
        .setChannel(Optional.of(response.getVia()).filter(via -> !via.isEmpty()).orElse(null))
        .setResponse(response.getId())
        .setOutcome(outcome);
  }

  static String resolvedAt(Phase.Resolved resolved) {
    return "it was resolved at " + resolved.at();
  }
}

package dev.watchbill.escalation;

import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What people do. Each response has exactly one outcome, told by a timeline entry with its id:
 * applied, already, refused or unknown.
 */
final class ResponseRules {
  private static final Duration LONGEST_SNOOZE = Duration.ofDays(30);

  private final Turn turn;
  private final Response response;
  private final Outcome outcome;

  private ResponseRules(Turn turn, Response response) {
    this.turn = turn;
    this.response = response;
    outcome = new Outcome(turn, response);
  }

  static Decision decide(Memory memory, Directory directory, Response response, Instant now) {
    if (response.getAction().equals(ByHand.PAGE)) {
      return ByHand.decide(memory, directory, response, now);
    }
    return memory
        .incident(response.getIncident())
        .filter(incident -> incident.service().equals(response.getService()))
        .map(incident ->
            new ResponseRules(new Turn(memory, directory, incident, now), response).decide())
        .orElseGet(() -> unknown(response, now));
  }

  private static Decision unknown(Response response, Instant now) {
    var event =
        IncidentEvent.newBuilder()
            .setId(response.getIncident() + "/response/" + response.getId())
            .setIncident(response.getIncident())
            .setService(response.getService())
            .setAt(now)
            .setType("refused")
            .setPerson(response.getPerson())
            .setResponse(response.getId())
            .setOutcome("unknown")
            .setWhy(
                "Expected an incident of this service, but there is no '"
                    + Brief.cut(response.getIncident(), 100)
                    + "'")
            .build();
    return new Decision(List.of(new Effect.Tell(event)));
  }

  private Decision decide() {
    if (turn.phase instanceof Phase.Resolved resolved && resolved.stub()) {
      return afterTheEnd(resolved);
    }
    if (turn.counts.isNew(response.getId())) {
      act();
    } else {
      outcome.already("This response was handled before");
    }
    return turn.decision();
  }

  /** Only a stub is left, which is not brought back to life by being asked. */
  private Decision afterTheEnd(Phase.Resolved resolved) {
    var isResolve = response.getAction().equals("resolve");
    var event =
        outcome
            .outcome(
                IncidentEvent.newBuilder()
                    .setIncident(turn.id())
                    .setService(turn.brief.getService())
                    .setTeam(turn.brief.getTeam()),
                isResolve ? "already" : "refused")
            .setId(turn.id() + "/response/" + response.getId())
            .setAt(turn.now)
            .setType(isResolve ? "already" : "refused")
            .setWhy(Outcome.resolvedAt(resolved))
            .build();
    return new Decision(List.of(new Effect.Tell(event)));
  }

  private void act() {
    switch (response.getAction()) {
      case "acknowledge" -> acknowledge();
      case "resolve" -> resolve();
      case "escalate" -> escalate();
      case "reassign" -> new HandingOn(turn, response, outcome).reassign();
      case "snooze" -> snooze();
      case "add-responder" -> new HandingOn(turn, response, outcome).addResponders();
      case "note" -> note();
      default ->
          outcome.refused(
              "Expected acknowledge, resolve, escalate, reassign, add-responder, snooze or note, but got '%s'"
                  .formatted(Brief.cut(response.getAction(), 40)));
    }
  }

  /** Refused to whoever was asked for it and left: nobody could ask them again. */
  private boolean isTheirsToTake() {
    var person = response.getPerson();
    if (Departed.hasLeft(turn, person)) {
      outcome.refused(
          "Expected somebody of the roster to %s incident '%s', but %s left it"
              .formatted(response.getAction(), turn.id(), person));
      return false;
    }
    return true;
  }

  private void acknowledge() {
    if (!isTheirsToTake()) {
      return;
    }
    switch (turn.phase) {
      case Phase.Paging p when Acknowledging.isOneOfSeveral(p, response.getPerson()) ->
          acknowledgeInPart(p);
      case Phase.Paging p -> take();
      case Phase.Snoozed s -> take();
      case Phase.Suppressed s -> take();
      case Phase.Deferred d -> take();
      case Phase.Parked p -> take();
      case Phase.Acknowledged a when Departed.hasOwner(turn) -> take();
      case Phase.Acknowledged a -> acknowledgeAgain(a);
      case Phase.Resolved r ->
          outcome.refused(
              "Expected to acknowledge incident '%s', but %s"
                  .formatted(turn.id(), Outcome.resolvedAt(r)));
    }
  }

  private void take() {
    Acknowledging.take(turn, response.getPerson(), outcome::applied);
  }

  private void acknowledgeInPart(Phase.Paging p) {
    if (p.acks().contains(response.getPerson())) {
      Acknowledging.leaveAlone(turn, response.getPerson());
      outcome.already("You acknowledged it already; it waits for others");
    } else {
      Acknowledging.inPart(turn, p, response.getPerson(), outcome::applied);
    }
  }

  /** Whoever helps, or is told that it got worse, says that they know. */
  private void acknowledgeAgain(Phase.Acknowledged a) {
    Acknowledging.leaveAlone(turn, response.getPerson());
    if (a.by().equals(response.getPerson())) {
      turn.phase = Acknowledging.renewed(turn, a);
      outcome.already("You have it since " + Words.time(a.since(), turn.directory.zone()));
    } else {
      outcome.already(
          "%s has it since %s"
              .formatted(
                  turn.directory.nameOf(a.by()), Words.time(a.since(), turn.directory.zone())));
    }
  }

  private void resolve() {
    if (turn.phase instanceof Phase.Resolved resolved) {
      outcome.already("It " + Outcome.resolvedAt(resolved));
    } else {
      Resolution.resolve(turn, response.getPerson(), outcome::applied);
    }
  }

  private void escalate() {
    var why = "escalated by " + turn.directory.nameOf(response.getPerson());
    switch (turn.phase) {
      case Phase.Paging p -> fireNext(p, why);
      case Phase.Acknowledged a ->
          fireNext(Phase.Paging.before(a.step(), a.round(), turn.now), why);
      case Phase.Snoozed s -> fireNext(Phase.Paging.before(s.step(), s.round(), turn.now), why);
      case Phase.Suppressed s -> fireNext(Phase.Paging.before(0, 1, turn.now), why);
      case Phase.Deferred d -> fireNext(Phase.Paging.before(0, 1, turn.now), why);
      case Phase.Parked p -> fireNext(Phase.Paging.before(0, 1, turn.now), why);
      case Phase.Resolved r ->
          outcome.refused(
              "Expected to escalate incident '%s', but %s"
                  .formatted(turn.id(), Outcome.resolvedAt(r)));
    }
  }

  private void fireNext(Phase.Paging from, String why) {
    turn.phase = from;
    turn.byHand = true;
    turn.record(
        "escalated",
        event -> outcome.applied(event).setStep(from.step()).setText(outcome.text()).setWhy(why));
    Steps.ask(turn, from, why);
  }

  private void snooze() {
    var until = response.getUntil();
    if (turn.phase instanceof Phase.Resolved resolved) {
      outcome.refused(
          "Expected to snooze incident '%s', but %s"
              .formatted(turn.id(), Outcome.resolvedAt(resolved)));
    } else if (until == null
        || !until.isAfter(turn.now)
        || until.isAfter(turn.now.plus(LONGEST_SNOOZE))) {
      outcome.refused(
          "Expected a time within %s to snooze until, but got %s"
              .formatted(Words.duration(LONGEST_SNOOZE), until));
    } else if (isTheirsToTake()) {
      snooze(until);
    }
  }

  private void snooze(Instant until) {
    var by = response.getPerson();
    var why = "snoozed by " + turn.directory.nameOf(by);
    var step = Publication.stepOf(turn.phase);
    var round = Publication.roundOf(turn.phase);
    var schedule = Acknowledging.dutyOf(turn, by);
    Pager.cancelAll(turn, why);
    turn.phase = new Phase.Snoozed(by, schedule, turn.now, until, step, round);
    turn.record(
        "snoozed", event -> outcome.applied(event).setDeadline(until).setText(outcome.text()));
    Publication.assign(turn, why);
  }

  private void note() {
    if (turn.phase instanceof Phase.Acknowledged a) {
      turn.phase = Acknowledging.renewed(turn, a);
    }
    turn.record("noted", event -> outcome.applied(event).setText(outcome.text()));
  }
}

package dev.watchbill.escalation;

import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What people do. Each response has exactly one outcome, told by a timeline entry with its id:
 * applied, already, refused or unknown.
 */
final class ResponseRules {
  static final Duration FORGET_AFTER = Duration.ofDays(30);
  private static final Duration LONGEST_SNOOZE = Duration.ofDays(30);
  private static final int LONGEST_NOTE = 4_000;

  private final Turn turn;
  private final Response response;

  private ResponseRules(Turn turn, Response response) {
    this.turn = turn;
    this.response = response;
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
      already("This response was handled before");
    }
    return turn.decision();
  }

  /** Only a stub is left, which is not brought back to life by being asked. */
  private Decision afterTheEnd(Phase.Resolved resolved) {
    var isResolve = response.getAction().equals("resolve");
    var event =
        outcome(
                IncidentEvent.newBuilder()
                    .setIncident(turn.id())
                    .setService(turn.brief.getService())
                    .setTeam(turn.brief.getTeam()),
                isResolve ? "already" : "refused")
            .setId(turn.id() + "/response/" + response.getId())
            .setAt(turn.now)
            .setType(isResolve ? "already" : "refused")
            .setWhy(resolvedAt(resolved))
            .build();
    return new Decision(List.of(new Effect.Tell(event)));
  }

  private void act() {
    switch (response.getAction()) {
      case "acknowledge" -> acknowledge();
      case "resolve" -> resolve();
      case "escalate" -> escalate();
      case "reassign" -> reassign();
      case "snooze" -> snooze();
      case "add-responder" -> addResponders();
      case "note" -> note();
      default ->
          refused(
              "Expected acknowledge, resolve, escalate, reassign, add-responder, snooze or note, but got '%s'"
                  .formatted(Brief.cut(response.getAction(), 40)));
    }
  }

  private void acknowledge() {
    switch (turn.phase) {
      case Phase.Paging p when Acknowledging.isOneOfSeveral(p, response.getPerson()) ->
          acknowledgeInPart(p);
      case Phase.Paging p -> take();
      case Phase.Snoozed s -> take();
      case Phase.Suppressed s -> take();
      case Phase.Deferred d -> take();
      case Phase.Parked p -> take();
      case Phase.Acknowledged a -> acknowledgeAgain(a);
      case Phase.Resolved r ->
          refused(
              "Expected to acknowledge incident '%s', but %s".formatted(turn.id(), resolvedAt(r)));
    }
  }

  private void take() {
    Acknowledging.take(turn, response.getPerson(), this::applied);
  }

  private void acknowledgeInPart(Phase.Paging p) {
    if (p.acks().contains(response.getPerson())) {
      already("You acknowledged it already; it waits for others");
    } else {
      Acknowledging.inPart(turn, p, response.getPerson(), this::applied);
    }
  }

  private void acknowledgeAgain(Phase.Acknowledged a) {
    if (a.by().equals(response.getPerson())) {
      turn.phase = Acknowledging.renewed(turn, a);
      already("You have it since " + Words.time(a.since(), turn.directory.zone()));
    } else {
      already(
          "%s has it since %s"
              .formatted(
                  turn.directory.nameOf(a.by()), Words.time(a.since(), turn.directory.zone())));
    }
  }

  private void resolve() {
    if (turn.phase instanceof Phase.Resolved resolved) {
      already("It " + resolvedAt(resolved));
    } else {
      resolve(turn, response.getPerson(), this::applied);
    }
  }

  /** It is over. */
  static void resolve(
      Turn turn, @Nullable String by, UnaryOperator<IncidentEvent.Builder> details) {
    var who = by == null ? "the source" : turn.directory.nameOf(by);
    Pager.cancelAll(turn, "resolved by " + who);
    turn.phase =
        new Phase.Resolved(
            by,
            turn.now,
            turn.now.plus(turn.directory.limits().reopenWindow()),
            turn.now.plus(FORGET_AFTER),
            false);
    turn.responders.clear();
    turn.record("resolved", event -> details.apply(event.setPerson(by)));
    turn.countOwner();
    if (!turn.brief.getTest()) {
      turn.effect(new Effect.Measure(Publication.metrics(turn, by)));
    }
    Publication.assign(turn, "resolved by " + who);
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
          refused("Expected to escalate incident '%s', but %s".formatted(turn.id(), resolvedAt(r)));
    }
  }

  private void fireNext(Phase.Paging from, String why) {
    turn.phase = from;
    turn.byHand = true;
    turn.record(
        "escalated", event -> applied(event).setStep(from.step()).setText(text()).setWhy(why));
    Steps.next(turn, from, turn.now, why);
  }

  private void reassign() {
    noPeople("reassign")
        .ifPresentOrElse(
            this::refused, () -> giveTo(response.getTo().stream().distinct().toList()));
  }

  private void addResponders() {
    noPeople("add responders to")
        .ifPresentOrElse(
            this::refused, () -> askToHelp(response.getTo().stream().distinct().toList()));
  }

  /** Why those named can't be asked; empty: they can. */
  private Optional<String> noPeople(String deed) {
    if (turn.phase instanceof Phase.Resolved resolved) {
      return Optional.of(
          "Expected to %s incident '%s', but %s".formatted(deed, turn.id(), resolvedAt(resolved)));
    }
    if (response.getTo().isEmpty()) {
      return Optional.of(
          "Expected at least one person to %s it to, but got nobody"
              .formatted(deed.equals("reassign") ? deed : "add"));
    }
    return response.getTo().stream()
        .filter(p -> turn.directory.person(p).isEmpty())
        .findFirst()
        .map(p -> "Expected a person of the roster, but got '" + Brief.cut(p, 100) + "'");
  }

  /** They are paged beside whoever has it; nothing else changes. */
  private void askToHelp(List<String> people) {
    var why = "asked to help by " + turn.directory.nameOf(response.getPerson());
    turn.record(
        "responder-added", event -> applied(event).setPeople(people).setText(text()).setWhy(why));
    people.forEach(person -> Pager.pageAlso(turn, new Targets.Chosen(person, null, why), why));
    Publication.assign(turn, why);
  }

  private void giveTo(List<String> people) {
    var why = "reassigned by " + turn.directory.nameOf(response.getPerson());
    var step = Publication.stepOf(turn.phase);
    var round = Publication.roundOf(turn.phase);
    Pager.cancelAll(turn, why);
    turn.byHand = true;
    var due = turn.now.plus(Steps.waitAfter(turn.plan, turn.directory, Math.max(step, 1), round));
    turn.phase =
        Phase.Paging.before(
            step,
            round,
            step == Plan.FINALLY ? turn.now.plus(turn.directory.limits().finallyEvery()) : due);
    turn.record(
        "reassigned", event -> applied(event).setPeople(people).setText(text()).setWhy(why));
    Pager.pageStep(
        turn,
        people.stream()
            .map(
                p -> new Steps.Paged(new Targets.Chosen(p, null, "it was given to you"), List.of()))
            .toList(),
        why);
    Publication.assign(turn, why);
  }

  private void snooze() {
    var until = response.getUntil();
    if (turn.phase instanceof Phase.Resolved resolved) {
      refused(
          "Expected to snooze incident '%s', but %s".formatted(turn.id(), resolvedAt(resolved)));
    } else if (until == null
        || !until.isAfter(turn.now)
        || until.isAfter(turn.now.plus(LONGEST_SNOOZE))) {
      refused(
          "Expected a time within %s to snooze until, but got %s"
              .formatted(Words.duration(LONGEST_SNOOZE), until));
    } else {
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
    turn.record("snoozed", event -> applied(event).setDeadline(until).setText(text()));
    Publication.assign(turn, why);
  }

  private void note() {
    if (turn.phase instanceof Phase.Acknowledged a) {
      turn.phase = Acknowledging.renewed(turn, a);
    }
    turn.record("noted", event -> applied(event).setText(text()));
  }

  private String text() {
    return Brief.cut(response.getText(), LONGEST_NOTE);
  }

  private void refused(String why) {
    turn.record("refused", event -> outcome(event, "refused").setWhy(why));
  }

  private void already(String why) {
    turn.record("already", event -> outcome(event, "already").setWhy(why));
  }

  private IncidentEvent.Builder applied(IncidentEvent.Builder event) {
    return outcome(event, "applied");
  }

  private IncidentEvent.Builder outcome(IncidentEvent.Builder event, String outcome) {
    return event
        .setPerson(response.getPerson())
        .setChannel(Optional.of(response.getVia()).filter(via -> !via.isEmpty()).orElse(null))
        .setResponse(response.getId())
        .setOutcome(outcome);
  }

  private static String resolvedAt(Phase.Resolved resolved) {
    return "it was resolved at " + resolved.at();
  }
}

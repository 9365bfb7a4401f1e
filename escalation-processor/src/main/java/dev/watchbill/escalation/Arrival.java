package dev.watchbill.escalation;

import dev.watchbill.schemas.Alert;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What an alert that arrives changes in the incident it belongs to. */
record Arrival(Directory directory, Instant now) {

  /** One more alert of an incident that isn't resolved, or one of its alerts again. */
  Decision joined(Turn turn, Alert alert, Optional<AlertSignal> known, boolean repeat) {
    var severity = Severity.of(alert.getSeverity());
    var newName = !turn.signals.knows(AlertSignal.nameOf(alert));
    var signal = repeat ? repeat(turn, alert, known) : join(turn, alert, known);
    if (repeat && known.filter(before -> before.severity().above(severity)).isPresent()) {
      eased(turn, signal);
    }
    if (severity.above(turn.severity())) {
      raise(turn, severity, alert, signal);
    } else if (!repeat && newName) {
      Joining.another(turn, AlertSignal.nameOf(alert));
    }
    if (turn.phase instanceof Phase.Suppressed held) {
      Holds.look(turn, held, signal);
    } else if (turn.phase instanceof Phase.Deferred && turn.isBack()) {
      Holds.cameBack(turn, signal);
    }
    return turn.decision();
  }

  /** It is shown, and changes nothing: whoever is being asked for shall still come. */
  private static void eased(Turn turn, AlertSignal signal) {
    entry(
        turn,
        "severity-eased",
        signal,
        "Its source rates '%s' as %s now; the incident stays %s until it is resolved"
            .formatted(signal.name(), signal.severity().text(), turn.severity().text()));
  }

  /** What is told of one alert. */
  static void entry(Turn turn, String type, AlertSignal signal, String why) {
    turn.record(
        type,
        event ->
            event
                .setAlertKey(Brief.cut(signal.key(), Brief.LONGEST_TITLE))
                .setIntegration(signal.integration())
                .setText(signal.name())
                .setWhy(why));
  }

  /** Seen again. */
  AlertSignal repeat(Turn turn, Alert alert, Optional<AlertSignal> known) {
    var signal = signal(turn, alert, known);
    turn.signals = turn.signals.repeated(signal);
    return signal;
  }

  /** The alert as it is remembered from now on. */
  AlertSignal signal(Turn turn, Alert alert, Optional<AlertSignal> known) {
    var before = known.or(() -> elsewhere(turn, alert));
    var signal = AlertSignal.of(alert, turn.id(), before, now).within(turn.brief);
    turn.effect(new Effect.KeepAlert(signal));
    return signal;
  }

  /** What is new here may have been in another incident, and its ends are still sent. */
  private static Optional<AlertSignal> elsewhere(Turn turn, Alert alert) {
    return Stream.of(alert.getGroupKey(), ByKey.of(alert.getIntegration(), alert.getKey()))
        .flatMap(group -> turn.memory.incidentOf(alert.getService(), group).stream())
        .flatMap(id -> turn.memory.alert(id, alert.getIntegration(), alert.getKey()).stream())
        .findFirst();
  }

  /** A new alert, or a new episode of one whose last may not have been seen to end. */
  AlertSignal join(Turn turn, Alert alert, Optional<AlertSignal> known) {
    var signal = signal(turn, alert, known);
    Groups.keepKey(turn, alert);
    var over = known.filter(AlertSignal::firing).isPresent() ? 1 : 0;
    turn.signals = turn.signals.ended(over).joined(signal, known.isPresent());
    entry(
        turn,
        "alert-joined",
        signal,
        known.isPresent() ? "It fires again" : "Same service and group");
    return signal;
  }

  /** The policy for the new severity takes over at once. */
  void raise(Turn turn, Severity severity, Alert alert, AlertSignal signal) {
    var from = turn.severity();
    turn.raise(severity);
    var why = "severity rose from " + from.text() + " to " + severity.text();
    turn.record("severity-raised", event -> event.setWhy(why));
    var routing = directory.route(turn.brief.getService(), severity, alert.getLabels(), now);
    var sameRules = routing.plan().rules().equals(turn.plan.rules());
    turn.follow(routing);
    switch (turn.phase) {
      case Phase.Paging p when sameRules -> {}
      case Phase.Paging p -> restart(turn, signal, why);
      case Phase.Parked p when sameRules && !wasLeftToNobody(turn, from) -> {}
      case Phase.Parked p -> restart(turn, signal, why);
      case Phase.Snoozed s -> restart(turn, signal, why);
      case Phase.Suppressed s -> Holds.look(turn, s, signal);
      case Phase.Deferred d when sameRules -> {}
      case Phase.Deferred d -> restart(turn, signal, why);
      case Phase.Acknowledged a when Joining.isKnown(turn, a) ->
          Joining.worse(turn, sameRules ? a : a.beforeFirstStep(), why);
      case Phase.Acknowledged a ->
          restart(
              turn,
              signal,
              why + ", and whoever has it can't be told: the roster has no " + a.by());
      case Phase.Resolved r -> {}
    }
  }

  /** Nobody is on call, and the fallback said none for what it was; it may not for what it is. */
  private boolean wasLeftToNobody(Turn turn, Severity from) {
    return !turn.plan.pagesNobody()
        && (!Finally.isLeftToTeam(turn) || directory.fallback(from, "").plan().pagesNobody());
  }

  private static void restart(Turn turn, AlertSignal signal, String why) {
    Pager.cancelAll(turn, why);
    Holds.start(turn, signal, why);
  }
}

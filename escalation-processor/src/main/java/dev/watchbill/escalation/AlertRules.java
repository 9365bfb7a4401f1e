package dev.watchbill.escalation;

import dev.watchbill.schemas.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which incident an alert belongs to, and what it changes there. */
final class AlertRules {
  private static final Duration HEARD_AT_MOST_EVERY = Duration.ofSeconds(1);

  private final Memory memory;
  private final Directory directory;
  private final Instant now;
  private final Arrival arrival;
  private final Opening opening;

  AlertRules(Memory memory, Directory directory, Instant now) {
    this.memory = memory;
    this.directory = directory;
    this.now = now;
    arrival = new Arrival(directory, now);
    opening = new Opening(memory, directory, now, arrival);
  }

  Decision decide(Alert signal) {
    var alert = Brief.bounded(signal);
    var known = known(alert);
    if (alert.getNamedUntil() != null) {
      // Its integration isn't heard by that name: some of its senders may still be called so.
      return saidByFormerName(known, alert);
    }
    var decision =
        switch (alert.getStatus()) {
          case "resolved" -> ended(known, alert);
          case "acknowledged" ->
              holding(known, alert)
                  .map(e -> sender().acknowledged(e, alert))
                  .orElse(Decision.NOTHING);
          case "updated", "unacknowledged", "snoozed", "noted", "escalated", "reassigned" ->
              isFirstWord(known, alert)
                  ? fires(known, asFiring(alert))
                  : holding(known, alert).map(e -> followUp(e, alert)).orElse(Decision.NOTHING);
          // A deployment, say: shown beside the alerts of its service, and nobody's problem.
          case "change" -> Decision.NOTHING;
          default -> fires(known, alert);
        };
    return heard(alert, decision);
  }

  /**
   * What is said of an alert by the name it had before the roster named it otherwise. It is about
   * what was last received by that name then: what was since is another, which only looks the same.
   */
  private Decision saidByFormerName(Optional<Escalation> known, Alert alert) {
    return known
        .filter(incident -> isNamedAsThen(incident, alert))
        .or(() -> byKey(alert).filter(incident -> isNamedAsThen(incident, alert)))
        .map(incident ->
            switch (alert.getStatus()) {
              case "resolved" -> endedIn(Optional.of(incident), alert).orElse(Decision.NOTHING);
              case "acknowledged" -> sender().acknowledged(incident, alert);
              default -> followUp(incident, alert);
            })
        .orElse(Decision.NOTHING);
  }

  private boolean isNamedAsThen(Escalation incident, Alert alert) {
    return signalIn(incident, alert)
        .filter(signal -> signal.firing() && !signal.isReceivedAfter(alert.getNamedUntil()))
        .isPresent();
  }

  /** The incident an alert belongs to; one that is over may have been followed by another. */
  private Optional<Escalation> known(Alert alert) {
    return ByKey.of(alert)
        .flatMap(group -> memory.incidentOf(alert.getService(), group))
        .flatMap(memory::incident)
        .filter(incident -> !incident.isResolved())
        .or(() ->
            memory.incidentOf(alert.getService(), alert.getGroupKey()).flatMap(memory::incident));
  }

  /**
   * What is said of an alert nobody heard of, as if it were known. One that is rated is somebody's
   * problem: a sender whose word for its first signal we take for another must not go unheard.
   */
  private boolean isFirstWord(Optional<Escalation> known, Alert alert) {
    return !alert.getSeverityText().isEmpty()
        && known.flatMap(incident -> signalIn(incident, alert)).isEmpty()
        && byKey(alert).isEmpty();
  }

  private static Alert asFiring(Alert alert) {
    return Alert.newBuilder(alert)
        .setStatus("firing")
        // Until when somebody snoozed it isn't how long it holds.
        .setEndsAt(alert.getStatus().equals("snoozed") ? null : alert.getEndsAt())
        .build();
  }

  private Decision followUp(Escalation incident, Alert alert) {
    return switch (alert.getStatus()) {
      case "updated" -> updated(incident, alert);
      case "unacknowledged" -> sender().unacknowledged(incident, alert);
      default ->
          SenderRules.actionOf(alert)
              .map(action -> sender().respond(incident, alert, action))
              .orElse(Decision.NOTHING);
    };
  }

  /** What is done to an episode resolved by hand isn't done to what its group became. */
  private Optional<Escalation> holding(Optional<Escalation> known, Alert alert) {
    return known
        .filter(incident -> signalIn(incident, alert).isPresent())
        .or(() -> byKey(alert).filter(incident -> signalIn(incident, alert).isPresent()))
        .or(() -> known);
  }

  private Optional<AlertSignal> signalIn(Escalation incident, Alert alert) {
    return memory.alert(incident.id(), alert.getIntegration(), alert.getKey());
  }

  /** Some sources say that an alert is over by sending it with an end that is past. */
  private static boolean isOver(Alert alert) {
    return AlertSignal.hold(alert).filter(hold -> !hold.isPositive()).isPresent();
  }

  private Decision heard(Alert alert, Decision decision) {
    if (alert.getTest()) {
      // Its integration didn't send it.
      return decision;
    }
    var last = memory.heard(alert.getIntegration());
    if (last.filter(at -> now.isBefore(at.plus(HEARD_AT_MOST_EVERY))).isPresent()) {
      return decision;
    }
    var effects = new ArrayList<>(decision.effects());
    effects.add(new Effect.KeepHeard(alert.getIntegration(), now));
    return new Decision(effects);
  }

  // ---- firing

  private Decision fires(Optional<Escalation> incident, Alert alert) {
    if (isOver(alert)) {
      return ended(incident, alert);
    }
    var known = incident.flatMap(it -> signalIn(it, alert));
    return incident
        .filter(it -> isRepeat(it, known, alert))
        .map(it -> firing(it, alert, known))
        .or(() -> repeatedElsewhere(alert))
        .or(() -> incident.flatMap(it -> sentByAnother(it, alert)))
        .or(() -> byKey(alert).flatMap(it -> sentByAnother(it, alert)))
        .or(() -> incident.map(it -> firing(it, alert, known)))
        .orElseGet(() -> opening.open(alert));
  }

  /** Where its group was called otherwise when it began, an older episode of it here is over. */
  private Optional<Decision> repeatedElsewhere(Alert alert) {
    return byKey(alert)
        .filter(it -> isRepeat(it, signalIn(it, alert), alert))
        .map(it -> it.isResolved() ? stillFiring(it, alert) : regrouped(it, alert));
  }

  private static boolean isRepeat(Escalation incident, Optional<AlertSignal> known, Alert alert) {
    return known.filter(signal -> signal.isSameEpisode(alert, incident.isResolved())).isPresent()
        && !isWorseThanWhatWasResolved(incident, alert);
  }

  /**
   * Whoever resolved it by hand saw something less severe, and many sources say once that it got
   * worse. Its incident takes that severity, so that the next of it is a repeat.
   */
  private static boolean isWorseThanWhatWasResolved(Escalation incident, Alert alert) {
    return incident.isResolved() && Severity.of(alert.getSeverity()).above(incident.severity());
  }

  /**
   * The incident an alert is in though its group isn't: one that was resolved by hand before
   * another of the group took its place, or one that its group was called otherwise in.
   */
  private Optional<Escalation> byKey(Alert alert) {
    return memory
        .incidentOf(alert.getService(), ByKey.of(alert.getIntegration(), alert.getKey()))
        .flatMap(memory::incident);
  }

  private Decision firing(Escalation incident, Alert alert, Optional<AlertSignal> known) {
    var repeat = isRepeat(incident, known, alert);
    if (!(incident.phase() instanceof Phase.Resolved resolved)) {
      return arrival.joined(turn(incident), alert, known, repeat);
    }
    if (repeat) {
      return stillFiring(incident, alert);
    }
    return opening.mayReopen(resolved)
        ? opening.admit(alert, log -> opening.reopened(incident, alert, known, log))
        : opening.open(alert);
  }

  /** What is over, whoever resolved it, though another that sees it has yet to say so. */
  private Optional<Decision> sentByAnother(Escalation incident, Alert alert) {
    return signalIn(incident, alert)
        .filter(signal -> incident.isResolved() && signal.isSentByAnother(alert))
        .map(signal -> sentByAnother(incident, signal));
  }

  private Decision sentByAnother(Escalation incident, AlertSignal signal) {
    var turn = turn(incident);
    Arrival.entry(
        turn,
        "still-firing",
        signal,
        "Another that sees it has not said yet that it is over; if it goes on, it is opened again");
    return turn.decision();
  }

  /** A repeat whose sender calls its group otherwise now: it stays where it is. */
  private Decision regrouped(Escalation incident, Alert alert) {
    var turn = turn(incident);
    var known = signalIn(incident, alert).orElseThrow();
    if (!known.groupKey().equals(alert.getGroupKey())) {
      turn.regrouped = true;
      Arrival.entry(turn, "alert-joined", known, "Its sender calls its group otherwise now");
    }
    var group = memory.incidentOf(alert.getService(), alert.getGroupKey());
    if (group.flatMap(memory::incident).filter(it -> !it.isResolved()).isEmpty()) {
      Groups.take(turn, alert);
    }
    return arrival.joined(turn, alert, Optional.of(known), true);
  }

  /** A repeat of an episode that was resolved by hand: seen, and otherwise without effect. */
  private Decision stillFiring(Escalation incident, Alert alert) {
    var turn = turn(incident);
    arrival.repeat(turn, alert, signalIn(incident, alert));
    return turn.decision();
  }

  /** The source rates an open alert anew, or says anew what it is about. */
  private Decision updated(Escalation incident, Alert alert) {
    var severity = Severity.of(alert.getSeverity());
    var firing = signalIn(incident, alert).filter(AlertSignal::firing);
    var rated = !alert.getSeverityText().isEmpty();
    if (firing.isEmpty() || (incident.isResolved() && !rated)) {
      return Decision.NOTHING;
    }
    if (incident.isResolved()) {
      return isWorseThanWhatWasResolved(incident, alert)
          ? fires(Optional.of(incident), asFiring(withLabels(alert, incident, firing.get())))
          : Decision.NOTHING;
    }
    var turn = turn(incident);
    var retold = Retelling.of(turn, firing.get(), alert, sender().userOf(alert));
    if (rated && severity.above(turn.severity())) {
      arrival.raise(turn, severity, withLabels(alert, incident, firing.get()), firing.get());
    } else if (!retold) {
      return Decision.NOTHING;
    }
    return turn.decision();
  }

  /** Whoever rates an alert anew needn't say again what it is about. */
  private static Alert withLabels(Alert alert, Escalation incident, AlertSignal signal) {
    return Alert.newBuilder(alert)
        .setGroupKey(signal.groupKey())
        .setTitle(alert.getTitle().isEmpty() ? signal.name() : alert.getTitle())
        .setLabels(signal.labelsIn(incident.brief()))
        .build();
  }

  // ---- ended, acknowledged at the source

  private Decision ended(Optional<Escalation> known, Alert alert) {
    return endedIn(known, alert)
        .or(() -> endedIn(byKey(alert), alert))
        .or(() -> known.flatMap(incident -> endedOnceMore(incident, alert)))
        .or(() -> byKey(alert).flatMap(incident -> endedOnceMore(incident, alert)))
        .orElse(Decision.NOTHING);
  }

  private Optional<Decision> endedIn(Optional<Escalation> known, Alert alert) {
    var end = alert.getEndsAt();
    return known.flatMap(incident ->
        signalIn(incident, alert)
            .filter(AlertSignal::firing)
            .filter(signal -> !signal.isLaterThan(end) && !signal.hasEndedBy(alert))
            .filter(signal -> !signal.isFirstHeardAfter(end, incident.brief().getOpenedAt()))
            .map(signal -> ended(incident, signal, alert)));
  }

  /** Another says that it is over: remembered, as it may go on saying so. */
  private Optional<Decision> endedOnceMore(Escalation incident, Alert alert) {
    return signalIn(incident, alert)
        .filter(signal -> !signal.firing() && signal.isNewEnd(alert))
        .map(signal -> new Decision(List.of(new Effect.KeepAlert(signal.ended(alert)))));
  }

  private Decision ended(Escalation incident, AlertSignal signal, Alert alert) {
    var turn = turn(incident);
    turn.effect(new Effect.KeepAlert(signal.ended(alert)));
    turn.signals = turn.signals.ended(1);
    AlertsEnd.ifAll(
        turn,
        alert.getBy() == null
            ? "resolved by the source"
            : "resolved at the source by " + alert.getBy());
    return turn.decision();
  }

  private SenderRules sender() {
    return new SenderRules(memory, directory, now);
  }

  private Turn turn(Escalation incident) {
    return new Turn(memory, directory, incident, now);
  }
}

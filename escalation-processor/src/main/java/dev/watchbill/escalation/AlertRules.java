package dev.watchbill.escalation;

import dev.watchbill.schemas.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;

/** Which incident an alert belongs to, and what it changes there. */
final class AlertRules {
  private static final Duration HEARD_AT_MOST_EVERY = Duration.ofSeconds(1);
  // A third return is no accident: from then on each end is not believed at once.
  private static final int FLAPS = 3;

  private final Memory memory;
  private final Directory directory;
  private final Instant now;

  AlertRules(Memory memory, Directory directory, Instant now) {
    this.memory = memory;
    this.directory = directory;
    this.now = now;
  }

  Decision decide(Alert signal) {
    var alert = Brief.bounded(signal);
    var known = known(alert);
    var decision =
        switch (alert.getStatus()) {
          case "resolved" -> known.map(e -> ended(e, alert)).orElse(Decision.NOTHING);
          case "acknowledged" ->
              known.map(e -> sender().acknowledged(e, alert)).orElse(Decision.NOTHING);
          case "updated" -> known.map(e -> updated(e, alert)).orElse(Decision.NOTHING);
          case "unacknowledged" ->
              known.map(e -> sender().unacknowledged(e, alert)).orElse(Decision.NOTHING);
          case "snoozed", "noted", "escalated", "reassigned" ->
              known
                  .flatMap(
                      e -> SenderRules.actionOf(alert).map(it -> sender().respond(e, alert, it)))
                  .orElse(Decision.NOTHING);
          // A deployment, say: shown beside the alerts of its service, and nobody's problem.
          case "change" -> Decision.NOTHING;
          default ->
              isOver(alert)
                  ? known.map(e -> ended(e, alert)).orElse(Decision.NOTHING)
                  : known.map(e -> firing(e, alert)).orElseGet(() -> open(alert));
        };
    return heard(alert, decision);
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

  private Decision firing(Escalation incident, Alert alert) {
    var known = memory.alert(incident.id(), alert.getIntegration(), alert.getKey());
    var repeat = known.filter(signal -> signal.isSameEpisode(alert));
    if (!(incident.phase() instanceof Phase.Resolved resolved)) {
      return joined(turn(incident), alert, known, repeat.isPresent());
    }
    if (repeat.isPresent()) {
      return stillFiring(incident, alert);
    }
    return isReopened(resolved)
        ? admit(alert, log -> reopened(incident, alert, known, log))
        : open(alert);
  }

  private boolean isReopened(Phase.Resolved resolved) {
    return now.isBefore(resolved.reopenUntil()) && !resolved.stub();
  }

  /** A repeat of an episode that was resolved by hand: seen, and otherwise without effect. */
  private Decision stillFiring(Escalation incident, Alert alert) {
    var turn = turn(incident);
    repeat(turn, alert);
    return turn.decision();
  }

  private Decision joined(Turn turn, Alert alert, Optional<AlertSignal> known, boolean repeat) {
    var severity = Severity.of(alert.getSeverity());
    var newName = !turn.signals.knows(AlertSignal.nameOf(alert));
    var signal = repeat ? repeat(turn, alert) : join(turn, alert, known);
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
    }
    return turn.decision();
  }

  /** It is shown, and changes nothing: whoever is being asked for shall still come. */
  private static void eased(Turn turn, AlertSignal signal) {
    turn.record(
        "severity-eased",
        event ->
            event
                .setAlertKey(Brief.cut(signal.key(), Brief.LONGEST_TITLE))
                .setIntegration(signal.integration())
                .setText(signal.name())
                .setWhy(
                    "Its source rates '%s' as %s now; the incident stays %s until it is resolved"
                        .formatted(
                            signal.name(), signal.severity().text(), turn.severity().text())));
  }

  private AlertSignal repeat(Turn turn, Alert alert) {
    var signal = signal(turn, alert);
    turn.signals = turn.signals.repeated(signal);
    return signal;
  }

  /** The alert as it is remembered from now on. */
  private AlertSignal signal(Turn turn, Alert alert) {
    var signal = AlertSignal.of(alert, turn.id(), now).within(turn.brief);
    turn.effect(new Effect.KeepAlert(signal));
    return signal;
  }

  /** A new alert, or a new episode of one whose last may not have been seen to end. */
  private AlertSignal join(Turn turn, Alert alert, Optional<AlertSignal> known) {
    var signal = signal(turn, alert);
    ByKey.of(alert)
        .ifPresent(
            group -> turn.effect(new Effect.KeepGroup(alert.getService(), group, turn.id())));
    var over = known.filter(AlertSignal::firing).isPresent() ? 1 : 0;
    turn.signals = turn.signals.ended(over).joined(signal, known.isPresent());
    turn.record(
        "alert-joined",
        event ->
            event
                .setAlertKey(Brief.cut(alert.getKey(), Brief.LONGEST_TITLE))
                .setIntegration(alert.getIntegration())
                .setText(signal.name())
                .setWhy(known.isPresent() ? "It fires again" : "Same service and group"));
    return signal;
  }

  /** The policy for the new severity takes over at once. */
  private void raise(Turn turn, Severity severity, Alert alert, AlertSignal signal) {
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
      case Phase.Parked p when sameRules -> {}
      case Phase.Parked p -> restart(turn, signal, why);
      case Phase.Snoozed s -> restart(turn, signal, why);
      case Phase.Suppressed s -> {}
      case Phase.Deferred d when sameRules -> {}
      case Phase.Deferred d -> restart(turn, signal, why);
      case Phase.Acknowledged a -> {
        turn.phase = Acknowledging.renewed(turn, a);
        Joining.worse(turn, why);
      }
      case Phase.Resolved r -> {}
    }
  }

  private static void restart(Turn turn, AlertSignal signal, String why) {
    Pager.cancelAll(turn, why);
    Holds.start(turn, signal, why);
  }

  private Decision reopened(
      Escalation incident, Alert alert, Optional<AlertSignal> known, ServiceLog log) {
    var turn = turn(incident);
    turn.effect(new Effect.KeepService(log));
    turn.effect(new Effect.KeepGroup(alert.getService(), alert.getGroupKey(), incident.id()));
    turn.counts.reopenings++;
    var signal = join(turn, alert, known);
    turn.record(
        "reopened",
        event ->
            event.setWhy(
                "It fires again within "
                    + Words.duration(directory.limits().reopenWindow())
                    + " of its resolution"));
    var severity = Severity.of(alert.getSeverity());
    if (severity.above(turn.severity())) {
      turn.raise(severity);
      turn.follow(directory.route(alert.getService(), severity, alert.getLabels(), now));
    }
    Holds.start(turn, signal, "it was reopened");
    return turn.decision();
  }

  // ---- opening

  private Decision open(Alert alert) {
    if (alert.getTest()) {
      // It is shown by itself, and makes no storm of what is real.
      return begin(alert, memory.service(alert.getService()), false);
    }
    return admit(alert, log -> begin(alert, log, false));
  }

  /**
   * Starts an incident, or starts one again, unless that happens too often: then the alert joins
   * the service's storm.
   */
  private Decision admit(Alert alert, Function<ServiceLog, Decision> alone) {
    var limits = directory.limits();
    var log =
        memory
            .service(alert.getService())
            .opening(now, limits.stormWindow(), limits.stormThreshold());
    return log.openings().size() <= limits.stormThreshold()
        ? alone.apply(log)
        : Optional.ofNullable(log.storm())
            .flatMap(memory::incident)
            .map(storm -> storm(storm, alert, log))
            .orElseGet(() -> begin(alert, log, true));
  }

  private Decision storm(Escalation storm, Alert alert, ServiceLog log) {
    if (!(storm.phase() instanceof Phase.Resolved resolved)) {
      return fold(storm, alert, log);
    }
    var known = memory.alert(storm.id(), alert.getIntegration(), alert.getKey());
    return isReopened(resolved) ? reopened(storm, alert, known, log) : begin(alert, log, true);
  }

  private Decision fold(Escalation storm, Alert alert, ServiceLog log) {
    var turn = turn(storm);
    turn.effect(new Effect.KeepService(log));
    turn.effect(new Effect.KeepGroup(alert.getService(), alert.getGroupKey(), storm.id()));
    var known = memory.alert(storm.id(), alert.getIntegration(), alert.getKey());
    return joined(turn, alert, known, false);
  }

  private Decision begin(Alert alert, ServiceLog before, boolean storm) {
    var log = before.numbered();
    var id = log.service() + "-" + log.counter();
    var severity = Severity.of(alert.getSeverity());
    var routing = directory.route(alert.getService(), severity, alert.getLabels(), now);
    var brief = Brief.of(id, alert, routing, directory, now);
    var told = storm ? Brief.ofStorm(brief, directory.limits()) : brief;
    var turn = new Turn(memory, directory, told, alert.getGroupKey(), routing, now);
    turn.storm = storm;
    turn.effect(new Effect.KeepService(storm ? log.withStorm(id) : log));
    turn.effect(new Effect.KeepGroup(alert.getService(), alert.getGroupKey(), id));
    ByKey.of(alert)
        .ifPresent(
            group -> turn.effect(new Effect.KeepGroup(alert.getService(), group, turn.id())));
    var signal = signal(turn, alert);
    turn.signals = turn.signals.joined(signal, false);
    opened(turn, alert, routing);
    Holds.start(turn, signal, storm ? "many incidents of one service at once" : routing.why());
    return turn.decision();
  }

  private static void opened(Turn turn, Alert alert, Directory.Routing routing) {
    turn.record(
        "opened",
        event ->
            event
                .setAlertKey(Brief.cut(alert.getKey(), Brief.LONGEST_TITLE))
                .setIntegration(alert.getIntegration())
                .setText(turn.brief.getTitle())
                .setWhy(routing.why()));
  }

  /** The source rates an open alert anew; what it calls it is shown with the alert. */
  private Decision updated(Escalation incident, Alert alert) {
    var severity = Severity.of(alert.getSeverity());
    var firing =
        memory
            .alert(incident.id(), alert.getIntegration(), alert.getKey())
            .filter(AlertSignal::firing);
    if (alert.getSeverityText().isEmpty() || firing.isEmpty() || incident.isResolved()) {
      return Decision.NOTHING;
    }
    var turn = turn(incident);
    if (severity.above(turn.severity())) {
      raise(turn, severity, withLabels(alert, turn, firing.get()), firing.get());
    }
    return turn.decision();
  }

  /** Whoever rates an alert anew needn't say again what it is about. */
  private static Alert withLabels(Alert alert, Turn turn, AlertSignal signal) {
    var labels = signal.labels() == null ? turn.brief.getLabels() : signal.labels();
    return Alert.newBuilder(alert).setLabels(labels).build();
  }

  // ---- ended, acknowledged at the source

  private Decision ended(Escalation incident, Alert alert) {
    return memory
        .alert(incident.id(), alert.getIntegration(), alert.getKey())
        .filter(AlertSignal::firing)
        .map(signal -> ended(incident, signal, Optional.ofNullable(alert.getBy())))
        .orElse(Decision.NOTHING);
  }

  private Decision ended(Escalation incident, AlertSignal signal, Optional<String> by) {
    var turn = turn(incident);
    turn.effect(new Effect.KeepAlert(signal.ended()));
    turn.signals = turn.signals.ended(1);
    endIfAllEnded(
        turn, by.map(who -> "resolved at the source by " + who).orElse("resolved by the source"));
    return turn.decision();
  }

  /** Resolves an incident none of whose alerts fires any more, unless they come and go. */
  static void endIfAllEnded(Turn turn, String why) {
    if (turn.signals.firing() > 0 || turn.phase instanceof Phase.Resolved) {
      return;
    }
    if (turn.counts.reopenings < FLAPS) {
      Resolution.resolve(turn, null, event -> event.setWhy("All its alerts ended: " + why));
      return;
    }
    var settled = turn.now.plus(turn.directory.limits().reopenWindow());
    turn.signals = turn.signals.settling(settled);
    turn.record(
        "flapping",
        event ->
            event
                .setDeadline(settled)
                .setWhy(
                    "All its alerts ended, but it was reopened %d times: resolved if none comes back"
                        .formatted(turn.counts.reopenings)));
  }

  /** It came and went, and now has been quiet for long enough. */
  static void settled(Turn turn) {
    if (!(turn.phase instanceof Phase.Resolved)) {
      Resolution.resolve(
          turn, null, event -> event.setWhy("All its alerts ended, and none came back"));
    }
  }

  private SenderRules sender() {
    return new SenderRules(memory, directory, now);
  }

  private Turn turn(Escalation incident) {
    return new Turn(memory, directory, incident, now);
  }
}

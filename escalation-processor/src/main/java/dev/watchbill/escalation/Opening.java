package dev.watchbill.escalation;

import dev.watchbill.schemas.Alert;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** How incidents begin: anew, again, or as the one that stands for a storm. */
record Opening(Memory memory, Directory directory, Instant now, Arrival arrival) {

  /** Whether what fires again now is the same incident. */
  boolean mayReopen(Phase.Resolved resolved) {
    return now.isBefore(resolved.reopenUntil()) && !resolved.stub();
  }

  /** It fires again soon after it was resolved. */
  Decision reopened(Escalation incident, Alert alert, Optional<AlertSignal> known, ServiceLog log) {
    var turn = new Turn(memory, directory, incident, now);
    turn.effect(new Effect.KeepService(log));
    Groups.take(turn, alert);
    turn.counts.reopenings++;
    // What a person asked for was about the last time.
    turn.byHand = false;
    var signal = arrival.join(turn, alert, known);
    var severity = Severity.of(alert.getSeverity());
    var why =
        known.filter(AlertSignal::firing).isPresent() && severity.above(turn.severity())
            ? gotWorse(turn.severity(), severity)
            : "It fires again within "
                + Words.duration(directory.limits().reopenWindow())
                + " of its resolution";
    turn.record("reopened", event -> event.setWhy(why));
    if (severity.above(turn.severity())) {
      turn.raise(severity);
      turn.follow(directory.route(alert.getService(), severity, alert.getLabels(), now));
    }
    Holds.start(turn, signal, "it was reopened");
    return turn.decision();
  }

  private static String gotWorse(Severity from, Severity to) {
    return "It is %s now, and was %s when it was resolved by hand"
        .formatted(to.text(), from.text());
  }

  /** A new incident, or one more alert of a storm. */
  Decision open(Alert alert) {
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
  Decision admit(Alert alert, Function<ServiceLog, Decision> alone) {
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
    var known = memory.alert(storm.id(), alert.getIntegration(), alert.getKey());
    if (!(storm.phase() instanceof Phase.Resolved resolved)) {
      return fold(storm, alert, known, log);
    }
    return mayReopen(resolved) ? reopened(storm, alert, known, log) : begin(alert, log, true);
  }

  private Decision fold(
      Escalation storm, Alert alert, Optional<AlertSignal> known, ServiceLog log) {
    var turn = new Turn(memory, directory, storm, now);
    turn.effect(new Effect.KeepService(log));
    Groups.take(turn, alert);
    return arrival.joined(turn, alert, known, false);
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
    Groups.take(turn, alert);
    Groups.keepKey(turn, alert);
    var signal = arrival.signal(turn, alert, Optional.empty());
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
}

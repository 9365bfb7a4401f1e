package dev.watchbill.escalation;

import dev.watchbill.escalation.Responder.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is due. A deadline that lost its race is normal: then there is nothing to do. */
final class DeadlineRules {
  // A rule that is later than this was slept over, and not only looked at a little late.
  private static final Duration OUTAGE = Duration.ofSeconds(30);

  private static final Duration LONGEST_STALE = Duration.ofMinutes(5);

  private final Turn turn;

  private DeadlineRules(Turn turn) {
    this.turn = turn;
  }

  static Decision decide(Memory memory, Directory directory, String incident, Instant now) {
    var known = memory.incident(incident);
    if (known.isEmpty() || isAhead(known.get(), now)) {
      return Decision.NOTHING;
    }
    if (known.get().phase() instanceof Phase.Resolved resolved
        && !now.isBefore(resolved.forgetAt())) {
      return forget(memory, known.get());
    }
    return new DeadlineRules(new Turn(memory, directory, known.get(), now)).decide();
  }

  private static boolean isAhead(Escalation incident, Instant now) {
    var next = incident.nextDeadline();
    return next == null || next.isAfter(now);
  }

  private Decision decide() {
    runOutAlerts();
    if (turn.signals.firing() == 0 && isDue(turn.signals.settlesAt())) {
      AlertsEnd.settled(turn);
    }
    if (turn.phase instanceof Phase.Paging && Holds.putAside(turn)) {
      return turn.decision();
    }
    if (stepIsDue()) {
      step((Phase.Paging) turn.phase);
    } else {
      missedReceipts();
      ownRules();
      phase();
    }
    return turn.decision();
  }

  private boolean isDue(@Nullable Instant at) {
    return at != null && !at.isAfter(turn.now);
  }

  private boolean stepIsDue() {
    return turn.phase instanceof Phase.Paging paging && isDue(paging.due());
  }

  private void step(Phase.Paging paging) {
    if (paging.step() != 0) {
      turn.record(
          "escalated",
          event ->
              event
                  .setStep(paging.step())
                  .setDeadline(paging.due())
                  .setWhy("Nobody acknowledged in time"));
    }
    var why = paging.step() == 0 ? turn.planRef.why() : "nobody acknowledged in time";
    Steps.next(turn, paging, paging.due(), why);
  }

  private void phase() {
    switch (turn.phase) {
      case Phase.Paging p when p.handoffAt() != null && isDue(p.handoffAt()) ->
          Handing.over(turn, p, p.handoffAt());
      case Phase.Paging p -> {}
      case Phase.Acknowledged a when isDue(a.expires()) ->
          backTo(
              "ack-expired",
              a.by(),
              a.schedule(),
              a.step(),
              a.round(),
              "the acknowledgement expired");
      case Phase.Acknowledged a when a.untold() > 0 && isDue(a.tellFrom()) ->
          Joining.catchUp(turn, a);
      case Phase.Acknowledged a -> {}
      case Phase.Snoozed s when isDue(s.until()) ->
          backTo("unsnoozed", s.by(), s.schedule(), s.step(), s.round(), "the snooze is over");
      case Phase.Snoozed s -> {}
      case Phase.Suppressed s when isDue(s.askAgainAt()) -> Holds.look(turn, s);
      case Phase.Suppressed s -> {}
      case Phase.Deferred d when isDue(d.until()) ->
          Holds.start(turn, null, "the support hours it waited for began");
      case Phase.Deferred d -> {}
      case Phase.Parked p -> {}
      case Phase.Resolved r when !r.stub() && isDue(r.reopenUntil()) -> shrink(r);
      case Phase.Resolved r -> {}
    }
  }

  /** Whoever had it is asked again, or who is on call now if they are off duty; then it goes on. */
  private void backTo(
      String type, String by, @Nullable String schedule, int step, int round, String why) {
    turn.record(type, event -> event.setPerson(by).setWhy(why));
    if (Holds.putAside(turn)) {
      return;
    }
    var asked = askedAgain(by, schedule);
    if (asked.isEmpty()) {
      Steps.next(turn, Phase.Paging.before(before(step), round, turn.now), turn.now, why);
      return;
    }
    var wait = Steps.waitAfter(turn.plan, turn.directory, step == 0 ? 1 : step, round);
    var due = turn.now.plus(wait);
    turn.phase = Phase.Paging.before(step, round, due).withHandoffAt(Handing.next(turn, step, due));
    Pager.pageStep(turn, asked.stream().map(c -> new Steps.Paged(c, List.of())).toList(), why);
    Publication.assign(turn, why);
  }

  /**
   * Nobody can be asked again, as it was a machine, or who had it is away: its step is run again.
   */
  private static int before(int step) {
    return step > 0 ? step - 1 : step;
  }

  private List<Targets.Chosen> askedAgain(String by, @Nullable String schedule) {
    var onCall =
        schedule == null ? List.<Directory.Duty>of() : turn.directory.onCall(schedule, turn.now);
    var known = onCall.stream().filter(d -> turn.directory.person(d.person()).isPresent()).toList();
    if (isAway(by) && known.stream().allMatch(duty -> duty.person().equals(by))) {
      return List.of();
    }
    if (!known.isEmpty() && known.stream().noneMatch(duty -> duty.person().equals(by))) {
      return known.stream()
          .map(d ->
              new Targets.Chosen(
                  d.person(),
                  schedule,
                  "on call in %s, where %s no longer is"
                      .formatted(schedule, turn.directory.nameOf(by))))
          .toList();
    }
    return turn.directory.person(by).isPresent()
        ? List.of(new Targets.Chosen(by, schedule, "you had it"))
        : List.of();
  }

  private boolean isAway(String person) {
    return turn.directory
        .availability(person)
        .filter(said -> said.getState().equals("away"))
        .filter(said -> said.getUntil() == null || turn.now.isBefore(said.getUntil()))
        .isPresent();
  }

  private void missedReceipts() {
    for (var responder : List.copyOf(turn.responders)) {
      responder
          .waiting()
          .filter(a -> isDue(a.receiptBy()))
          .toList()
          .forEach(a -> missed(responder.person(), a));
    }
  }

  private void missed(String person, Responder.Attempt attempt) {
    var responder = turn.responder(person);
    if (responder
        .flatMap(r -> r.attempt(attempt.page()))
        .filter(a -> a.fate() == Responder.Fate.WAITING)
        .isEmpty()) {
      return; // The step went on meanwhile, and called it back.
    }
    var failed = responder.orElseThrow().withFate(attempt.page(), Responder.Fate.FAILED);
    turn.replace(failed);
    turn.record(
        "receipt",
        event ->
            event
                .setPerson(person)
                .setChannel(attempt.channel())
                .setPage(attempt.page())
                .setOutcome("failed")
                .setWhy("No receipt in time"));
    ReceiptRules.failed(turn, failed, attempt, "no receipt in time");
  }

  private void ownRules() {
    for (var responder : List.copyOf(turn.responders)) {
      var due = responder.pending().stream().filter(rule -> isDue(rule.due())).toList();
      if (!due.isEmpty() && !Pager.waits(turn, responder) && !Handing.tookOver(turn, responder)) {
        ownRules(responder.person(), withoutOverslept(responder, due));
      }
    }
  }

  /** After an outage one page is enough: the last of the rules, which insists most. */
  private List<Pending> withoutOverslept(Responder responder, List<Pending> due) {
    var last = due.stream().map(Pending::due).max(Instant::compareTo).orElse(turn.now);
    var overslept =
        due.stream()
            .filter(rule -> rule.due().isBefore(last))
            .filter(rule -> rule.due().plus(OUTAGE).isBefore(turn.now))
            .toList();
    if (overslept.isEmpty()) {
      return due;
    }
    var left = responder.pending().stream().filter(rule -> !overslept.contains(rule)).toList();
    turn.replace(responder.withPending(left));
    overslept.forEach(rule ->
        turn.record(
            "not-paged",
            event ->
                event
                    .setPerson(responder.person())
                    .setChannel(rule.channel())
                    .setDeadline(rule.due())
                    .setWhy("Overdue after an outage; their next rule is due too, and is used")));
    return due.stream().filter(rule -> !overslept.contains(rule)).toList();
  }

  private void ownRules(String person, List<Pending> due) {
    for (var rule : due) {
      var now = turn.responder(person).filter(r -> r.pending().contains(rule));
      now.ifPresent(r ->
          Pager.pageBy(
              turn,
              r.withPending(r.pending().stream().filter(p -> !p.equals(rule)).toList()),
              rule.channel(),
              "their own rule: next by " + rule.channel()));
    }
  }

  // ---- alerts that ran out

  private void runOutAlerts() {
    var end = turn.signals.nextEnd();
    if (!isDue(end)) {
      return;
    }
    var all = alerts();
    var after = all.stream().map(s -> s.isOver(turn.now) ? runOut(s) : s).toList();
    var stillFiring = after.stream().filter(AlertSignal::firing).toList();
    var next =
        stillFiring.stream().flatMap(s -> Stream.ofNullable(s.endsAt())).min(Instant::compareTo);
    var ended = all.stream().filter(AlertSignal::firing).count() - stillFiring.size();
    turn.signals = turn.signals.ended((int) ended).withNextEnd(next.orElse(null));
    AlertsEnd.ifAll(
        turn,
        turn.brief.getTest()
            ? "it was a test"
            : "they were not renewed, though their integration was heard");
  }

  private List<AlertSignal> alerts() {
    try (var all = turn.memory.alerts(turn.id())) {
      return all.toList();
    }
  }

  /** Ends an alert whose integration is otherwise heard; else it is only marked as stale. */
  private AlertSignal runOut(AlertSignal signal) {
    if (turn.brief.getTest()) {
      alertEvent("expired", signal, "It was a test, and ends by itself");
      return keep(signal.ended());
    }
    // Heard in the second half of its validity: by then a signal of this one was to be expected.
    var half = signal.validity().dividedBy(2);
    // Here it is heard only with alerts of this partition's services; intake hears all of it.
    var heard =
        Stream.concat(
                turn.memory.heard(signal.integration()).stream(),
                turn.directory.heard(signal.integration()).stream())
            .max(Instant::compareTo)
            .filter(at -> at.isAfter(turn.now.minus(half)) && at.isAfter(signal.lastSeen()));
    if (heard.isPresent()) {
      alertEvent("expired", signal, "It was not renewed, though its integration was heard");
      return keep(signal.ended());
    }
    // The longer it is stale the longer half of that is; an integration that is back is noticed
    // soon.
    var wait = half.compareTo(LONGEST_STALE) > 0 ? LONGEST_STALE : half;
    var again = turn.now.plus(Plan.atLeast(wait, Duration.ofSeconds(1)));
    if (!signal.stale()) {
      alertEvent(
          "stale", signal, "It was not renewed, but its integration is silent: it stays open");
    }
    return keep(signal.heldAsStale(again));
  }

  private AlertSignal keep(AlertSignal signal) {
    turn.effect(new Effect.KeepAlert(signal));
    return signal;
  }

  private void alertEvent(String type, AlertSignal signal, String why) {
    turn.record(
        type,
        event ->
            event
                .setAlertKey(Brief.cut(signal.key(), Brief.LONGEST_TITLE))
                .setIntegration(signal.integration())
                .setText(signal.name())
                .setWhy(why));
  }

  // ---- the end

  /** What identifies it stays, to answer late responses; the rest was published. */
  private void shrink(Phase.Resolved resolved) {
    turn.phase =
        new Phase.Resolved(
            resolved.by(), resolved.at(), resolved.reopenUntil(), resolved.forgetAt(), true);
    turn.brief = Brief.stub(turn.brief);
    turn.responders.clear();
    turn.channels.clear();
    if (turn.signals.firing() == 0) {
      letGo();
    }
  }

  private void letGo() {
    forgetGroups(turn.memory, turn.freeze()).forEach(turn::effect);
    turn.effect(new Effect.ForgetAlerts(turn.id()));
  }

  private static Decision forget(Memory memory, Escalation incident) {
    var effects = new ArrayList<Effect>(forgetGroups(memory, incident));
    effects.add(new Effect.ForgetAlerts(incident.id()));
    effects.add(new Effect.ForgetIncident(incident.id()));
    return new Decision(effects);
  }

  /** The groups whose alerts are still this incident's; others belong to a newer one by now. */
  private static List<Effect> forgetGroups(Memory memory, Escalation incident) {
    try (var alerts = memory.alerts(incident.id())) {
      return Stream.concat(
              Stream.of(incident.groupKey()),
              alerts.flatMap(
                  alert -> Stream.of(alert.groupKey(), ByKey.of(alert.integration(), alert.key()))))
          .distinct()
          .filter(group ->
              memory
                  .incidentOf(incident.service(), group)
                  .filter(incident.id()::equals)
                  .isPresent())
          .<Effect>map(group -> new Effect.ForgetGroup(incident.service(), group))
          .toList();
    }
  }
}

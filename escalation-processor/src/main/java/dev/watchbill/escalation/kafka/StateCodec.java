package dev.watchbill.escalation.kafka;

import dev.watchbill.escalation.AlertSignal;
import dev.watchbill.escalation.Escalation;
import dev.watchbill.escalation.PlanRef;
import dev.watchbill.escalation.Received;
import dev.watchbill.escalation.Responder;
import dev.watchbill.escalation.ServiceLog;
import dev.watchbill.escalation.Severity;
import dev.watchbill.escalation.Signals;
import dev.watchbill.escalation.Tally;
import dev.watchbill.escalation.Toll;
import dev.watchbill.schemas.AlertState;
import dev.watchbill.schemas.IncidentState;
import dev.watchbill.schemas.ServiceState;
import dev.watchbill.schemas.StateAttempt;
import dev.watchbill.schemas.StatePending;
import dev.watchbill.schemas.StatePlan;
import dev.watchbill.schemas.StateResponder;
import dev.watchbill.schemas.StateSignals;
import dev.watchbill.schemas.StateTally;
import dev.watchbill.schemas.StateToll;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is kept, as records: there and back gives the same. */
final class StateCodec {
  private StateCodec() {}

  static IncidentState toRecord(Escalation incident) {
    return IncidentState.newBuilder()
        .setBrief(incident.brief())
        .setGroupKey(incident.groupKey())
        .setStorm(incident.storm())
        .setPlan(toRecord(incident.plan()))
        .setPhase(PhaseCodec.toRecord(incident.phase()))
        .setSignals(toRecord(incident.signals()))
        .setResponders(incident.responders().stream().map(StateCodec::toRecord).toList())
        .setChannels(incident.channels())
        .setTally(toRecord(incident.tally()))
        .setByHand(incident.byHand())
        .setHint(millis(incident.hint()))
        .setTrace(incident.trace())
        .build();
  }

  static Escalation fromRecord(IncidentState state) {
    return new Escalation(
        state.getBrief(),
        state.getGroupKey(),
        state.getStorm(),
        fromRecord(state.getPlan()),
        PhaseCodec.fromRecord(state.getPhase()),
        fromRecord(state.getSignals()),
        state.getResponders().stream().map(StateCodec::fromRecord).toList(),
        state.getChannels(),
        fromRecord(state.getTally()),
        state.getByHand(),
        instant(state.getHint()),
        state.getTrace());
  }

  static AlertState toRecord(AlertSignal alert) {
    return AlertState.newBuilder()
        .setIntegration(alert.integration())
        .setKey(alert.key())
        .setIncident(alert.incident())
        .setGroupKey(alert.groupKey())
        .setName(alert.name())
        .setSeverity(alert.severity().text())
        .setFiring(alert.firing())
        .setStale(alert.stale())
        .setStartedAt(millis(alert.startedAt()))
        .setLastSeen(alert.lastSeen().toEpochMilli())
        .setEndsAt(millis(alert.endsAt()))
        .setLabels(alert.labels())
        .setEndedAt(millis(alert.endedAt()))
        .setFirstReceivedAt(millis(alert.received().first()))
        .setLastReceivedAt(millis(alert.received().last()))
        .setEndReceivedAt(millis(alert.received().end()))
        .setHoldsMs(alert.grace() == null ? null : alert.grace().validity().toMillis())
        .setGraceSpent(alert.isGraceSpent())
        .build();
  }

  static AlertSignal fromRecord(AlertState state) {
    return new AlertSignal(
        state.getIntegration(),
        state.getKey(),
        state.getIncident(),
        state.getGroupKey(),
        state.getName(),
        Severity.of(state.getSeverity()),
        state.getFiring(),
        state.getStale(),
        instant(state.getStartedAt()),
        Instant.ofEpochMilli(state.getLastSeen()),
        instant(state.getEndsAt()),
        state.getLabels(),
        instant(state.getEndedAt()),
        new Received(
            instant(state.getFirstReceivedAt()),
            instant(state.getLastReceivedAt()),
            instant(state.getEndReceivedAt())),
        state.getHoldsMs() == null
            ? null
            : new AlertSignal.Grace(Duration.ofMillis(state.getHoldsMs()), state.getGraceSpent()));
  }

  static ServiceState toRecord(ServiceLog log) {
    return ServiceState.newBuilder()
        .setService(log.service())
        .setCounter(log.counter())
        .setOpenings(log.openings().stream().map(Instant::toEpochMilli).toList())
        .setStorm(log.storm())
        .setOpen(counted(log.open()))
        .setTended(counted(log.tended()))
        .setSince(log.since().toEpochMilli())
        .setTurns(log.turns())
        .build();
  }

  static ServiceLog fromRecord(ServiceState state) {
    return new ServiceLog(
        state.getService(),
        state.getCounter(),
        state.getOpenings().stream().map(Instant::ofEpochMilli).toList(),
        state.getStorm(),
        counts(state.getOpen()),
        counts(state.getTended()),
        Instant.ofEpochMilli(state.getSince()),
        state.getTurns());
  }

  private static Map<String, Integer> counted(Map<Severity, Integer> counts) {
    return counts.entrySet().stream()
        .collect(Collectors.toMap(count -> count.getKey().text(), Map.Entry::getValue));
  }

  private static Map<Severity, Integer> counts(Map<String, Integer> counted) {
    return counted.entrySet().stream()
        .collect(Collectors.toMap(count -> Severity.of(count.getKey()), Map.Entry::getValue));
  }

  private static StatePlan toRecord(PlanRef plan) {
    return new StatePlan(
        plan.hash(), plan.policy(), plan.why(), plan.fallback(), plan.rosterVersion());
  }

  private static PlanRef fromRecord(StatePlan plan) {
    return new PlanRef(
        plan.getHash(),
        plan.getPolicy(),
        plan.getWhy(),
        plan.getFallback(),
        plan.getRosterVersion());
  }

  private static StateSignals toRecord(Signals signals) {
    return new StateSignals(
        signals.total(),
        signals.firing(),
        signals.received(),
        signals.names(),
        signals.lastSeen().toEpochMilli(),
        millis(signals.nextEnd()),
        millis(signals.settlesAt()));
  }

  private static Signals fromRecord(StateSignals signals) {
    return new Signals(
        signals.getTotal(),
        signals.getFiring(),
        signals.getReceived(),
        signals.getNames(),
        Instant.ofEpochMilli(signals.getLastSeen()),
        instant(signals.getNextEnd()),
        instant(signals.getSettlesAt()));
  }

  private static StateResponder toRecord(Responder responder) {
    return new StateResponder(
        responder.person(),
        responder.schedule(),
        responder.why(),
        responder.current(),
        responder.attempts().stream()
            .map(a ->
                new StateAttempt(
                    a.page(), a.channel(), a.receiptBy().toEpochMilli(), a.fate().name()))
            .toList(),
        responder.pending().stream()
            .map(p -> new StatePending(p.channel(), p.due().toEpochMilli()))
            .toList());
  }

  private static Responder fromRecord(StateResponder responder) {
    return new Responder(
        responder.getPerson(),
        responder.getSchedule(),
        responder.getWhy(),
        responder.getCurrent(),
        responder.getAttempts().stream()
            .map(a ->
                new Responder.Attempt(
                    a.getPage(),
                    a.getChannel(),
                    Instant.ofEpochMilli(a.getReceiptBy()),
                    fate(a.getFate())))
            .toList(),
        responder.getPending().stream()
            .map(p -> new Responder.Pending(p.getChannel(), Instant.ofEpochMilli(p.getDue())))
            .toList());
  }

  /**
   * One that a later build wrote and this one doesn't know: as if nothing was heard of the page.
   */
  private static Responder.Fate fate(String name) {
    return Stream.of(Responder.Fate.values())
        .filter(fate -> fate.name().equals(name))
        .findFirst()
        .orElse(Responder.Fate.WAITING);
  }

  private static StateTally toRecord(Tally tally) {
    return new StateTally(
        tally.events(),
        tally.pages(),
        tally.assignments(),
        tally.revision(),
        tally.publishedAt().toEpochMilli(),
        millis(tally.firstAssigned()),
        millis(tally.firstPaged()),
        millis(tally.firstReceipt()),
        millis(tally.firstAcknowledged()),
        tally.acknowledgedBy(),
        tally.people(),
        tally.steps(),
        tally.rounds(),
        tally.reopenings(),
        tally.offHours(),
        tally.responses(),
        tally.tolls().stream().map(StateCodec::toRecord).toList(),
        tally.lastResort());
  }

  private static Tally fromRecord(StateTally tally) {
    return new Tally(
        tally.getEvents(),
        tally.getPages(),
        tally.getAssignments(),
        tally.getRevision(),
        Instant.ofEpochMilli(tally.getPublishedAt()),
        instant(tally.getFirstAssigned()),
        instant(tally.getFirstPaged()),
        instant(tally.getFirstReceipt()),
        instant(tally.getFirstAcknowledged()),
        tally.getAcknowledgedBy(),
        tally.getPeople(),
        tally.getSteps(),
        tally.getRounds(),
        tally.getReopenings(),
        tally.getOffHours(),
        tally.getResponses(),
        tally.getToll().stream().map(StateCodec::fromRecord).toList(),
        tally.getLastResort());
  }

  private static StateToll toRecord(Toll toll) {
    return new StateToll(
        toll.person(),
        toll.pages(),
        toll.nights().stream().map(LocalDate::toString).toList(),
        toll.offHours().toMillis(),
        millis(toll.acknowledged()));
  }

  private static Toll fromRecord(StateToll toll) {
    return new Toll(
        toll.getPerson(),
        toll.getPages(),
        toll.getNights().stream().map(LocalDate::parse).toList(),
        Duration.ofMillis(toll.getOffHoursMs()),
        instant(toll.getAcknowledged()));
  }

  static @Nullable Long millis(@Nullable Instant at) {
    return at == null ? null : at.toEpochMilli();
  }

  static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}

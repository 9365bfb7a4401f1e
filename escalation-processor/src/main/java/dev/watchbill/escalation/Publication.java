package dev.watchbill.escalation;

import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.PersonToll;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What others are shown of an incident. */
final class Publication {
  static final int TIMELINE = 50;
  private static final Duration COUNTS_AT_MOST_EVERY = Duration.ofSeconds(10);

  private Publication() {}

  /** The incident as others shall see it, if there is anything new that people care about. */
  static Optional<Effect> of(Turn turn, Escalation after, List<IncidentEvent> events) {
    var onlyCounts = events.isEmpty();
    var soon = turn.counts.publishedAt.plus(COUNTS_AT_MOST_EVERY).isAfter(turn.now);
    var same = turn.before != null && turn.before.signals().equals(after.signals());
    var quiet = soon || same || after.isResolved();
    if (onlyCounts && quiet && !endedByItself(turn) && !isNextMoved(turn, after)) {
      return Optional.empty();
    }
    turn.counts.revision++;
    turn.counts.publishedAt = turn.now;
    return Optional.of(new Effect.Publish(incident(turn, after, events)));
  }

  /** It was resolved by hand, and now its source says so too. */
  private static boolean endedByItself(Turn turn) {
    return turn.before != null
        && turn.before.isResolved()
        && turn.before.signals().firing() > 0
        && turn.signals.firing() == 0;
  }

  private static Incident incident(Turn turn, Escalation after, List<IncidentEvent> events) {
    var last = turn.memory.published(turn.id());
    var timeline = new ArrayList<>(last.map(Incident::getTimeline).orElse(List.of()));
    timeline.addAll(events);
    var dropped = Math.max(0, timeline.size() - TIMELINE);
    var brief = turn.brief;
    var isStub = turn.phase instanceof Phase.Resolved resolved && resolved.stub();
    if (isStub) {
      return last.map(Incident::newBuilder)
          .orElseGet(
              () -> Incident.newBuilder().setId(brief.getId()).setService(brief.getService()))
          .setFiring(turn.signals.firing())
          .setStillFiring(turn.signals.firing() > 0)
          .setRevision(turn.counts.revision)
          .build();
    }
    var published =
        Incident.newBuilder()
            .setId(brief.getId())
            .setService(brief.getService())
            .setTeam(brief.getTeam())
            .setGroupKey(Brief.cut(turn.groupKey, Brief.LONGEST_TITLE))
            .setSeverity(brief.getSeverity())
            .setUrgency(brief.getUrgency())
            .setStatus(turn.phase.status())
            .setTitle(brief.getTitle())
            .setText(brief.getText())
            .setRunbook(brief.getRunbook())
            .setAlerts(turn.signals.total())
            .setFiring(turn.signals.firing())
            .setOpenedAt(brief.getOpenedAt())
            .setTest(brief.getTest())
            .setAnyGroup(
                turn.storm || turn.regrouped || last.filter(Incident::getAnyGroup).isPresent())
            .setLastSeen(turn.signals.lastSeen())
            .setAssignees(turn.assignees())
            .setNextDeadline(ahead(after))
            .setPolicy(turn.planRef.policy().isEmpty() ? null : turn.planRef.policy())
            .setPath(turn.path())
            .setRosterVersion(turn.planRef.rosterVersion())
            .setRevision(turn.counts.revision)
            .setTimeline(List.copyOf(timeline.subList(dropped, timeline.size())))
            .setEventsDropped(last.map(Incident::getEventsDropped).orElse(0) + dropped);
    return phase(published, turn).build();
  }

  /** When something is done next must be right: whoever watches us goes by it. */
  private static boolean isNextMoved(Turn turn, Escalation after) {
    return turn.before != null && !Objects.equals(ahead(turn.before), ahead(after));
  }

  private static @Nullable Instant ahead(Escalation after) {
    return switch (after.phase()) {
      case Phase.Resolved resolved -> null;
      // When it is next looked at changes each minute, and is nobody's business.
      case Phase.Suppressed suppressed -> suppressed.suppression().until();
      case Phase.Deferred deferred -> deferred.until();
      case Phase.Paging paging -> after.nextForPeople();
      case Phase.Acknowledged acknowledged -> after.nextForPeople();
      case Phase.Snoozed snoozed -> snoozed.until();
      case Phase.Parked parked -> after.nextForPeople();
    };
  }

  private static Incident.Builder phase(Incident.Builder published, Turn turn) {
    published.setWhy(turn.planRef.why());
    return switch (turn.phase) {
      case Phase.Paging p -> published.setStep(p.step()).setRound(p.round());
      case Phase.Acknowledged a ->
          published
              .setStep(a.step())
              .setRound(a.round())
              .setAcknowledgedAt(a.since())
              .setAcknowledgedBy(a.by());
      case Phase.Snoozed s -> published.setStep(s.step()).setRound(s.round());
      case Phase.Suppressed s ->
          published.setWhy(turn.planRef.why() + "; " + s.suppression().why());
      case Phase.Deferred d -> published.setWhy(turn.planRef.why() + "; " + d.why());
      case Phase.Parked p -> published.setWhy(turn.planRef.why() + "; " + p.why());
      case Phase.Resolved r ->
          published
              .setResolvedAt(r.at())
              .setResolvedBy(r.by())
              .setAcknowledgedAt(turn.counts.firstAcknowledged)
              .setAcknowledgedBy(turn.counts.acknowledgedBy)
              .setStillFiring(turn.signals.firing() > 0);
    };
  }

  /** Tells everybody who has it now. */
  static void assign(Turn turn, String why) {
    if (turn.counts.firstAssigned == null && !turn.assignees().isEmpty()) {
      turn.counts.firstAssigned = turn.now;
    }
    turn.effect(
        new Effect.Assign(
            Assignment.newBuilder()
                .setIncident(brief(turn))
                .setSeq(++turn.counts.assignments)
                .setAt(turn.now)
                .setState(turn.phase.status())
                .setStep(stepOf(turn.phase))
                .setRound(roundOf(turn.phase))
                .setPeople(people(turn))
                .setChannels(List.copyOf(turn.channels))
                .setPatienceUntil(untilOf(turn.phase))
                .setPath(turn.path())
                .setBy(byOf(turn.phase))
                .setTicket(turn.plan.rules().getTicket())
                .setWhy(why)
                .setPolicy(turn.planRef.policy().isEmpty() ? null : turn.planRef.policy())
                .setRosterVersion(turn.planRef.rosterVersion())
                .build()));
    assignedEvent(turn, why);
  }

  private static void assignedEvent(Turn turn, String why) {
    if (turn.phase instanceof Phase.Paging p) {
      turn.record(
          "assigned",
          event ->
              event.setStep(p.step()).setPeople(turn.assignees()).setDeadline(p.due()).setWhy(why));
    }
  }

  private static List<AssignedPerson> people(Turn turn) {
    var assignees = turn.assignees();
    return assignees.stream()
        .map(person ->
            turn.responder(person)
                .map(Publication::assigned)
                .orElseGet(() -> AssignedPerson.newBuilder().setPerson(person).build()))
        .toList();
  }

  private static AssignedPerson assigned(Responder responder) {
    var channels = new ArrayList<String>();
    responder.attempts().forEach(attempt -> channels.add(attempt.channel()));
    responder.pending().forEach(pending -> channels.add(pending.channel()));
    return AssignedPerson.newBuilder()
        .setPerson(responder.person())
        .setSchedule(responder.schedule())
        .setChannels(channels.stream().distinct().toList())
        .setWhy(responder.why())
        .build();
  }

  /** The brief with the count as it is now. */
  static IncidentBrief brief(Turn turn) {
    return IncidentBrief.newBuilder(turn.brief).setAlerts(turn.signals.total()).build();
  }

  static int stepOf(Phase phase) {
    return switch (phase) {
      case Phase.Paging p -> p.step();
      case Phase.Acknowledged a -> a.step();
      case Phase.Snoozed s -> s.step();
      case Phase.Suppressed s -> 0;
      case Phase.Deferred d -> 0;
      case Phase.Parked p -> 0;
      case Phase.Resolved r -> 0;
    };
  }

  static int roundOf(Phase phase) {
    return switch (phase) {
      case Phase.Paging p -> p.round();
      case Phase.Acknowledged a -> a.round();
      case Phase.Snoozed s -> s.round();
      case Phase.Suppressed s -> 1;
      case Phase.Deferred d -> 1;
      case Phase.Parked p -> 1;
      case Phase.Resolved r -> 1;
    };
  }

  private static @Nullable Instant untilOf(Phase phase) {
    return switch (phase) {
      case Phase.Paging p -> p.due();
      case Phase.Acknowledged a -> a.expires();
      case Phase.Snoozed s -> s.until();
      case Phase.Suppressed s -> s.suppression().until();
      case Phase.Deferred d -> d.until();
      case Phase.Parked p -> null;
      case Phase.Resolved r -> null;
    };
  }

  private static @Nullable String byOf(Phase phase) {
    return switch (phase) {
      case Phase.Paging p -> null;
      case Phase.Acknowledged a -> a.by();
      case Phase.Snoozed s -> s.by();
      case Phase.Suppressed s -> s.suppression().by();
      case Phase.Deferred d -> null;
      case Phase.Parked p -> null;
      case Phase.Resolved r -> r.by();
    };
  }

  static ResponseMetrics metrics(Turn turn, @Nullable String by) {
    var opened = turn.brief.getOpenedAt();
    var counts = turn.counts;
    return ResponseMetrics.newBuilder()
        .setIncident(turn.id())
        .setService(turn.brief.getService())
        .setTeam(turn.brief.getTeam())
        .setTier(turn.brief.getTier())
        .setRegion(turn.brief.getRegion())
        .setSeverity(turn.brief.getSeverity())
        .setPolicy(turn.planRef.policy().isEmpty() ? null : turn.planRef.policy())
        .setOpenedAt(opened)
        .setResolvedAt(turn.now)
        .setTimeToAssignMs(since(opened, counts.firstAssigned))
        .setTimeToPageMs(since(opened, counts.firstPaged))
        .setTimeToReceiptMs(since(opened, counts.firstReceipt))
        .setTimeToAcknowledgeMs(since(opened, counts.firstAcknowledged))
        .setTimeToResolveMs(Duration.between(opened, turn.now).toMillis())
        .setPages(counts.sent())
        .setPeople(List.copyOf(counts.people))
        .setAcknowledgedBy(counts.acknowledgedBy)
        .setResolvedBy(by)
        .setSteps(counts.steps)
        .setRounds(counts.rounds)
        .setReopenings(counts.reopenings)
        .setAlerts(turn.signals.total())
        .setOffHours(counts.offHours)
        .setByPerson(counts.tolls().stream().map(toll -> toll(toll, opened)).toList())
        .setLastResort(counts.lastResort)
        .build();
  }

  private static PersonToll toll(Toll toll, Instant opened) {
    return PersonToll.newBuilder()
        .setPerson(toll.person())
        .setPages(toll.pages())
        .setBrokenNights(toll.nights().size())
        .setOffHoursMs(toll.offHours().toMillis())
        .setTimeToAcknowledgeMs(since(opened, toll.acknowledged()))
        .build();
  }

  private static @Nullable Long since(Instant opened, @Nullable Instant then) {
    return then == null ? null : Duration.between(opened, then).toMillis();
  }

  static ServiceStatus status(ServiceLog log) {
    return ServiceStatus.newBuilder()
        .setService(log.service())
        .setSeverity(log.worst().map(Severity::text).orElse(null))
        .setSince(log.since())
        .setOpen(log.openIncidents())
        .setTended(log.worstTended().map(Severity::text).orElse(null))
        .build();
  }
}

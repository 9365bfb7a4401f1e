package dev.watchbill.escalation;

import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.PathStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One incident while one event is being decided: a working copy that starts as what was kept and
 * ends as what shall be. It never leaves the decision, which is therefore still a function.
 */
final class Turn {
  final Memory memory;
  final Directory directory;
  final Instant now;
  final @Nullable Escalation before;

  IncidentBrief brief;
  String groupKey;
  boolean storm;
  boolean byHand;

  /** Whether an alert of it turned out to be in another group by now. */
  boolean regrouped;

  PlanRef planRef;
  Plan plan;
  Phase phase;
  Signals signals;
  List<Responder> responders;
  List<ChatChannel> channels;
  final Counts counts;

  private @Nullable Ahead ahead;
  private final List<IncidentEvent> events = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private boolean ownerCounted;

  /** Goes on with a known incident. */
  Turn(Memory memory, Directory directory, Escalation known, Instant now) {
    this.memory = memory;
    this.directory = directory;
    this.now = now;
    before = known;
    brief = known.brief();
    groupKey = known.groupKey();
    storm = known.storm();
    byHand = known.byHand();
    planRef = known.plan();
    plan = memory.plan(known.plan().hash());
    phase = known.phase();
    signals = known.signals();
    responders = new ArrayList<>(known.responders());
    channels = new ArrayList<>(known.channels());
    counts = new Counts(known.tally());
  }

  /** Begins a new incident. */
  Turn(
      Memory memory,
      Directory directory,
      IncidentBrief brief,
      String groupKey,
      Directory.Routing routing,
      Instant now) {
    this.memory = memory;
    this.directory = directory;
    this.now = now;
    before = null;
    this.brief = brief;
    this.groupKey = groupKey;
    plan = routing.plan();
    planRef = refOf(routing);
    phase = Phase.Paging.before(0, 1, now);
    signals = Signals.none(now);
    responders = new ArrayList<>();
    channels = new ArrayList<>();
    counts = new Counts(Tally.start(directory.isOffHours(routing.team(), now)));
    effects.add(new Effect.KeepPlan(plan));
  }

  /** The path ahead from where it stood when that was last asked. */
  private record Ahead(Phase phase, String plan, List<PathStep> path) {}

  String id() {
    return brief.getId();
  }

  /** Who would be told next; asked for by each page and whatever else tells of the incident. */
  List<PathStep> path() {
    var known = ahead;
    if (known == null || !known.phase().equals(phase) || !known.plan().equals(planRef.hash())) {
      known = new Ahead(phase, planRef.hash(), PathAhead.of(this));
      ahead = known;
    }
    return known.path();
  }

  Severity severity() {
    return Severity.of(brief.getSeverity());
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  /** Writes a timeline entry. */
  IncidentEvent record(String type, UnaryOperator<IncidentEvent.Builder> details) {
    var event =
        details
            .apply(
                IncidentEvent.newBuilder()
                    .setIncident(id())
                    .setService(brief.getService())
                    .setTeam(brief.getTeam())
                    .setSeverity(brief.getSeverity())
                    .setTest(brief.getTest())
                    .setAt(now)
                    .setType(type))
            .setId(id() + "/" + ++counts.events)
            .build();
    events.add(event);
    effects.add(new Effect.Tell(event));
    return event;
  }

  /** From now on the incident follows another policy. */
  void follow(Directory.Routing routing) {
    plan = routing.plan();
    planRef = refOf(routing);
    brief =
        IncidentBrief.newBuilder(brief)
            .setUrgency(plan.rules().getUrgency())
            .setTeam(routing.team().orElse(brief.getTeam()))
            .build();
    effects.add(new Effect.KeepPlan(plan));
  }

  void raise(Severity severity) {
    brief = IncidentBrief.newBuilder(brief).setSeverity(severity.text()).build();
  }

  /** The people who have it, or are being asked to take it. */
  List<String> assignees() {
    return switch (phase) {
      case Phase.Acknowledged a -> List.of(a.by());
      case Phase.Snoozed s -> List.of(s.by());
      case Phase.Paging p ->
          responders.stream().filter(Responder::current).map(Responder::person).toList();
      case Phase.Suppressed s -> List.of();
      case Phase.Deferred d -> List.of();
      case Phase.Parked p -> List.of();
      case Phase.Resolved r -> List.of();
    };
  }

  /** Until when somebody is not to be paged about this one; empty: they may be now. */
  Optional<Instant> quietUntil(String person) {
    return brief.getUrgency().equals("low") ? directory.quietUntil(person, now) : Optional.empty();
  }

  void replace(Responder responder) {
    responders.replaceAll(known -> known.person().equals(responder.person()) ? responder : known);
  }

  Optional<Responder> responder(String person) {
    return responders.stream().filter(r -> r.person().equals(person)).findFirst();
  }

  void show(List<ChatChannel> more) {
    var all = new LinkedHashSet<>(channels);
    all.addAll(more);
    channels = new ArrayList<>(all);
  }

  /** Whether what comes and goes has just come back: then nothing else of it fires. */
  boolean isBack() {
    return before != null && before.signals().areQuiet() && signals.firing() > 0;
  }

  /** Counts how long whoever acknowledged it had it, once that is over. */
  void countOwner() {
    if (before == null
        || !(before.phase() instanceof Phase.Acknowledged had)
        || ownerCounted
        || (phase instanceof Phase.Acknowledged has && has.by().equals(had.by()))) {
      return;
    }
    ownerCounted = true;
    var team = Optional.ofNullable(brief.getTeam());
    var time = directory.offHours(team, had.since(), now);
    if (time.isPositive()) {
      counts.cost(had.by(), toll -> toll.busy(time));
    }
  }

  /** It is an incident of theirs, also where they were never paged for it. */
  private void countWhoHasIt() {
    if (phase instanceof Phase.Snoozed s && directory.person(s.by()).isPresent()) {
      counts.cost(s.by(), toll -> toll);
    }
  }

  /** What has come of it. */
  Decision decision() {
    countOwner();
    countWhoHasIt();
    var after = freeze();
    var all = new ArrayList<>(effects);
    Publication.of(this, after, events).ifPresent(all::add);
    serviceChange(all);
    all.add(new Effect.KeepIncident(freeze()));
    return new Decision(all);
  }

  private void serviceChange(List<Effect> all) {
    if (brief.getTest()) {
      // Nothing is wrong with the service, and what depends on it isn't held back.
      return;
    }
    var from =
        before == null ? null : standing(before.phase(), before.severity(), before.signals());
    var to = standing(phase, severity(), signals);
    if (Objects.equals(from, to)) {
      return;
    }
    var moved = newestLog(all).moved(from, to, now);
    all.removeIf(effect -> effect instanceof Effect.KeepService);
    all.add(new Effect.KeepService(moved));
    all.add(new Effect.Status(Publication.status(moved)));
  }

  /** A page by hand, without any alert, explains nothing that fails elsewhere. */
  private static ServiceLog.@Nullable Standing standing(
      Phase phase, Severity severity, Signals signals) {
    return phase instanceof Phase.Resolved
        ? null
        : new ServiceLog.Standing(severity, phase.isTended() && signals.total() > 0);
  }

  /** What is remembered of the service, with what this decision has changed already. */
  ServiceLog serviceLog() {
    return newestLog(effects);
  }

  private ServiceLog newestLog(List<Effect> all) {
    return all.stream()
        .filter(Effect.KeepService.class::isInstance)
        .map(effect -> ((Effect.KeepService) effect).service())
        .reduce((first, last) -> last)
        .orElseGet(() -> memory.service(brief.getService()));
  }

  Escalation freeze() {
    return new Escalation(
        brief,
        groupKey,
        storm,
        planRef,
        phase,
        signals,
        responders,
        channels,
        counts.freeze(),
        byHand,
        before == null ? null : before.hint(),
        before == null ? null : before.trace());
  }

  private PlanRef refOf(Directory.Routing routing) {
    return new PlanRef(
        routing.plan().hash(),
        routing.plan().policy(),
        routing.why(),
        routing.fallback(),
        directory.version());
  }

  /** Whether it is time for something; null: never. */
  boolean isDue(@Nullable Instant at) {
    return at != null && !at.isAfter(now);
  }
}

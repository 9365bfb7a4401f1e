package dev.watchbill.planner.kafka;

import dev.watchbill.planner.Ahead;
import dev.watchbill.planner.Announcements;
import dev.watchbill.planner.BrokenNight;
import dev.watchbill.planner.Definitions;
import dev.watchbill.planner.Plan;
import dev.watchbill.planner.PlanRecords;
import dev.watchbill.planner.Planner;
import dev.watchbill.planner.Replanning;
import dev.watchbill.planner.Replanning.Outcome;
import dev.watchbill.planner.Served;
import dev.watchbill.planner.Standing;
import dev.watchbill.planner.Upkeep;
import dev.watchbill.roster.check.Contacts;
import dev.watchbill.rota.Person;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.ServedShift;
import dev.watchbill.schemas.kafka.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The published plans: where they are kept, and how decisions about them become records. */
final class PlanDesk {
  private static final Logger LOG = LoggerFactory.getLogger(PlanDesk.class);
  private static final Duration TRY_AGAIN = Duration.ofMinutes(10);

  /** Whoever takes over has so long to say so. */
  private static final Duration TO_ACCEPT = Duration.ofMinutes(30);

  private final Cluster cluster;
  private final PlannerMetrics metrics;
  private final KeyValueStore<String, RosterRecord> staged;
  private final KeyValueStore<String, RotationState> published;
  private final KeyValueStore<String, Long> announced;
  private final KeyValueStore<String, Long> served;
  private final KeyValueStore<String, Long> saidAhead;
  private final KeyValueStore<String, ScheduleEvent> handoffs;
  private final Deadlines deadlines;

  /** Schedules by member, of the roster in force; empty: not read yet. */
  private final Map<String, Set<String>> members = new HashMap<>();

  PlanDesk(ProcessorContext<String, Outgoing> context, Cluster cluster, PlannerMetrics metrics) {
    this.cluster = cluster;
    this.metrics = metrics;
    staged = context.getStateStore(PlannerStores.STAGED);
    published = context.getStateStore(PlannerStores.PUBLISHED);
    announced = context.getStateStore(PlannerStores.ANNOUNCED);
    served = context.getStateStore(PlannerStores.SERVED);
    saidAhead = context.getStateStore(PlannerStores.SAID_AHEAD);
    handoffs = context.getStateStore(PlannerStores.HANDOFFS);
    deadlines = new Deadlines(context.getStateStore(PlannerStores.DEADLINES));
  }

  /** Keeps a schedule of the roster until it is proposed, and for later proposals. */
  void stage(String key, @Nullable RosterRecord value, Changes changes) {
    if (value == null) {
      changes.then(() -> staged.delete(key));
    } else if (value.getSchedule() != null || value.getPerson() != null) {
      changes.then(() -> staged.put(key, value));
    }
  }

  /** What the staged roster wants. */
  Definitions wanted(Standing standing) {
    return Definitions.of(stagedSchedules(), standing);
  }

  /** All published schedules. */
  Collection<String> schedules() {
    return deadlines.schedules();
  }

  /**
   * Plans schedules as a new roster wants them.
   *
   * @param lot all that are planned together with any of them, see {@link Replanning#together}
   */
  void plan(
      Collection<String> lot,
      Definitions wanted,
      Collection<String> people,
      Announcements said,
      Changes changes) {
    replan(lot, wanted, people, "the roster changed", said, changes);
    changes.then(members::clear);
  }

  /** Says that schedules couldn't be planned. */
  void failed(Collection<String> lot, String why, Announcements said, Changes changes) {
    lot.forEach(it -> failed(new Outcome.Failed(it, why), said, changes));
  }

  /**
   * Plans some schedules again after a command.
   *
   * @param standing all that stands from now on
   */
  void replan(
      Collection<String> schedules, Standing standing, String why, Instant now, Changes changes) {
    var together = new TreeSet<String>();
    for (var schedule : schedules) {
      plan(schedule)
          .ifPresent(it -> it.newest().rotas().forEach(rota -> together.add(rota.schedule())));
    }
    var staged = stagedSchedules().stream().filter(it -> together.contains(it.getId())).toList();
    if (staged.isEmpty()) {
      return;
    }
    var wanted = Definitions.of(staged, standing);
    var said = new Announcements(now, version(together.first()));
    replan(wanted.readable().keySet(), wanted, people(), why, said, changes);
    changes.then(members::clear);
  }

  private void replan(
      Collection<String> ids,
      Definitions wanted,
      Collection<String> people,
      String why,
      Announcements said,
      Changes changes) {
    var planner = new Planner();
    for (var outcome : Replanning.only(planner, ids, this::plan, wanted, people, said.at())) {
      switch (outcome) {
        case Outcome.Planned planned -> planned(planner, planned, why, said, changes);
        case Outcome.Unchanged unchanged -> metrics.plan("unchanged");
        case Outcome.Removed removed -> removed(removed, said, changes);
        case Outcome.Failed failed -> failed(failed, said, changes);
      }
    }
  }

  private void planned(
      Planner planner, Outcome.Planned planned, String cause, Announcements said, Changes changes) {
    var before = planned.before();
    var since = before == null ? said.at() : announced(before);
    var after = planned.after();
    var due = Upkeep.due(planner, after, since, said.at());
    write(before, after, since, due, said.rosterVersion(), changes);
    if (before == null) {
      changes.then(() -> saidAhead.put(after.schedule(), said.at().toEpochMilli()));
    }
    var why = before == null ? "the schedule is new" : cause;
    var events = new ArrayList<>(said.planned(before, after, why));
    events.addAll(said.offered(after, planned.offers()));
    events.forEach(event -> tell(event, changes));
    metrics.plan("planned");
    metrics.shiftsMoved(
        events.stream().filter(event -> event.getType().equals("shift-moved")).toList().size());
  }

  private void removed(Outcome.Removed removed, Announcements said, Changes changes) {
    var schedule = removed.schedule();
    var since = servedUntil(removed.before());
    Served.atLast(removed.before(), since, said.at(), version(schedule))
        .forEach(shift -> serve(shift, changes));
    changes.then(() -> served.delete(schedule));
    changes.then(() -> saidAhead.delete(schedule));
    changes.then(() -> handoffs.delete(schedule));
    records(schedule).keySet().forEach(key -> put(key, null, changes));
    changes.then(() -> announced.delete(schedule));
    changes.then(() -> deadlines.remove(schedule));
    said.removed(removed.before()).forEach(event -> tell(event, changes));
    metrics.plan("removed");
  }

  private void failed(Outcome.Failed failed, Announcements said, Changes changes) {
    tell(said.failed(failed.schedule(), team(failed.schedule()), failed.why()), changes);
    metrics.plan("failed");
    LOG.atError()
        .addKeyValue("schedule", failed.schedule())
        .addKeyValue("why", failed.why())
        .log("schedule can't be planned; what is published of it stays");
  }

  /** The nights a page breaks, in the turns in which its receiver was on call. */
  List<BrokenNight> nightsBroken(String who, Instant at) {
    return schedulesOf(who).stream()
        .flatMap(schedule -> plan(schedule).stream())
        .flatMap(plan ->
            plan.rotaAt(at).stream()
                .flatMap(rota -> BrokenNight.of(who, at, rota, plan.shifts()).stream()))
        .toList();
  }

  /** Counts broken nights, from the next turns that aren't published yet. */
  void woken(List<BrokenNight> nights, Changes changes) {
    var woken = new TreeMap<String, Plan>();
    for (var night : nights) {
      var plan = plan(night.schedule()).orElseThrow();
      for (var other : together(plan)) {
        var known = woken.getOrDefault(other.schedule(), other);
        woken.put(
            other.schedule(),
            Planner.woken(known, night.schedule(), night.rotation(), night.who(), night.at()));
      }
      LOG.atInfo()
          .addKeyValue("schedule", night.schedule())
          .addKeyValue("person", night.who())
          .log("night broken");
    }
    woken.forEach((schedule, plan) ->
        PlanRecords.changes(
                records(schedule), PlanRecords.of(plan, version(schedule), changes.at()))
            .forEach((key, state) -> put(key, state, changes)));
  }

  /** Schedules in which somebody may be on call; the roster in force is read once. */
  Collection<String> schedulesOf(String who) {
    if (members.isEmpty()) {
      for (var definition : Definitions.of(stagedSchedules()).readable().values()) {
        for (var rota : definition.rotas()) {
          rota.people().forEach(person -> member(person.id(), rota.schedule()));
          rota.overrides().forEach(override -> member(override.who(), rota.schedule()));
        }
      }
    }
    return members.getOrDefault(who, new TreeSet<>());
  }

  private void member(String who, String schedule) {
    members.computeIfAbsent(who, each -> new TreeSet<>()).add(schedule);
  }

  /** A schedule that needs attention now; empty: none does. */
  Optional<String> due(Instant now) {
    return deadlines.due(now.toEpochMilli());
  }

  /**
   * Does for a schedule what time asks for.
   *
   * @param held gives the unresolved incidents of people
   */
  void attend(String schedule, Planner planner, Instant now, Held held, Changes changes) {
    try {
      var together = together(plan(schedule).orElseThrow());
      var grows = together.stream().anyMatch(it -> !Planner.extensionDue(it).isAfter(now));
      for (var plan : together) {
        var until = grows ? Planner.until(together, now) : plan.until();
        attend(plan, planner, until, now, held, changes);
      }
    } catch (RuntimeException e) {
      // It must not keep the other schedules from their handoffs.
      LOG.atError()
          .addKeyValue("schedule", schedule)
          .setCause(e)
          .log("schedule can't be attended to; tried again in ten minutes");
      metrics.plan("failed");
      changes.then(() -> deadlines.put(schedule, now.plus(TRY_AGAIN).toEpochMilli()));
    }
  }

  /** Gives the unresolved incidents of people. */
  interface Held {
    Collection<String> by(Collection<String> people);
  }

  /** Schedules that are planned together are attended to together, so that their books agree. */
  private List<Plan> together(Plan plan) {
    return plan.newest().rotas().stream()
        .flatMap(rota -> plan(rota.schedule()).stream())
        .filter(other -> other.newest().rotas().equals(plan.newest().rotas()))
        .toList();
  }

  private void attend(
      Plan plan, Planner planner, Instant until, Instant now, Held held, Changes changes) {
    var after = new Changes(cluster, now.toEpochMilli());
    var version = version(plan.schedule());
    var said = new Announcements(now, version);
    var upkeep = Upkeep.of(planner, plan, announced(plan), until, now);
    var extended = upkeep.plan().until().isAfter(plan.until());
    var events = new ArrayList<ScheduleEvent>();
    upkeep
        .handoff()
        .ifPresent(handoff -> {
          var event = said.handoff(plan, handoff, held.by(handoff.outgoing()), this::isReachable);
          events.add(event);
          open(event, after);
        });
    overdue(plan.schedule(), now)
        .ifPresent(it -> {
          events.add(said.unaccepted(it));
          after.then(() -> handoffs.delete(plan.schedule()));
        });
    for (var notice : Ahead.due(upkeep.plan(), saidAhead(plan), now)) {
      events.add(said.ahead(upkeep.plan(), notice, this::zone, this::isReachable));
    }
    after.then(() -> saidAhead.put(plan.schedule(), now.toEpochMilli()));
    if (extended) {
      events.addAll(said.planned(plan, upkeep.grown(), "planned further ahead"));
    }
    events.addAll(said.given(upkeep.grown(), upkeep.plan()));
    Served.of(plan, servedUntil(plan), now, version).forEach(shift -> serve(shift, after));
    after.then(() -> served.put(plan.schedule(), now.toEpochMilli()));
    write(plan, upkeep.plan(), upkeep.announced(), upkeep.due(), version, after);
    events.forEach(event -> tell(event, after));
    changes.add(after);
    upkeep.handoff().ifPresent(handoff -> metrics.handoff());
    if (extended) {
      metrics.plan("extended");
    }
  }

  private void write(
      @Nullable Plan before,
      Plan after,
      Instant since,
      Instant due,
      String version,
      Changes changes) {
    var schedule = after.schedule();
    var old = before == null ? new TreeMap<String, RotationState>() : records(schedule);
    PlanRecords.changes(old, PlanRecords.of(after, version, changes.at()))
        .forEach((key, state) -> put(key, state, changes));
    changes.then(() -> announced.put(schedule, since.toEpochMilli()));
    changes.then(() -> deadlines.put(schedule, withHandoff(schedule, due).toEpochMilli()));
  }

  /** An open handoff is looked at again when its time is up. */
  private Instant withHandoff(String schedule, Instant due) {
    var open = handoffs.get(schedule);
    var end = open == null ? due : open.getAt().plus(TO_ACCEPT);
    return end.isBefore(due) ? end : due;
  }

  private void put(String key, @Nullable RotationState state, Changes changes) {
    changes.send(cluster.topics().rotationState, key, state);
    changes.then(() -> published.put(key, state));
  }

  private Instant saidAhead(Plan plan) {
    var millis = saidAhead.get(plan.schedule());
    return millis == null ? plan.from() : Instant.ofEpochMilli(millis);
  }

  private ZoneId zone(String who) {
    var record = staged.get("person:" + who);
    return record == null || record.getPerson() == null
        ? ZoneOffset.UTC
        : ZoneId.of(record.getPerson().getTimezone());
  }

  /** Somebody of whom nothing is known is not said to be unreachable. */
  private boolean isReachable(String who) {
    var record = staged.get("person:" + who);
    return record == null || record.getPerson() == null || Contacts.work(record.getPerson());
  }

  /** A handoff to somebody waits to be accepted; one before it doesn't any more. */
  private void open(ScheduleEvent handoff, Changes changes) {
    changes.then(() ->
        handoffs.put(handoff.getSchedule(), handoff.getIncoming().isEmpty() ? null : handoff));
  }

  private Optional<ScheduleEvent> overdue(String schedule, Instant now) {
    return Optional.ofNullable(handoffs.get(schedule))
        .filter(it -> !it.getAt().plus(TO_ACCEPT).isAfter(now));
  }

  /** A handoff that waits to be accepted. */
  Optional<ScheduleEvent> openHandoff(String id) {
    var end = id.indexOf("/handoff/");
    return end < 0
        ? Optional.empty()
        : Optional.ofNullable(handoffs.get(id.substring(0, end)))
            .filter(it -> it.getId().equals(id));
  }

  void accepted(String schedule, String by, Instant now, Changes changes) {
    var handoff = Objects.requireNonNull(handoffs.get(schedule));
    tell(new Announcements(now, handoff.getRosterVersion()).accepted(handoff, by), changes);
    changes.then(() -> handoffs.delete(schedule));
  }

  void swapAsked(ScheduleCommand swap, Instant now, Changes changes) {
    tell(Announcements.asked(swap, team(swap.getSchedule()), now), changes);
  }

  private Instant servedUntil(Plan plan) {
    var millis = served.get(plan.schedule());
    return millis == null ? plan.from() : Instant.ofEpochMilli(millis);
  }

  private void serve(ServedShift shift, Changes changes) {
    changes.send(cluster.topics().servedShifts, shift.getSchedule(), shift);
  }

  private void tell(ScheduleEvent event, Changes changes) {
    changes.send(cluster.topics().scheduleEvents, event.getSchedule(), event);
    LOG.atInfo()
        .addKeyValue("schedule", event.getSchedule())
        .addKeyValue("event", event.getType())
        .addKeyValue("outgoing", event.getOutgoing())
        .addKeyValue("incoming", event.getIncoming())
        .log(event.getWhy());
  }

  private Instant announced(Plan plan) {
    var millis = announced.get(plan.schedule());
    return millis == null ? plan.from() : Instant.ofEpochMilli(millis);
  }

  private String version(String schedule) {
    return Objects.requireNonNull(published.get(PlanRecords.ledgerKey(schedule)))
        .getRosterVersion();
  }

  /** What is published of a schedule. */
  Optional<Plan> plan(String schedule) {
    var records = records(schedule);
    return records.isEmpty()
        ? Optional.empty()
        : Optional.of(PlanRecords.read(schedule, records.values()));
  }

  private SortedMap<String, RotationState> records(String schedule) {
    var records = new TreeMap<String, RotationState>();
    try (var found = published.prefixScan(PlanRecords.prefix(schedule), new StringSerializer())) {
      found.forEachRemaining(entry -> records.put(entry.key, entry.value));
    }
    return records;
  }

  private List<Schedule> stagedSchedules() {
    var schedules = new ArrayList<Schedule>();
    try (var all = staged.all()) {
      all.forEachRemaining(entry -> {
        if (entry.value.getSchedule() != null) {
          schedules.add(entry.value.getSchedule());
        }
      });
    }
    return schedules;
  }

  boolean isPerson(String id) {
    return staged.get("person:" + id) != null;
  }

  /** Everybody in the roster, with when they are away. */
  Map<String, Person> everybody(Standing standing) {
    var all = new TreeMap<String, Person>();
    people().forEach(id -> all.put(id, standing.on(Person.of(id, zone(id)))));
    wanted(standing).readable().values().stream()
        .flatMap(definition -> definition.rotas().stream())
        .flatMap(rota -> rota.people().stream())
        .forEach(person -> all.put(person.id(), person));
    return all;
  }

  /** Whose schedule it is; empty where that isn't known. */
  String team(@Nullable String schedule) {
    return Optional.ofNullable(schedule)
        .map(id -> staged.get("schedule:" + id))
        .map(RosterRecord::getSchedule)
        .map(Schedule::getTeam)
        .orElse("");
  }

  /** Everybody in the staged roster. */
  List<String> people() {
    var people = new ArrayList<String>();
    try (var found = staged.prefixScan("person:", new StringSerializer())) {
      found.forEachRemaining(entry -> people.add(entry.value.getPerson().getId()));
    }
    return people;
  }
}

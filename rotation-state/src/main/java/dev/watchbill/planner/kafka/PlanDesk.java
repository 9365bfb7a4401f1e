package dev.watchbill.planner.kafka;

import dev.watchbill.planner.Announcements;
import dev.watchbill.planner.Definitions;
import dev.watchbill.planner.Plan;
import dev.watchbill.planner.PlanRecords;
import dev.watchbill.planner.Planner;
import dev.watchbill.planner.Replanning;
import dev.watchbill.planner.Replanning.Outcome;
import dev.watchbill.planner.Upkeep;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.roster.RosterStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

  private final Cluster cluster;
  private final PlannerMetrics metrics;
  private final KeyValueStore<String, RosterRecord> staged;
  private final KeyValueStore<String, RotationState> published;
  private final KeyValueStore<String, Long> announced;
  private final Deadlines deadlines;

  PlanDesk(ProcessorContext<String, Outgoing> context, Cluster cluster, PlannerMetrics metrics) {
    this.cluster = cluster;
    this.metrics = metrics;
    staged = context.getStateStore(PlannerStores.STAGED);
    published = context.getStateStore(PlannerStores.PUBLISHED);
    announced = context.getStateStore(PlannerStores.ANNOUNCED);
    deadlines = new Deadlines(context.getStateStore(PlannerStores.DEADLINES));
  }

  /** Keeps a schedule of the roster until it is proposed, and for later proposals. */
  void stage(String key, @Nullable RosterRecord value, Changes changes) {
    if (value == null) {
      changes.then(() -> staged.delete(key));
    } else if (value.getSchedule() != null) {
      changes.then(() -> staged.put(key, value));
    }
  }

  /** Plans what was staged, and makes it the roster in force. */
  void propose(RosterRecord proposed, Instant now, Changes changes) {
    var version = proposed.getVersion();
    var said = new Announcements(now, version);
    var wanted = Definitions.of(stagedSchedules());
    for (var outcome : Replanning.of(deadlines.schedules(), this::plan, wanted, now)) {
      switch (outcome) {
        case Outcome.Planned planned -> planned(planned, said, changes);
        case Outcome.Unchanged unchanged -> metrics.plan("unchanged");
        case Outcome.Removed removed -> removed(removed, said, changes);
        case Outcome.Failed failed -> failed(failed, said, changes);
      }
    }
    LOG.atInfo().addKeyValue("version", version).log("roster planned");
    changes.send(cluster.topics().roster, RosterStage.CURRENT, current(proposed, now));
  }

  private static RosterRecord current(RosterRecord proposed, Instant now) {
    var source = proposed.getProposed() == null ? "" : proposed.getProposed().getSource();
    return RosterRecord.newBuilder()
        .setVersion(proposed.getVersion())
        .setCurrent(RosterCurrent.newBuilder().setAt(now).setSource(source).build())
        .build();
  }

  private void planned(Outcome.Planned planned, Announcements said, Changes changes) {
    var before = planned.before();
    var since = before == null ? said.at() : announced(before);
    write(before, planned.after(), since, said.rosterVersion(), changes);
    var events =
        said.planned(
            before, planned.after(), before == null ? "the schedule is new" : "the roster changed");
    events.forEach(event -> tell(event, changes));
    metrics.plan("planned");
    metrics.shiftsMoved(
        events.stream().filter(event -> event.getType().equals("shift-moved")).toList().size());
  }

  private void removed(Outcome.Removed removed, Announcements said, Changes changes) {
    var schedule = removed.schedule();
    records(schedule).keySet().forEach(key -> put(key, null, changes));
    changes.then(() -> announced.delete(schedule));
    changes.then(() -> deadlines.remove(schedule));
    said.removed(removed.before()).forEach(event -> tell(event, changes));
    metrics.plan("removed");
  }

  private void failed(Outcome.Failed failed, Announcements said, Changes changes) {
    var record = staged.get("schedule:" + failed.schedule());
    var team =
        Optional.ofNullable(record)
            .map(RosterRecord::getSchedule)
            .map(Schedule::getTeam)
            .orElse("");
    tell(said.failed(failed.schedule(), team, failed.why()), changes);
    metrics.plan("failed");
    LOG.atError()
        .addKeyValue("schedule", failed.schedule())
        .addKeyValue("why", failed.why())
        .log("schedule can't be planned; what is published of it stays");
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
      attend(plan(schedule).orElseThrow(), planner, now, held, changes);
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

  private void attend(Plan plan, Planner planner, Instant now, Held held, Changes changes) {
    var version = version(plan.schedule());
    var said = new Announcements(now, version);
    var upkeep = Upkeep.of(planner, plan, announced(plan), now);
    var extended = upkeep.plan().until().isAfter(plan.until());
    var events = new ArrayList<ScheduleEvent>();
    upkeep
        .handoff()
        .ifPresent(handoff -> events.add(said.handoff(plan, handoff, held.by(handoff.outgoing()))));
    if (extended) {
      events.addAll(said.planned(plan, upkeep.plan(), "planned further ahead"));
    }
    var after = new Changes(cluster, now.toEpochMilli());
    write(plan, upkeep.plan(), upkeep.announced(), version, after);
    events.forEach(event -> tell(event, after));
    changes.add(after);
    upkeep.handoff().ifPresent(handoff -> metrics.handoff());
    if (extended) {
      metrics.plan("extended");
    }
  }

  private void write(
      @Nullable Plan before, Plan after, Instant since, String version, Changes changes) {
    var schedule = after.schedule();
    var old = before == null ? new TreeMap<String, RotationState>() : records(schedule);
    PlanRecords.changes(old, PlanRecords.of(after, version))
        .forEach((key, state) -> put(key, state, changes));
    changes.then(() -> announced.put(schedule, since.toEpochMilli()));
    changes.then(() -> deadlines.put(schedule, Upkeep.due(after, since).toEpochMilli()));
  }

  private void put(String key, @Nullable RotationState state, Changes changes) {
    changes.send(cluster.topics().rotationState, key, state);
    changes.then(() -> published.put(key, state));
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

  private Optional<Plan> plan(String schedule) {
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
      all.forEachRemaining(entry -> schedules.add(entry.value.getSchedule()));
    }
    return schedules;
  }
}

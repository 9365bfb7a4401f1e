package dev.watchbill.planner.kafka;

import dev.watchbill.planner.Plan;
import dev.watchbill.planner.PlanRecords;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ServedShift;
import dev.watchbill.schemas.kafka.Cluster;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What is published of each schedule, and until when everything about it was said and done. */
final class PublishedPlans {
  private static final int RECENT = 64;

  private final Cluster cluster;
  private final KeyValueStore<String, RotationState> published;
  private final KeyValueStore<String, Long> announced;
  private final KeyValueStore<String, Long> served;
  private final KeyValueStore<String, Long> saidAhead;
  private final Deadlines deadlines;

  /** The plans that were asked for last: reading one takes all its weeks apart. */
  private final Map<String, Plan> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Plan> eldest) {
          return size() > RECENT;
        }
      };

  PublishedPlans(ProcessorContext<String, Outgoing> context, Cluster cluster) {
    this.cluster = cluster;
    published = context.getStateStore(PlannerStores.PUBLISHED);
    announced = context.getStateStore(PlannerStores.ANNOUNCED);
    served = context.getStateStore(PlannerStores.SERVED);
    saidAhead = context.getStateStore(PlannerStores.SAID_AHEAD);
    deadlines = new Deadlines(context.getStateStore(PlannerStores.DEADLINES));
  }

  /** All published schedules. */
  Collection<String> schedules() {
    return deadlines.schedules();
  }

  /** A schedule that needs attention now; empty: none does. */
  Optional<String> due(Instant now) {
    return deadlines.due(now.toEpochMilli());
  }

  void attendAt(String schedule, Instant at, Changes changes) {
    changes.then(() -> deadlines.put(schedule, at.toEpochMilli()));
  }

  /** What is published of a schedule. */
  Optional<Plan> plan(String schedule) {
    var known = recent.get(schedule);
    return known == null ? read(schedule) : Optional.of(known);
  }

  private Optional<Plan> read(String schedule) {
    var records = records(schedule);
    if (records.isEmpty()) {
      return Optional.empty();
    }
    var plan = PlanRecords.read(schedule, records.values());
    recent.put(schedule, plan);
    return Optional.of(plan);
  }

  /** The roster's version a schedule was planned from. */
  String version(String schedule) {
    return Objects.requireNonNull(published.get(PlanRecords.ledgerKey(schedule)))
        .getRosterVersion();
  }

  /**
   * Publishes a plan.
   *
   * @param handedOver until when handoffs are announced
   * @param due when the schedule needs attention next; asked once all else is written
   */
  void write(
      Plan plan, Instant handedOver, Supplier<Instant> due, String version, Changes changes) {
    var schedule = plan.schedule();
    rewrite(plan, version, changes);
    changes.then(() -> announced.put(schedule, handedOver.toEpochMilli()));
    changes.then(() -> deadlines.put(schedule, due.get().toEpochMilli()));
  }

  /** Publishes what differs of a plan. */
  void rewrite(Plan plan, String version, Changes changes) {
    if (plan(plan.schedule()).filter(plan::equals).isPresent()) {
      return;
    }
    var after = PlanRecords.of(plan, version, changes.at());
    PlanRecords.changes(records(plan.schedule()), after)
        .forEach((key, state) -> put(key, state, changes));
  }

  /** Takes a schedule away. */
  void remove(String schedule, Changes changes) {
    changes.then(() -> served.delete(schedule));
    changes.then(() -> saidAhead.delete(schedule));
    records(schedule).keySet().forEach(key -> put(key, null, changes));
    changes.then(() -> announced.delete(schedule));
    changes.then(() -> deadlines.remove(schedule));
  }

  /** Until when handoffs were announced. */
  Instant announced(Plan plan) {
    return instant(announced.get(plan.schedule()), plan);
  }

  /** Until when it was said what comes. */
  Instant saidAhead(Plan plan) {
    return instant(saidAhead.get(plan.schedule()), plan);
  }

  void saidAhead(String schedule, Instant until, Changes changes) {
    changes.then(() -> saidAhead.put(schedule, until.toEpochMilli()));
  }

  /** Until when it is written who served. */
  Instant servedUntil(Plan plan) {
    return instant(served.get(plan.schedule()), plan);
  }

  void servedUntil(String schedule, Instant until, Changes changes) {
    changes.then(() -> served.put(schedule, until.toEpochMilli()));
  }

  /** Writes who served, for ever. */
  void serve(ServedShift shift, Changes changes) {
    changes.send(cluster.topics().servedShifts, shift.getSchedule(), shift);
  }

  private static Instant instant(@Nullable Long millis, Plan plan) {
    return millis == null ? plan.from() : Instant.ofEpochMilli(millis);
  }

  private void put(String key, @Nullable RotationState state, Changes changes) {
    changes.send(cluster.topics().rotationState, key, state);
    changes.then(() -> published.put(key, state));
    changes.then(() -> recent.remove(PlanRecords.scheduleOf(key)));
  }

  private SortedMap<String, RotationState> records(String schedule) {
    var records = new TreeMap<String, RotationState>();
    try (var found = published.prefixScan(PlanRecords.prefix(schedule), new StringSerializer())) {
      found.forEachRemaining(entry -> records.put(entry.key, entry.value));
    }
    return records;
  }
}

package dev.watchbill.planner.kafka;

import dev.watchbill.planner.Announcements;
import dev.watchbill.planner.Definitions;
import dev.watchbill.planner.Replanning;
import dev.watchbill.planner.Standing;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.roster.RosterStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans a proposed roster, as much of it at a time as fits in a step, so that no transaction grows
 * with the roster. What is left goes on after a restart; what was planned before it is planned
 * already. In the last transaction go what the roster no longer has, and, as the last record of
 * all, that it is current.
 */
final class ProposalDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ProposalDesk.class);

  /** What begins so is about a roster, and in none. */
  private static final String MARKS = "roster:";

  private final ProcessorContext<String, Outgoing> context;
  private final Cluster cluster;
  private final StagedRoster roster;
  private final PublishedPlans published;
  private final PlanDesk plans;
  private final Duration step;
  private final KeyValueStore<String, RosterRecord> store;
  private @Nullable Open open;

  /** True: what was staged changed since the open proposal was made. */
  private boolean changed;

  /**
   * @param step how long it plans before what it did is committed
   */
  ProposalDesk(
      ProcessorContext<String, Outgoing> context,
      Cluster cluster,
      StagedRoster roster,
      PublishedPlans published,
      PlanDesk plans,
      Duration step) {
    this.context = context;
    this.cluster = cluster;
    this.roster = roster;
    this.published = published;
    this.plans = plans;
    this.step = step;
    store = context.getStateStore(PlannerStores.PROPOSED);
  }

  /** A proposal of which some is left to be planned. */
  private record Open(
      RosterRecord proposed,
      Standing standing,
      Definitions wanted,
      Collection<String> people,
      Deque<List<String>> lots) {}

  /** Keeps an object of the roster until it is proposed. */
  void stage(String key, @Nullable RosterRecord value, Changes changes) {
    roster.stage(key, value, changes);
    if (!key.startsWith(MARKS)) {
      changes.then(() -> changed = true);
    }
  }

  /** Begins to plan what was staged; the same roster asked for again goes on. */
  void propose(RosterRecord proposed, Changes changes) {
    var known = store.get(RosterStage.PROPOSED);
    if (known != null && known.getVersion().equals(proposed.getVersion()) && !changed) {
      return;
    }
    changes.then(() -> store.put(RosterStage.PROPOSED, proposed));
    changes.then(() -> changed = false);
    changes.then(() -> open = null);
  }

  /** Whether some of a roster is left to be planned. */
  boolean isOpen() {
    return open != null || store.get(RosterStage.PROPOSED) != null;
  }

  /**
   * Plans on, if a roster is being planned.
   *
   * @param standing what people asked for beside the roster
   */
  void plan(Standing standing, Instant now) {
    var begun = System.nanoTime();
    var current = open(standing);
    while (current != null) {
      lot(current, now);
      if (!isOpen() || System.nanoTime() - begun >= step.toNanos()) {
        context.commit();
        return;
      }
    }
  }

  private @Nullable Open open(Standing standing) {
    try {
      return opened(standing);
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .log("roster can't be planned; it is as if it had not been proposed");
      store.delete(RosterStage.PROPOSED);
      open = null;
      return null;
    }
  }

  private @Nullable Open opened(Standing standing) {
    var proposed = store.get(RosterStage.PROPOSED);
    if (proposed == null) {
      return null;
    }
    if (open == null) {
      var wanted = roster.wanted(standing);
      var lots = new ArrayDeque<>(Replanning.together(published.schedules(), wanted));
      open = new Open(proposed, standing, wanted, roster.people(), lots);
    } else if (!open.standing.equals(standing)) {
      // Somebody asked for something in the middle of it, which what is left must keep to.
      open = new Open(proposed, standing, roster.wanted(standing), open.people, open.lots);
    }
    return open;
  }

  /** Plans the next schedules that are planned together; after the last it is current. */
  private void lot(Open current, Instant now) {
    var version = current.proposed.getVersion();
    var said = new Announcements(now, version);
    var lot = current.lots.peekFirst();
    var isLast = current.lots.size() <= 1;
    var changes = lot == null ? changes(now) : planned(current, lot, said, now);
    if (isLast) {
      changes.send(cluster.topics().roster, RosterStage.CURRENT, current(current.proposed, now));
      changes.then(() -> store.delete(RosterStage.PROPOSED));
    }
    changes.apply(context);
    current.lots.pollFirst();
    if (isLast) {
      open = null;
      LOG.atInfo().addKeyValue("version", version).log("roster planned");
    }
  }

  private Changes planned(Open current, List<String> lot, Announcements said, Instant now) {
    var changes = changes(now);
    try {
      plans.plan(lot, current.wanted, current.people, said, changes);
      return changes;
    } catch (RuntimeException e) {
      // What can't be written of these must not keep the others from being planned.
      var instead = changes(now);
      plans.failed(lot, Objects.requireNonNullElse(e.getMessage(), e.toString()), said, instead);
      return instead;
    }
  }

  private Changes changes(Instant now) {
    return new Changes(cluster, now.toEpochMilli());
  }

  private static RosterRecord current(RosterRecord proposed, Instant now) {
    var source = proposed.getProposed() == null ? "" : proposed.getProposed().getSource();
    return RosterRecord.newBuilder()
        .setVersion(proposed.getVersion())
        .setCurrent(RosterCurrent.newBuilder().setAt(now).setSource(source).build())
        .build();
  }
}

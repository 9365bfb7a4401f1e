package dev.watchbill.planner.kafka;

import dev.watchbill.planner.Planner;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.roster.RosterStage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Hands each record, and each second, to the desk it is for. */
final class PlanningProcessor implements Processor<String, PlannerInput, String, Outgoing> {
  /**
   * A sweep stops after this, so that a transaction never lasts; the rest is due a second later.
   */
  private static final Duration LONGEST_SWEEP = Duration.ofMillis(250);

  private static final Duration BETWEEN_STEPS = Duration.ofMillis(50);

  private final Cluster cluster;
  private final PlannerMetrics metrics;
  private final InstantSource clock;
  private final Duration step;
  private @Nullable Desks desks;

  /**
   * @param step how long a roster is planned before what was done is committed
   */
  PlanningProcessor(Cluster cluster, PlannerMetrics metrics, InstantSource clock, Duration step) {
    this.cluster = cluster;
    this.metrics = metrics;
    this.clock = clock;
    this.step = step;
  }

  private record Desks(
      ProcessorContext<String, Outgoing> context,
      StagedRoster roster,
      PublishedPlans published,
      PlanDesk plans,
      ProposalDesk proposals,
      AvailabilityDesk people,
      NightDesk nights,
      IncidentDesk incidents,
      CommandDesk commands) {}

  @Override
  public void init(ProcessorContext<String, Outgoing> context) {
    var roster = new StagedRoster(context);
    var published = new PublishedPlans(context, cluster);
    var herald = new Herald(cluster);
    var handoffs = new HandoffDesk(context, herald);
    var incidents = new IncidentDesk(context);
    var plans = new PlanDesk(cluster, roster, published, handoffs, incidents, herald, metrics);
    var opened =
        new Desks(
            context,
            roster,
            published,
            plans,
            new ProposalDesk(context, cluster, roster, published, plans, step),
            new AvailabilityDesk(context, cluster, roster),
            new NightDesk(context, plans),
            incidents,
            new CommandDesk(context, cluster, roster, published, plans, handoffs, herald));
    desks = opened;
    context.schedule(BETWEEN_STEPS, PunctuationType.WALL_CLOCK_TIME, time -> planOn(opened));
    context.schedule(Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, time -> sweep(opened));
  }

  @Override
  public void process(Record<String, PlannerInput> input) {
    var open = Objects.requireNonNull(desks);
    var changes = new Changes(cluster, input.timestamp());
    switch (input.value()) {
      case PlannerInput.RosterChange change -> roster(open, input.key(), change.value(), changes);
      case PlannerInput.OwnWord said -> open.roster.ownWord(input.key(), said.settings(), changes);
      case PlannerInput.Asked asked -> {
        open.commands.asked(asked.command(), now(), changes);
        changes.then(open.people::changed);
      }
      case PlannerInput.Happened happened -> {
        open.incidents.happened(happened.event(), changes);
        open.people.happened(happened.event(), changes);
        if (open.nights.happened(happened.event(), changes)) {
          changes.then(open.people::changed);
        }
      }
    }
    changes.apply(open.context);
    if (input.value() instanceof PlannerInput.Asked) {
      // Whoever asked waits for what became of it.
      open.context.commit();
    }
    if (input.value() instanceof PlannerInput.RosterChange
        && input.key().equals(RosterStage.PROPOSED)) {
      planOn(open);
    }
  }

  private void roster(Desks open, String key, @Nullable RosterRecord value, Changes changes) {
    if (!key.equals(RosterStage.PROPOSED)) {
      open.proposals.stage(key, value, changes);
    } else if (value != null) {
      open.proposals.propose(value, changes);
    }
  }

  /** Most rosters are planned within a step, so in the transaction that proposes them. */
  private void planOn(Desks open) {
    if (open.proposals.isOpen()) {
      var now = now();
      open.proposals.plan(open.commands.standing(now), now);
      open.people.changed();
    }
  }

  private void sweep(Desks open) {
    var now = now();
    var told = new Changes(cluster, now.toEpochMilli());
    open.people.look(() -> open.commands.standing(now), now, told);
    told.apply(open.context);
    var planner = new Planner();
    var begun = System.nanoTime();
    while (System.nanoTime() - begun < LONGEST_SWEEP.toNanos()) {
      var due = open.published.due(now);
      if (due.isEmpty()) {
        return;
      }
      var changes = new Changes(cluster, now.toEpochMilli());
      open.plans.attend(due.get(), planner, now, open.people::held, changes);
      changes.apply(open.context);
    }
  }

  /** To the millisecond, which is what topics keep. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}

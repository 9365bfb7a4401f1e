package dev.watchbill.planner.kafka;

import dev.watchbill.planner.Announcements;
import dev.watchbill.planner.Commands;
import dev.watchbill.planner.Decision;
import dev.watchbill.planner.Plan;
import dev.watchbill.planner.Standing;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.kafka.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people ask of plans: each command is decided once, and answered with an event. */
final class CommandDesk {
  private static final Logger LOG = LoggerFactory.getLogger(CommandDesk.class);

  /** As long as commands themselves are kept. */
  private static final Duration REMEMBERED = Duration.ofDays(90);

  private final Cluster cluster;
  private final StagedRoster roster;
  private final PublishedPlans published;
  private final PlanDesk plans;
  private final HandoffDesk handoffs;
  private final Herald herald;
  private final KeyValueStore<String, ScheduleCommand> standing;
  private final KeyValueStore<String, ScheduleCommand> swaps;
  private final KeyValueStore<String, ScheduleEvent> outcomes;

  CommandDesk(
      ProcessorContext<String, Outgoing> context,
      Cluster cluster,
      StagedRoster roster,
      PublishedPlans published,
      PlanDesk plans,
      HandoffDesk handoffs,
      Herald herald) {
    this.cluster = cluster;
    this.roster = roster;
    this.published = published;
    this.handoffs = handoffs;
    this.herald = herald;
    this.plans = plans;
    standing = context.getStateStore(PlannerStores.STANDING);
    swaps = context.getStateStore(PlannerStores.SWAPS);
    outcomes = context.getStateStore(PlannerStores.OUTCOMES);
  }

  /** What stands now. */
  Standing standing(Instant now) {
    return Standing.of(all(standing), now);
  }

  /** Decides a command, unless it was decided before. */
  void asked(ScheduleCommand command, Instant now, Changes changes) {
    if (command.getId().isEmpty() || outcomes.get(command.getId()) != null) {
      return;
    }
    forget(now, changes);
    var decision = Commands.decide(command, new Known(), now);
    switch (decision) {
      case Decision.Applied applied -> {
        apply(command, applied, now, changes);
        tell(command, "applied", applied.why(), now, changes);
      }
      case Decision.Accepted accepted -> {
        handoffs.accepted(accepted.schedule(), command.getBy(), now, changes);
        tell(command, "applied", accepted.why(), now, changes);
      }
      case Decision.Already already -> tell(command, "already", already.why(), now, changes);
      case Decision.Refused refused -> tell(command, "refused", refused.why(), now, changes);
    }
  }

  private void apply(
      ScheduleCommand command, Decision.Applied applied, Instant now, Changes changes) {
    var stands = new TreeMap<String, ScheduleCommand>();
    all(standing).forEach(it -> stands.put(it.getId(), it));
    for (var each : applied.standing()) {
      stands.put(each.getId(), each);
      changes.then(() -> standing.put(each.getId(), each));
    }
    for (var id : applied.ended()) {
      stands.remove(id);
      changes.then(() -> standing.delete(id));
    }
    applied
        .asked()
        .forEach(each -> {
          changes.then(() -> swaps.put(each.getId(), each));
          herald.tell(Announcements.asked(each, roster.team(each.getSchedule()), now), changes);
        });
    applied.answered().forEach(id -> changes.then(() -> swaps.delete(id)));
    if (!applied.schedules().isEmpty()) {
      var why = "%s by %s".formatted(command.getAction(), command.getBy());
      plans.replan(applied.schedules(), Standing.of(stands.values(), now), why, now, changes);
    }
  }

  private void tell(
      ScheduleCommand command, String outcome, String why, Instant now, Changes changes) {
    var event =
        ScheduleEvent.newBuilder()
            .setId("command/" + command.getId())
            .setSchedule(Objects.requireNonNullElse(command.getSchedule(), ""))
            .setTeam(roster.team(command.getSchedule()))
            .setAt(now)
            .setType("command")
            .setIncoming(command.getWho() == null ? List.of() : List.of(command.getWho()))
            .setOutgoing(
                command.getInsteadOf() == null ? List.of() : List.of(command.getInsteadOf()))
            .setStart(command.getFrom())
            .setEnd(command.getTo())
            .setCommand(command.getId())
            .setOutcome(outcome)
            .setBy(command.getBy())
            .setWhy(why)
            .build();
    var key = event.getSchedule().isEmpty() ? who(command) : event.getSchedule();
    changes.send(cluster.topics().scheduleEvents, key, event);
    changes.then(() -> outcomes.put(command.getId(), event));
    LOG.atInfo()
        .addKeyValue("command", command.getId())
        .addKeyValue("action", command.getAction())
        .addKeyValue("outcome", outcome)
        .log("schedule command decided");
  }

  private static String who(ScheduleCommand command) {
    return Objects.requireNonNullElse(command.getWho(), command.getBy());
  }

  /** What is over for so long that nobody sends it again. */
  private void forget(Instant now, Changes changes) {
    all(standing).stream()
        .filter(it -> Standing.ends(it).isBefore(now))
        .forEach(it -> changes.then(() -> standing.delete(it.getId())));
    all(swaps).stream()
        .filter(it -> Standing.ends(it).isBefore(now))
        .forEach(it -> changes.then(() -> swaps.delete(it.getId())));
    var since = now.minus(REMEMBERED);
    all(outcomes).stream()
        .filter(it -> it.getAt().isBefore(since) && it.getCommand() != null)
        .forEach(it -> changes.then(() -> outcomes.delete(it.getCommand())));
  }

  private static <V> List<V> all(KeyValueStore<String, V> store) {
    var all = new ArrayList<V>();
    try (var found = store.all()) {
      found.forEachRemaining(entry -> all.add(entry.value));
    }
    return all;
  }

  private final class Known implements Commands.Facts {
    @Override
    public boolean isPerson(String id) {
      return roster.isPerson(id);
    }

    @Override
    public Optional<Plan> plan(String schedule) {
      return published.plan(schedule);
    }

    @Override
    public Collection<String> schedulesOf(String person) {
      return roster.schedulesOf(person);
    }

    @Override
    public Collection<ScheduleCommand> standing() {
      return all(standing);
    }

    @Override
    public Optional<ScheduleCommand> asked(String id) {
      return Optional.ofNullable(swaps.get(id));
    }

    @Override
    public Optional<ScheduleEvent> handoff(String id) {
      return handoffs.find(id);
    }
  }
}

package dev.watchbill.planner.kafka;

import dev.watchbill.planner.HandoffNews;
import dev.watchbill.schemas.ScheduleEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** Handoffs that wait to be accepted, or were: of each schedule the last. */
final class HandoffDesk {
  /** Whoever takes over has so long to say so. */
  private static final Duration TO_ACCEPT = Duration.ofMinutes(30);

  private final KeyValueStore<String, ScheduleEvent> handoffs;
  private final Herald herald;

  HandoffDesk(ProcessorContext<String, Outgoing> context, Herald herald) {
    handoffs = context.getStateStore(PlannerStores.HANDOFFS);
    this.herald = herald;
  }

  /** A handoff to somebody waits to be accepted; one before it doesn't any more. */
  void open(ScheduleEvent handoff, Changes changes) {
    changes.then(() ->
        handoffs.put(handoff.getSchedule(), handoff.getIncoming().isEmpty() ? null : handoff));
  }

  /** One that nobody accepted in time. */
  Optional<ScheduleEvent> overdue(String schedule, Instant now) {
    return waiting(schedule).filter(it -> !it.getAt().plus(TO_ACCEPT).isAfter(now));
  }

  /** When a schedule needs attention: an open handoff is looked at again when its time is up. */
  Instant due(String schedule, Instant otherwise) {
    return waiting(schedule)
        .map(it -> it.getAt().plus(TO_ACCEPT))
        .filter(end -> end.isBefore(otherwise))
        .orElse(otherwise);
  }

  private Optional<ScheduleEvent> waiting(String schedule) {
    return Optional.ofNullable(handoffs.get(schedule)).filter(it -> it.getBy() == null);
  }

  void close(String schedule, Changes changes) {
    changes.then(() -> handoffs.delete(schedule));
  }

  /** One that waits to be accepted, or was: then by whom it says. */
  Optional<ScheduleEvent> find(String id) {
    var end = id.indexOf("/handoff/");
    return end < 0
        ? Optional.empty()
        : Optional.ofNullable(handoffs.get(id.substring(0, end)))
            .filter(it -> it.getId().equals(id));
  }

  void accepted(String schedule, String by, Instant now, Changes changes) {
    var handoff = Objects.requireNonNull(handoffs.get(schedule));
    herald.tell(new HandoffNews(now, handoff.getRosterVersion()).accepted(handoff, by), changes);
    // Kept until the next one: whoever accepts it twice is told that it is so already.
    var known = ScheduleEvent.newBuilder(handoff).setBy(by).build();
    changes.then(() -> handoffs.put(schedule, known));
  }
}

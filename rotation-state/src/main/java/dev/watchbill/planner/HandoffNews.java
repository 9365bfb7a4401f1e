package dev.watchbill.planner;

import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is said about handoffs.
 *
 * @param at when it is said
 * @param rosterVersion in force then
 */
public record HandoffNews(Instant at, String rosterVersion) {
  static {
    TrustedRecords.trust();
  }

  /** A handoff announced later than this says so. */
  private static final Duration PUNCTUAL = Duration.ofMinutes(1);

  /**
   * A handoff.
   *
   * @param packet what is handed over
   * @param reachable whether a person has a contact that works
   */
  public ScheduleEvent of(Plan plan, Handoff handoff, Packet packet, Predicate<String> reachable) {
    var unseen = unseen(handoff.incoming(), reachable);
    var why =
        unseen.isEmpty()
            ? whyNow(handoff)
            : "%s; %s has no contact that works"
                .formatted(whyNow(handoff), String.join(", ", unseen));
    return ScheduleEvent.newBuilder()
        .setSchedule(plan.schedule())
        .setTeam(plan.team())
        .setAt(at)
        .setType("handoff")
        .setRosterVersion(rosterVersion)
        .setWhy(why)
        .setId(plan.schedule() + "/handoff/" + handoff.at().toEpochMilli())
        .setOutgoing(handoff.outgoing().stream().sorted().toList())
        .setIncoming(handoff.incoming().stream().sorted().toList())
        .setStart(handoff.at())
        .setIncidents(packet.held())
        .setOpen(packet.open())
        .setHappened(packet.happened())
        .setHappenedCount(packet.happenedCount())
        .setSince(packet.since())
        .setUnreachable(unseen)
        .build();
  }

  private static List<String> unseen(Collection<String> incoming, Predicate<String> reachable) {
    return incoming.stream().filter(reachable.negate()).sorted().toList();
  }

  /**
   * A handoff nobody accepted in time.
   *
   * @param reachable whether a person has a contact that works by now
   */
  public ScheduleEvent unaccepted(ScheduleEvent handoff, Predicate<String> reachable) {
    return ScheduleEvent.newBuilder(handoff)
        .setId(handoff.getId() + "/unaccepted")
        .setAt(at)
        .setType("handoff-unaccepted")
        .setWhy("nobody of those who take over has accepted the handoff")
        .setUnreachable(unseen(handoff.getIncoming(), reachable))
        .build();
  }

  /** A handoff that somebody accepted. */
  public ScheduleEvent accepted(ScheduleEvent handoff, String by) {
    return ScheduleEvent.newBuilder(handoff)
        .setId(handoff.getId() + "/accepted")
        .setAt(at)
        .setType("handoff-accepted")
        .setBy(by)
        .setWhy(by + " has accepted the handoff")
        .build();
  }

  private String whyNow(Handoff handoff) {
    var why =
        handoff.incoming().isEmpty()
            ? "the shift ended, and nobody follows"
            : handoff.outgoing().isEmpty() ? "a shift began" : "the next shift began";
    var late = Duration.between(handoff.at(), at);
    return late.compareTo(PUNCTUAL) > 0
        ? "%s; announced %d min late".formatted(why, late.toMinutes())
        : why;
  }
}

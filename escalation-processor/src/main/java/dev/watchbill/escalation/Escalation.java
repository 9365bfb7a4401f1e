package dev.watchbill.escalation;

import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.schemas.IncidentBrief;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One incident as the state machine keeps it. Immutable; its Avro parts must not be changed.
 *
 * @param brief what people are told of it
 * @param groupKey alerts of the service with this key belong to it
 * @param storm whether it stands for many alerts that would each have been an incident
 * @param channels chat channels that show it
 * @param byHand whether a person asked for pages: then nothing suppresses them
 * @param hint where the deadline store holds its one hint; null: nowhere. Kept by the processor,
 *     not decided
 * @param trace W3C traceparent of what opened it; null: not known. Kept by the processor, not
 *     decided
 */
public record Escalation(
    IncidentBrief brief,
    String groupKey,
    boolean storm,
    PlanRef plan,
    Phase phase,
    Signals signals,
    List<Responder> responders,
    List<ChatChannel> channels,
    Tally tally,
    boolean byHand,
    @Nullable Instant hint,
    @Nullable String trace) {

  public Escalation {
    responders = List.copyOf(responders);
    channels = List.copyOf(channels);
  }

  public String id() {
    return brief.getId();
  }

  public String service() {
    return brief.getService();
  }

  public Severity severity() {
    return Severity.of(brief.getSeverity());
  }

  public boolean isResolved() {
    return phase instanceof Phase.Resolved;
  }

  /** Whether somebody, or nobody by order of the policy, has it: then it needs no deadline. */
  public boolean hasOwner() {
    return switch (phase) {
      case Phase.Acknowledged acknowledged -> true;
      case Phase.Parked parked -> true;
      case Phase.Snoozed snoozed -> true;
      case Phase.Suppressed suppressed -> false;
      case Phase.Deferred deferred -> false;
      case Phase.Paging paging -> false;
      case Phase.Resolved resolved -> false;
    };
  }

  /** When something is next to be done about it; null: only if somebody or something calls. */
  public @Nullable Instant nextDeadline() {
    return Stream.concat(ofPhase(), Stream.concat(ofAlerts(), ofPages()))
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** The same without looks at whether its alerts are still renewed, which concern nobody. */
  @Nullable Instant nextForPeople() {
    var settles = signals.firing() == 0 && !isResolved() ? signals.settlesAt() : null;
    return Stream.concat(ofPhase(), Stream.concat(Stream.ofNullable(settles), ofPages()))
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** The same with its hint somewhere else. */
  public Escalation withHint(@Nullable Instant at) {
    return new Escalation(
        brief,
        groupKey,
        storm,
        plan,
        phase,
        signals,
        responders,
        channels,
        tally,
        byHand,
        at,
        trace);
  }

  /** The same as a part of this trace. */
  public Escalation withTrace(@Nullable String parent) {
    return new Escalation(
        brief,
        groupKey,
        storm,
        plan,
        phase,
        signals,
        responders,
        channels,
        tally,
        byHand,
        hint,
        parent);
  }

  private Stream<Instant> ofPhase() {
    return switch (phase) {
      case Phase.Paging p -> Stream.concat(Stream.of(p.due()), Stream.ofNullable(p.handoffAt()));
      case Phase.Acknowledged a ->
          Stream.concat(
              Stream.ofNullable(a.expires()),
              a.untold() == 0 ? Stream.empty() : Stream.ofNullable(a.tellFrom()));
      case Phase.Snoozed s -> Stream.of(s.until());
      case Phase.Suppressed s -> Stream.of(s.askAgainAt());
      case Phase.Deferred d -> Stream.of(d.until());
      case Phase.Parked p -> Stream.empty();
      case Phase.Resolved r -> Stream.of(r.stub() ? r.forgetAt() : r.reopenUntil());
    };
  }

  private Stream<Instant> ofAlerts() {
    if (signals.firing() > 0) {
      return Stream.ofNullable(signals.nextEnd());
    }
    return isResolved() ? Stream.empty() : Stream.ofNullable(signals.settlesAt());
  }

  private Stream<Instant> ofPages() {
    if (isResolved()) {
      return Stream.empty();
    }
    return responders.stream()
        .flatMap(responder ->
            Stream.concat(
                responder.waiting().map(Responder.Attempt::receiptBy),
                responder.pending().stream().map(Responder.Pending::due)));
  }
}

package dev.watchbill.escalation;

import static dev.watchbill.escalation.Signals.earlier;

import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.schemas.IncidentBrief;
import java.time.Instant;
import java.util.List;
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
    return earlier(ofPhase(), earlier(ofAlerts(), ofPages()));
  }

  /** The same without looks at whether its alerts are still renewed, which concern nobody. */
  @Nullable Instant nextForPeople() {
    var settles = signals.firing() == 0 && !isResolved() ? signals.settlesAt() : null;
    return earlier(ofPhase(), earlier(settles, ofPages()));
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

  private @Nullable Instant ofPhase() {
    return switch (phase) {
      case Phase.Paging p -> earlier(p.due(), p.handoffAt());
      case Phase.Acknowledged a -> earlier(a.expires(), a.untold() == 0 ? null : a.tellFrom());
      case Phase.Snoozed s -> s.until();
      case Phase.Suppressed s -> s.askAgainAt();
      case Phase.Deferred d -> d.until();
      case Phase.Parked p -> null;
      case Phase.Resolved r -> r.stub() ? r.forgetAt() : r.reopenUntil();
    };
  }

  private @Nullable Instant ofAlerts() {
    if (signals.firing() > 0) {
      return signals.nextEnd();
    }
    return isResolved() ? null : signals.settlesAt();
  }

  // Asked several times in each decision: no streams.
  private @Nullable Instant ofPages() {
    if (isResolved()) {
      return null;
    }
    Instant next = null;
    for (var responder : responders) {
      for (var attempt : responder.attempts()) {
        if (attempt.fate() == Responder.Fate.WAITING) {
          next = earlier(next, attempt.receiptBy());
        }
      }
      for (var pending : responder.pending()) {
        next = earlier(next, pending.due());
      }
    }
    return next;
  }
}

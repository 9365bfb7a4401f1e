package dev.watchbill.escalation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an incident stands. Each unresolved phase has a moment at which it goes on by itself, or an
 * owner: there is none in which an incident silently stops.
 */
public sealed interface Phase {

  /**
   * People are being looked for.
   *
   * @param step the last one that paged; 0: none yet; {@link Plan#FINALLY}
   * @param round which run through the steps, from 1
   * @param due when the next step fires, unless enough people acknowledge before
   * @param handoffAt when one of the shifts this step looked up ends; null: none does, or no
   *     schedule was asked
   * @param acks who acknowledged already, where the step wants several
   * @param acksNeeded how many acknowledgements stop the clock
   */
  record Paging(
      int step,
      int round,
      Instant due,
      @Nullable Instant handoffAt,
      List<String> acks,
      int acksNeeded)
      implements Phase {
    public Paging {
      acks = List.copyOf(acks);
    }

    static Paging before(int step, int round, Instant due) {
      return new Paging(step, round, due, null, List.of(), 1);
    }

    Paging withAck(String person) {
      var more = new java.util.ArrayList<>(acks);
      more.add(person);
      return new Paging(step, round, due, handoffAt, more, acksNeeded);
    }

    Paging withoutAck(String person) {
      var others = acks.stream().filter(ack -> !ack.equals(person)).toList();
      return new Paging(step, round, due, handoffAt, others, acksNeeded);
    }

    /** No more acknowledgements than there are people left who can give one. */
    Paging withAcksFrom(int people) {
      var needed = Math.max(1, Math.min(acksNeeded, people));
      return new Paging(step, round, due, handoffAt, acks, needed);
    }

    Paging withHandoffAt(@Nullable Instant at) {
      return new Paging(step, round, due, at, acks, acksNeeded);
    }
  }

  /**
   * Somebody has it.
   *
   * @param known whether the roster knew them when they took it: a sender's user may be nobody of
   *     it, and neither is a token
   * @param schedule the one whose shift they were paged for; null: another reason
   * @param expires when they are asked again; null: never
   * @param step where the search goes on if they don't answer
   * @param tellFrom what joins before is told together then; null: at once
   * @param untold how many joined that are still to be told
   */
  record Acknowledged(
      String by,
      boolean known,
      @Nullable String schedule,
      Instant since,
      @Nullable Instant expires,
      int step,
      int round,
      @Nullable Instant tellFrom,
      int untold)
      implements Phase {
    static Acknowledged now(
        String by,
        boolean known,
        @Nullable String schedule,
        Instant now,
        @Nullable Instant expires,
        Phase from) {
      return new Acknowledged(
          by,
          known,
          schedule,
          now,
          expires,
          Publication.stepOf(from),
          Publication.roundOf(from),
          null,
          0);
    }

    Acknowledged withExpires(@Nullable Instant at) {
      return new Acknowledged(by, known, schedule, since, at, step, round, tellFrom, untold);
    }

    /** The same under other rules, none of whose steps has fired. */
    Acknowledged beforeFirstStep() {
      return new Acknowledged(by, known, schedule, since, expires, 0, 1, tellFrom, untold);
    }

    Acknowledged told(Instant from) {
      return new Acknowledged(by, known, schedule, since, expires, step, round, from, 0);
    }

    Acknowledged withOneMore() {
      return new Acknowledged(
          by, known, schedule, since, expires, step, round, tellFrom, untold + 1);
    }
  }

  /** Put aside by somebody until a moment. */
  record Snoozed(
      String by, @Nullable String schedule, Instant since, Instant until, int step, int round)
      implements Phase {}

  /**
   * Nobody is paged while something covers all its firing alerts.
   *
   * @param askAgainAt when it is looked whether that is over: what ends early calls nobody
   */
  record Suppressed(Suppression suppression, Instant since, Instant askAgainAt) implements Phase {}

  /**
   * It isn't urgent, and waits for the team's support hours.
   *
   * @param until when they begin
   */
  record Deferred(Instant until, String why, Instant since) implements Phase {}

  /**
   * Nobody is chased, because the policy says so: the team owns it, or it is only recorded.
   *
   * @param why which of the two
   */
  record Parked(String why, Instant since) implements Phase {}

  /**
   * Over.
   *
   * @param by who said so; null: the source
   * @param reopenUntil a new episode before this reopens it
   * @param forgetAt when its last trace goes
   * @param stub whether all but what identifies it was dropped already
   */
  record Resolved(
      @Nullable String by, Instant at, Instant reopenUntil, Instant forgetAt, boolean stub)
      implements Phase {}

  /**
   * As others see it: {@code open}, {@code acknowledged}, {@code snoozed}, {@code suppressed},
   * {@code deferred} or {@code resolved}.
   */
  default String status() {
    return switch (this) {
      case Paging paging -> "open";
      case Acknowledged acknowledged -> "acknowledged";
      case Snoozed snoozed -> "snoozed";
      case Suppressed suppressed -> "suppressed";
      case Deferred deferred -> "deferred";
      case Parked parked -> "open";
      case Resolved resolved -> "resolved";
    };
  }

  /** Whether somebody has it, or is being asked to take it. */
  default boolean isTended() {
    return switch (this) {
      case Paging paging -> true;
      case Acknowledged acknowledged -> true;
      case Snoozed snoozed -> false;
      case Suppressed suppressed -> false;
      case Deferred deferred -> false;
      case Parked parked -> false;
      case Resolved resolved -> false;
    };
  }
}

package dev.watchbill.escalation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody an incident was given to, and how they are being reached.
 *
 * @param schedule whose shift it is; null: another reason
 * @param why one sentence: why this person
 * @param current whether the step that runs now chose them; earlier ones are kept while a page of
 *     theirs is on its way, so that it can be called back
 * @param attempts pages that were sent
 * @param pending the person's own rules that are still to come
 */
public record Responder(
    String person,
    @Nullable String schedule,
    String why,
    boolean current,
    List<Attempt> attempts,
    List<Pending> pending) {

  /** What became of a page. */
  public enum Fate {
    /** No receipt yet. */
    WAITING,
    /** The provider took it; it may say yet that it couldn't deliver it. */
    TAKEN,
    /** The person has it. */
    REACHED,
    /** For good. */
    FAILED,
    /** Called back, or no longer of use: whatever is said of it then, nothing follows from it. */
    CANCELLED
  }

  /**
   * One page.
   *
   * @param receiptBy no receipt by then counts as failed
   */
  public record Attempt(String page, String channel, Instant receiptBy, Fate fate) {
    Attempt with(Fate fate) {
      return new Attempt(page, channel, receiptBy, fate);
    }

    /** Kept in the inbox when all else failed: it reaches nobody, whatever becomes of it. */
    boolean isTrace() {
      return fate == Fate.FAILED && channel.equals(Pager.INBOX);
    }

    /** Whether their next contact is used if it fails. */
    boolean isOpen() {
      return fate == Fate.WAITING || fate == Fate.TAKEN;
    }
  }

  /** A contact method that is used if nobody has acknowledged by then. */
  public record Pending(String channel, Instant due) {}

  public Responder {
    attempts = List.copyOf(attempts);
    pending = List.copyOf(pending);
  }

  Optional<Attempt> attempt(String page) {
    return attempts.stream().filter(attempt -> attempt.page().equals(page)).findFirst();
  }

  Stream<Attempt> waiting() {
    return attempts.stream().filter(attempt -> attempt.fate() == Fate.WAITING);
  }

  /** Whether another of their contacts may be used yet. */
  boolean isBeingTried() {
    return current && (!pending.isEmpty() || attempts.stream().anyMatch(Attempt::isOpen));
  }

  boolean tried(String channel) {
    return attempts.stream().anyMatch(attempt -> attempt.channel().equals(channel));
  }

  /** Whether nothing is left that could still reach them. */
  boolean isExhausted() {
    return pending.isEmpty()
        && attempts.stream().allMatch(attempt -> attempt.fate() == Fate.FAILED);
  }

  Responder withFate(String page, Fate fate) {
    return withAttempts(
        attempts.stream()
            .map(attempt -> attempt.page().equals(page) ? attempt.with(fate) : attempt)
            .toList());
  }

  Responder withAttempt(Attempt attempt) {
    var more = new ArrayList<>(attempts);
    more.add(attempt);
    return withAttempts(more);
  }

  Responder withAttempts(List<Attempt> attempts) {
    return new Responder(person, schedule, why, current, attempts, pending);
  }

  Responder withPending(List<Pending> pending) {
    return new Responder(person, schedule, why, current, attempts, pending);
  }

  /** No longer chosen by the running step: only pages without a receipt are remembered. */
  Responder past() {
    return new Responder(person, schedule, why, false, waiting().toList(), List.of());
  }
}

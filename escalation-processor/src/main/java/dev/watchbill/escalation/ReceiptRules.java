package dev.watchbill.escalation;

import dev.watchbill.escalation.Responder.Attempt;
import dev.watchbill.escalation.Responder.Fate;
import dev.watchbill.schemas.Receipt;
import java.time.Instant;
import java.util.Optional;

/** What becomes of pages drives what is tried next. */
final class ReceiptRules {
  private ReceiptRules() {}

  static Decision decide(Memory memory, Directory directory, Receipt receipt, Instant now) {
    return memory
        .incident(receipt.getIncident())
        .flatMap(incident -> decide(new Turn(memory, directory, incident, now), receipt))
        .orElse(Decision.NOTHING);
  }

  private static Optional<Decision> decide(Turn turn, Receipt receipt) {
    var fate = fateOf(receipt);
    var paged =
        turn.responders.stream().filter(r -> r.attempt(receipt.getPage()).isPresent()).findFirst();
    if (paged.isEmpty() || fate == Fate.WAITING) {
      return Optional.empty();
    }
    var attempt = paged.get().attempt(receipt.getPage()).orElseThrow();
    if (attempt.fate() == fate || attempt.fate() == Fate.REACHED || attempt.isTrace()) {
      return Optional.empty();
    }
    record(turn, paged.get(), receipt);
    settle(turn, paged.get(), attempt, fate, receipt.getReason());
    return Optional.of(turn.decision());
  }

  private static void record(Turn turn, Responder responder, Receipt receipt) {
    turn.record(
        "receipt",
        event ->
            event
                .setPerson(responder.person())
                .setChannel(receipt.getChannel())
                .setPage(receipt.getPage())
                .setOutcome(receipt.getOutcome())
                .setWhy(Brief.cut(receipt.getReason(), Brief.LONGEST_TITLE)));
  }

  private static void settle(
      Turn turn, Responder responder, Attempt attempt, Fate fate, String reason) {
    // What was called back stays so, unless it reached them: it may be taken yet, and then fail.
    var isCalledBack = attempt.fate() == Fate.CANCELLED && fate != Fate.REACHED;
    var after = isCalledBack ? responder : responder.withFate(attempt.page(), fate);
    turn.replace(after);
    if (fate != Fate.FAILED && turn.counts.firstReceipt == null) {
      turn.counts.firstReceipt = turn.now;
    }
    if (fate == Fate.FAILED && attempt.isOpen()) {
      failed(turn, after, attempt, reason);
    }
  }

  /** A page failed for good: the person's next contact, or, if nobody of the step is left, on. */
  static void failed(Turn turn, Responder responder, Attempt attempt, String reason) {
    if (!responder.current() || turn.phase instanceof Phase.Resolved) {
      return;
    }
    var why =
        "%s failed%s"
            .formatted(attempt.channel(), reason.isEmpty() ? "" : ": " + Brief.cut(reason, 200));
    if (Pager.nextContact(turn, responder, why)) {
      return;
    }
    if (turn.phase instanceof Phase.Paging paging
        && turn.responders.stream().filter(Responder::current).allMatch(Responder::isExhausted)) {
      exhausted(turn, paging);
    } else if (turn.phase instanceof Phase.Acknowledged owner
        && owner.by().equals(responder.person())
        && turn.responder(owner.by()).filter(Responder::isExhausted).isPresent()) {
      var paging = Phase.Paging.before(owner.step(), owner.round(), turn.now);
      goOn(turn, paging, "Whoever has it can't be told that it is no longer what they took");
    }
  }

  private static void exhausted(Turn turn, Phase.Paging paging) {
    var why = "Nobody of the step can be reached";
    if (paging.step() == Plan.FINALLY) {
      // A faster round would reach nobody either.
      EndOfRoad.askOthers(turn, why);
    } else {
      goOn(turn, paging, why);
    }
  }

  /** Nobody of a step is left who could be reached: the next one fires at once. */
  static void goOn(Turn turn, Phase.Paging from, String why) {
    turn.record("escalated", event -> event.setStep(from.step()).setWhy(why));
    Steps.next(turn, from, turn.now, "nobody before you could be reached");
  }

  private static Fate fateOf(Receipt receipt) {
    return switch (receipt.getOutcome()) {
      case "accepted" -> Fate.TAKEN;
      case "delivered", "seen" -> Fate.REACHED;
      case "failed" -> receipt.getPermanent() ? Fate.FAILED : Fate.WAITING;
      case "expired" -> Fate.FAILED;
      default -> Fate.WAITING;
    };
  }
}

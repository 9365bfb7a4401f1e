package dev.watchbill.escalation;

import dev.watchbill.escalation.Responder.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is due with each responder: receipts that didn't come, and their own next rules. */
final class OwnRules {
  // A rule that is later than this was slept over, and not only looked at a little late.
  private static final Duration OUTAGE = Duration.ofSeconds(30);

  private final Turn turn;

  private OwnRules(Turn turn) {
    this.turn = turn;
  }

  /** Pages of which nothing was heard in time count as failed. */
  static void missedReceipts(Turn turn) {
    new OwnRules(turn).missed();
  }

  /** Uses the contacts whose time has come. */
  static void due(Turn turn) {
    new OwnRules(turn).ownRules();
  }

  private void missed() {
    for (var responder : List.copyOf(turn.responders)) {
      responder
          .waiting()
          .filter(a -> turn.isDue(a.receiptBy()))
          .toList()
          .forEach(a -> missed(responder.person(), a));
    }
  }

  private void missed(String person, Responder.Attempt attempt) {
    var responder = turn.responder(person);
    if (responder
        .flatMap(r -> r.attempt(attempt.page()))
        .filter(a -> a.fate() == Responder.Fate.WAITING)
        .isEmpty()) {
      return; // The step went on meanwhile, and called it back.
    }
    var failed = responder.orElseThrow().withFate(attempt.page(), Responder.Fate.FAILED);
    turn.replace(failed);
    turn.record(
        "receipt",
        event ->
            event
                .setPerson(person)
                .setChannel(attempt.channel())
                .setPage(attempt.page())
                .setOutcome("failed")
                .setWhy("No receipt in time"));
    ReceiptRules.failed(turn, failed, attempt, "no receipt in time");
  }

  private void ownRules() {
    for (var responder : List.copyOf(turn.responders)) {
      var due = responder.pending().stream().filter(rule -> turn.isDue(rule.due())).toList();
      if (!due.isEmpty() && !Pager.waits(turn, responder) && !Handing.tookOver(turn, responder)) {
        ownRules(responder.person(), withoutOverslept(responder, due));
      }
    }
  }

  /** After an outage one page is enough: the last of the rules, which insists most. */
  private List<Pending> withoutOverslept(Responder responder, List<Pending> due) {
    var last = due.stream().map(Pending::due).max(Instant::compareTo).orElse(turn.now);
    var overslept =
        due.stream()
            .filter(rule -> rule.due().isBefore(last))
            .filter(rule -> rule.due().plus(OUTAGE).isBefore(turn.now))
            .toList();
    if (overslept.isEmpty()) {
      return due;
    }
    var left = responder.pending().stream().filter(rule -> !overslept.contains(rule)).toList();
    turn.replace(responder.withPending(left));
    overslept.forEach(rule ->
        turn.record(
            "not-paged",
            event ->
                event
                    .setPerson(responder.person())
                    .setChannel(rule.channel())
                    .setDeadline(rule.due())
                    .setWhy("Overdue after an outage; their next rule is due too, and is used")));
    return due.stream().filter(rule -> !overslept.contains(rule)).toList();
  }

  private void ownRules(String person, List<Pending> due) {
    for (var rule : due) {
      var now = turn.responder(person).filter(r -> r.pending().contains(rule));
      now.ifPresent(r ->
          Pager.pageBy(
              turn,
              r.withPending(r.pending().stream().filter(p -> !p.equals(rule)).toList()),
              rule.channel(),
              "their own rule: next by " + rule.channel()));
    }
  }
}

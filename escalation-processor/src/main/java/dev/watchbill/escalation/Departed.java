package dev.watchbill.escalation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Somebody left the roster, or goes by another id there: they can't be reached any more, nor do
 * anything about an incident that they had. Whoever is on call now is asked for it.
 */
public final class Departed {
  private Departed() {}

  /** Looks at an incident after a roster came that lacks somebody the one before had. */
  static Decision decide(Memory memory, Directory directory, String incident, Instant now) {
    return memory
        .incident(incident)
        .filter(known -> concerns(directory, known))
        .map(known -> {
          var turn = new Turn(memory, directory, known, now);
          replace(turn);
          return turn.decision();
        })
        .orElse(Decision.NOTHING);
  }

  /** Whether somebody who left has it, or is being asked for it. */
  public static boolean concerns(Directory directory, Escalation incident) {
    return (incident.phase() instanceof Phase.Acknowledged owner && isOwner(directory, owner))
        || !gone(directory, incident.phase(), incident.responders()).isEmpty();
  }

  /**
   * Who is still being asked, and left. Whoever helps is no longer once their rules are through.
   */
  private static List<Responder> gone(
      Directory directory, Phase phase, List<Responder> responders) {
    return responders.stream()
        .filter(Responder::current)
        .filter(it -> phase instanceof Phase.Paging || !it.pending().isEmpty())
        .filter(it -> hasLeft(directory, it.person()))
        .toList();
  }

  /** Before the first roster nobody has left it. */
  static boolean hasLeft(Directory directory, String person) {
    return directory.isThere() && directory.person(person).isEmpty();
  }

  /** Whether whoever has an incident left. A sender's user, or a token, was never there. */
  static boolean isOwner(Directory directory, Phase.Acknowledged owner) {
    return owner.known() && hasLeft(directory, owner.by());
  }

  /** Asks others in the place of whoever left. */
  static void replace(Turn turn) {
    // Somebody who tried their own pages: nobody else is paged for that.
    if (ByHand.isOwnTest(turn)) {
      return;
    }
    if (turn.phase instanceof Phase.Acknowledged owner && isOwner(turn.directory, owner)) {
      askAgain(turn, owner);
    } else {
      stopAsking(turn);
    }
  }

  private static void stopAsking(Turn turn) {
    var gone = gone(turn.directory, turn.phase, turn.responders);
    gone.forEach(it -> stopAsking(turn, it));
    if (gone.isEmpty() || !(turn.phase instanceof Phase.Paging paging) || Holds.putAside(turn)) {
      return;
    }
    var names = gone.stream().map(Responder::person).collect(Collectors.joining(" and "));
    var why = names + (gone.size() == 1 ? " is" : " are") + " no longer in the roster";
    gone.stream()
        .map(Responder::schedule)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(schedule -> Handing.inPlace(turn, schedule, why));
    if (turn.responders.stream().filter(Responder::current).allMatch(Responder::isExhausted)) {
      ReceiptRules.goOn(turn, paging, why);
    } else {
      Publication.assign(turn, why);
    }
  }

  /** Their own rules end, and what they acknowledged together with others counts no more. */
  private static void stopAsking(Turn turn, Responder gone) {
    Pager.cancel(turn, gone, "no longer in the roster");
    turn.responder(gone.person()).map(Responder::past).ifPresent(turn::replace);
    if (turn.phase instanceof Phase.Paging paging) {
      turn.phase = paging.withoutAck(gone.person());
    }
    turn.record(
        "not-paged",
        event -> event.setPerson(gone.person()).setWhy("Not any more: no longer in the roster"));
  }

  /** As if the acknowledgement had expired, with another reason. */
  static void askAgain(Turn turn, Phase.Acknowledged owner) {
    AskingAgain.backTo(
        turn,
        "owner-left",
        owner.by(),
        owner.schedule(),
        owner.step(),
        owner.round(),
        owner.by() + ", who had it, is no longer in the roster");
  }
}

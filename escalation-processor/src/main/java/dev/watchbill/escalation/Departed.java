package dev.watchbill.escalation;

import java.time.Instant;

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

  /** Whether somebody who left has it. */
  public static boolean concerns(Directory directory, Escalation incident) {
    return incident.phase() instanceof Phase.Acknowledged owner && isOwner(directory, owner);
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
    if (!ByHand.isOwnTest(turn)
        && turn.phase instanceof Phase.Acknowledged owner
        && isOwner(turn.directory, owner)) {
      askAgain(turn, owner);
    }
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

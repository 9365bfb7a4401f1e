package dev.watchbill.escalation;

/**
 * Tells whoever acknowledged an incident that it is no longer what they took. What only joins is
 * told at most once a storm window, the rest of it together when that is over: a storm must not
 * page its owner with each of its alerts.
 */
final class Joining {
  private Joining() {}

  /** It is worse than what they took: that can't wait. */
  static void worse(Turn turn, Phase.Acknowledged owner, String why) {
    page(turn, Acknowledging.renewed(turn, owner), why);
  }

  /** An alert of a kind that wasn't there joined. */
  static void another(Turn turn, String name) {
    if (!(turn.phase instanceof Phase.Acknowledged owner)) {
      return;
    }
    var why = "an alert of a new kind joined: " + name;
    if (Departed.hasOwner(turn)) {
      Departed.replace(turn);
    } else if (!isKnown(turn, owner)) {
      turn.record(
          "not-paged",
          event ->
              event
                  .setPerson(owner.by())
                  .setWhy("The roster has no " + owner.by() + ", who has it: " + why));
    } else if (owner.tellFrom() == null || !turn.now.isBefore(owner.tellFrom())) {
      page(turn, owner, why);
    } else {
      turn.phase = owner.withOneMore();
      turn.record(
          "not-paged",
          event ->
              event
                  .setPerson(owner.by())
                  .setDeadline(owner.tellFrom())
                  .setWhy("Told a moment ago; told with what else joins: " + why));
    }
  }

  /** Tells together what had to wait. */
  static void catchUp(Turn turn, Phase.Acknowledged owner) {
    page(
        turn,
        owner,
        owner.untold() == 1
            ? "1 more alert of a new kind joined"
            : owner.untold() + " more alerts of new kinds joined");
  }

  /** Whether they can be told: a sender's user may be nobody of the roster. */
  static boolean isKnown(Turn turn, Phase.Acknowledged owner) {
    return turn.directory.person(owner.by()).isPresent();
  }

  private static void page(Turn turn, Phase.Acknowledged owner, String why) {
    turn.phase = owner.told(turn.now.plus(turn.directory.limits().stormWindow()));
    Pager.pageAlso(
        turn, new Targets.Chosen(owner.by(), owner.schedule(), "you acknowledged it"), why);
  }
}

package dev.watchbill.escalation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    return hasOwner(directory, incident)
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

  /** Somebody who has an incident, or put it aside, and where the search goes on. */
  private record Owner(String by, @Nullable String schedule, int step, int round) {}

  /** Whether whoever has it left. */
  static boolean hasOwner(Directory directory, Escalation incident) {
    return owner(directory, incident.phase(), incident.tally().people()).isPresent();
  }

  /** Whether whoever has it left. */
  static boolean hasOwner(Turn turn) {
    return owner(turn.directory, turn.phase, turn.counts.people).isPresent();
  }

  /** A sender's user, or a token, was never there; whoever was paged was. */
  private static Optional<Owner> owner(Directory directory, Phase phase, Collection<String> paged) {
    var owner =
        switch (phase) {
          case Phase.Acknowledged a when a.known() || paged.contains(a.by()) ->
              new Owner(a.by(), a.schedule(), a.step(), a.round());
          case Phase.Snoozed s when paged.contains(s.by()) ->
              new Owner(s.by(), s.schedule(), s.step(), s.round());
          default -> null;
        };
    return Optional.ofNullable(owner).filter(it -> hasLeft(directory, it.by()));
  }

  /** Whether somebody was asked for an incident, and left since: it is no longer theirs to take. */
  static boolean hasLeft(Turn turn, String person) {
    return hasLeft(turn.directory, person)
        && (turn.responder(person).isPresent() || turn.counts.people.contains(person));
  }

  /** Asks others in the place of whoever left. */
  static void replace(Turn turn) {
    // Somebody who tried their own pages: nobody else is paged for that.
    if (ByHand.isOwnTest(turn)) {
      return;
    }
    owner(turn.directory, turn.phase, turn.counts.people)
        .ifPresentOrElse(owner -> askAgain(turn, owner), () -> stopAsking(turn));
  }

  private static void stopAsking(Turn turn) {
    var gone = gone(turn.directory, turn.phase, turn.responders);
    gone.forEach(it -> stopAsking(turn, it));
    if (gone.isEmpty() || !(turn.phase instanceof Phase.Paging) || Holds.putAside(turn)) {
      return;
    }
    var names = gone.stream().map(Responder::person).collect(Collectors.joining(" and "));
    var why = names + (gone.size() == 1 ? " is" : " are") + " no longer in the roster";
    gone.stream()
        .map(Responder::schedule)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(schedule -> Handing.inPlace(turn, schedule, why));
    askedOnly(turn, why);
  }

  /** As where the step had had these people alone from the beginning. */
  private static void askedOnly(Turn turn, String why) {
    var asked = turn.responders.stream().filter(Responder::current).toList();
    var paging = ((Phase.Paging) turn.phase).withAcksFrom(asked.size());
    turn.phase = paging;
    if (paging.acks().size() >= paging.acksNeeded()) {
      Acknowledging.take(
          turn, paging.acks().getLast(), event -> event.setWhy(why + ": nobody else must"));
    } else if (asked.stream().allMatch(Responder::isExhausted)) {
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
  private static void askAgain(Turn turn, Owner owner) {
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

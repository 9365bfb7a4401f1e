package dev.watchbill.escalation;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The watch changes while nobody has acknowledged: whoever takes it over is paged beside those who
 * were, if the step that runs names that schedule.
 */
final class Handing {
  private Handing() {}

  /** When the first shift ends that a step looks up; null: not while it runs. */
  static @Nullable Instant next(Turn turn, int step, Instant due) {
    return asks(turn, step) ? within(turn, found(turn, step, turn.now).handoffAt(), due) : null;
  }

  /** A handoff after the step is over is the next step's business. */
  static @Nullable Instant within(Turn turn, @Nullable Instant handoffAt, Instant due) {
    return handoffAt == null || !handoffAt.isBefore(due) || !handoffAt.isAfter(turn.now)
        ? null
        : handoffAt;
  }

  /** A watch changed. */
  static void over(Turn turn, Phase.Paging paging, Instant handoffAt) {
    turn.phase = paging.withHandoffAt(next(turn, paging.step(), paging.due()));
    var incoming = incoming(turn, paging.step(), handoffAt);
    page(turn, incoming, "you took over the watch", "the watch changed");
    if (!incoming.isEmpty()) {
      Publication.assign(turn, "handoff: the watch changed while nobody had acknowledged");
    }
  }

  /** Pages whoever is on call by a schedule in the place of somebody who can't be asked there. */
  static void inPlace(Turn turn, String schedule, String why) {
    var onCall =
        turn.directory.onCall(schedule, turn.now).stream()
            .filter(duty -> turn.directory.person(duty.person()).isPresent())
            .map(duty -> new Targets.Chosen(duty.person(), schedule, "on call in " + schedule))
            .filter(chosen -> isNew(turn, chosen))
            .toList();
    page(turn, onCall, why, why);
  }

  /** Whoever can't be reached among them isn't alone. */
  private static void page(Turn turn, List<Targets.Chosen> chosen, String why, String whyNotAlone) {
    chosen.forEach(it -> Pager.pageAlso(turn, it, why));
    NotAlone.with(turn, chosen).stream()
        .filter(it -> isNew(turn, it))
        .forEach(it -> Pager.pageAlso(turn, it, whyNotAlone));
  }

  private static boolean isNew(Turn turn, Targets.Chosen chosen) {
    var knows =
        turn.phase instanceof Phase.Paging paging && paging.acks().contains(chosen.person());
    return !knows && turn.responder(chosen.person()).filter(Responder::current).isEmpty();
  }

  /**
   * Somebody who was not to be disturbed when the step chose them, and isn't on call any more when
   * they may be: whoever is on call then is paged in their place.
   *
   * @return whether anybody is
   */
  static boolean tookOver(Turn turn, Responder chosen) {
    var schedule = chosen.schedule();
    if (schedule == null || !chosen.attempts().isEmpty()) {
      return false;
    }
    var now =
        turn.directory.onCall(schedule, turn.now).stream()
            .filter(duty -> turn.directory.person(duty.person()).isPresent())
            .toList();
    if (now.isEmpty() || now.stream().anyMatch(duty -> duty.person().equals(chosen.person()))) {
      return false;
    }
    var gone = turn.directory.nameOf(chosen.person());
    turn.responders.removeIf(r -> r.person().equals(chosen.person()));
    turn.record(
        "not-paged",
        event ->
            event
                .setPerson(chosen.person())
                .setWhy("No longer on call in " + schedule + ", and not disturbed before"));
    now.stream()
        .filter(duty -> turn.responder(duty.person()).filter(Responder::current).isEmpty())
        .forEach(duty ->
            Pager.pageAlso(
                turn,
                new Targets.Chosen(duty.person(), schedule, "on call in " + schedule),
                gone + " was asked before, and is no longer on call"));
    Publication.assign(turn, "the watch changed before " + gone + " could be disturbed");
    return true;
  }

  /** Those on call now who weren't a moment before: whoever was passed over then still is. */
  private static List<Targets.Chosen> incoming(Turn turn, int step, Instant handoffAt) {
    if (!asks(turn, step)) {
      return List.of();
    }
    var before = onDuty(found(turn, step, handoffAt.minusMillis(1)));
    return found(turn, step, turn.now).people().stream()
        .filter(chosen -> chosen.schedule() != null && !before.contains(chosen.person()))
        .filter(chosen -> isNew(turn, chosen))
        .toList();
  }

  private static Set<String> onDuty(Targets.Found found) {
    var people = new HashSet<String>();
    found.people().forEach(chosen -> people.add(chosen.person()));
    return people;
  }

  private static boolean asks(Turn turn, int step) {
    return step == Plan.FINALLY || (step > 0 && step <= turn.plan.size());
  }

  private static Targets.Found found(Turn turn, int step, Instant at) {
    var targets = step == Plan.FINALLY ? Finally.targets(turn) : turn.plan.step(step).getTargets();
    return Targets.find(turn.directory, turn.brief.getService(), targets, at);
  }
}

package dev.watchbill.escalation;

import dev.watchbill.schemas.Response;
import java.util.List;
import java.util.Optional;

/** Somebody names other people: to have the incident, or to help with it. */
record HandingOn(Turn turn, Response response, Outcome outcome) {

  /** Gives the incident to others. */
  void reassign() {
    noPeople("reassign")
        .ifPresentOrElse(
            outcome::refused, () -> giveTo(response.getTo().stream().distinct().toList()));
  }

  /** Asks more people to help. */
  void addResponders() {
    noPeople("add responders to")
        .ifPresentOrElse(
            outcome::refused, () -> askToHelp(response.getTo().stream().distinct().toList()));
  }

  /** Why those named can't be asked; empty: they can. */
  private Optional<String> noPeople(String deed) {
    if (turn.phase instanceof Phase.Resolved resolved) {
      return Optional.of(
          "Expected to %s incident '%s', but %s"
              .formatted(deed, turn.id(), Outcome.resolvedAt(resolved)));
    }
    if (response.getTo().isEmpty()) {
      return Optional.of(
          "Expected at least one person to %s it to, but got nobody"
              .formatted(deed.equals("reassign") ? deed : "add"));
    }
    return response.getTo().stream()
        .filter(p -> turn.directory.person(p).isEmpty())
        .findFirst()
        .map(p -> "Expected a person of the roster, but got '" + Brief.cut(p, 100) + "'");
  }

  /** They are paged beside whoever has it; nothing else changes. */
  private void askToHelp(List<String> people) {
    var why = "asked to help by " + turn.directory.nameOf(response.getPerson());
    turn.record(
        "responder-added",
        event -> outcome.applied(event).setPeople(people).setText(outcome.text()).setWhy(why));
    people.forEach(person -> Pager.pageAlso(turn, new Targets.Chosen(person, null, why), why));
    Publication.assign(turn, why);
  }

  private void giveTo(List<String> people) {
    var why = "reassigned by " + turn.directory.nameOf(response.getPerson());
    var step = Publication.stepOf(turn.phase);
    var round = Publication.roundOf(turn.phase);
    Pager.cancelAll(turn, why);
    turn.byHand = true;
    var due = turn.now.plus(Steps.waitAfter(turn.plan, turn.directory, Math.max(step, 1), round));
    turn.phase =
        Phase.Paging.before(
            step,
            round,
            step == Plan.FINALLY ? turn.now.plus(turn.directory.limits().finallyEvery()) : due);
    turn.record(
        "reassigned",
        event -> outcome.applied(event).setPeople(people).setText(outcome.text()).setWhy(why));
    Pager.pageStep(
        turn,
        people.stream()
            .map(
                p -> new Steps.Paged(new Targets.Chosen(p, null, "it was given to you"), List.of()))
            .toList(),
        why);
    Publication.assign(turn, why);
  }
}

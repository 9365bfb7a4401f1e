package dev.watchbill.notifier.answers;

import java.util.Optional;
import java.util.Set;

/** Turns presses on notices into commands: a handoff accepted, a swap accepted or declined. */
public record NoticeAnswers(GivenCommands given, LinkedPeople people) {
  private static final Set<String> ANSWERS = Set.of("accept", "decline");
  private static final int LONGEST_TARGET = 500;

  /**
   * One press.
   *
   * @param answer accept | decline
   */
  public record Answer(String answer, String target, String user) {
    /** Empty: the button isn't one of a notice. */
    public static Optional<Answer> of(String answer, String target, String user) {
      return Optional.of(new Answer(answer, target, user))
          .filter(it -> ANSWERS.contains(answer))
          .filter(it -> !target.isBlank() && target.length() <= LONGEST_TARGET);
    }
  }

  /**
   * Hands it over, and waits a little while for the decision.
   *
   * @param key the same for the same press, whenever and wherever it arrives
   */
  public Result perform(Answer answer, String key) {
    var person = people.linked(answer.user());
    if (person.isEmpty()) {
      return new Result("unlinked", people.unlinked(answer.user()));
    }
    if (!people.mayAct(person.get())) {
      return LinkedPeople.forbidden();
    }
    return given.give(
        given.by(person.get(), answer.answer(), key).setTarget(answer.target()).build());
  }
}

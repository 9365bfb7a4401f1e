package dev.watchbill.notifier.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Turns presses on notices into commands: a handoff accepted, a swap accepted or declined. */
final class NoticeAnswers {
  private static final Set<String> ANSWERS = Set.of("accept", "decline");
  private static final int LONGEST_TARGET = 500;

  private final GivenCommands given;
  private final SlackPeople people;

  NoticeAnswers(GivenCommands given, SlackPeople people) {
    this.given = given;
    this.people = people;
  }

  /**
   * One press.
   *
   * @param answer accept | decline
   */
  record Answer(String answer, String target, String user) {}

  /** Empty: the button isn't one of a notice. */
  static Optional<Answer> of(BlockActionPayload pressed) {
    if (pressed == null
        || !BlockActionPayload.TYPE.equals(pressed.getType())
        || pressed.getUser() == null
        || pressed.getActions() == null
        || pressed.getActions().isEmpty()) {
      return Optional.empty();
    }
    var first = pressed.getActions().getFirst();
    return Optional.of(
            new Answer(
                String.valueOf(first.getActionId()),
                Objects.requireNonNullElse(first.getValue(), ""),
                String.valueOf(pressed.getUser().getId())))
        .filter(answer -> ANSWERS.contains(answer.answer()))
        .filter(answer -> !answer.target().isBlank())
        .filter(answer -> answer.target().length() <= LONGEST_TARGET);
  }

  Result perform(Answer answer, String key) {
    var person = people.linked(answer.user());
    if (person.isEmpty()) {
      return new Result("unlinked", people.unlinked(answer.user()));
    }
    if (!people.mayAct(person.get())) {
      return SlackPeople.forbidden();
    }
    return given.give(
        given.by(person.get(), answer.answer(), key).setTarget(answer.target()).build());
  }
}

package dev.watchbill.notifier.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import dev.watchbill.notifier.answers.Commands;
import dev.watchbill.notifier.slack.SlackActions.Result;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.config.Secrets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns presses on notices into commands: a handoff accepted, a swap accepted or declined. */
final class NoticeAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeAnswers.class);
  private static final Set<String> ANSWERS = Set.of("accept", "decline");
  private static final int LONGEST_TARGET = 500;

  private final Commands commands;
  private final SlackPeople people;
  private final InstantSource clock;

  NoticeAnswers(Commands commands, SlackPeople people, InstantSource clock) {
    this.commands = commands;
    this.people = people;
    this.clock = clock;
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
      return new Result("unlinked", SlackPeople.unlinked(answer.user()));
    }
    if (!people.mayAct(person.get())) {
      return new Result(
          "forbidden", "Not done. Your role in the roster is viewer; acting takes a responder.");
    }
    var command =
        ScheduleCommand.newBuilder()
            .setId("slack-" + Secrets.hash(key).substring(0, 32))
            .setAt(clock.instant())
            .setBy(person.get())
            .setVia(SlackRooms.SLACK)
            .setAction(answer.answer())
            .setTarget(answer.target())
            .build();
    try {
      return said(commands.give(command).join());
    } catch (CompletionException e) {
      return failed(e);
    }
  }

  private static Result said(ScheduleEvent event) {
    var outcome = Objects.requireNonNullElse(event.getOutcome(), "applied");
    var done = outcome.equals("refused") ? "Not done" : "Done";
    return new Result(
        outcome, event.getWhy().isBlank() ? done + "." : done + ": " + event.getWhy() + ".");
  }

  private static Result failed(CompletionException e) {
    if (e.getCause() instanceof TimeoutException) {
      return new Result("late", "Recorded, but it takes longer than usual to be in force.");
    }
    LOG.atError().setCause(e).log("command not written");
    return new Result(
        "failed", "Not recorded: Watchbill can't reach its broker. Try again in a minute.");
  }
}

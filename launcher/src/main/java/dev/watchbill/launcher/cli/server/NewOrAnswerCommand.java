package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Asks something new of a schedule, or answers what was asked before. */
abstract class NewOrAnswerCommand extends AskCommand {
  @Parameters(paramLabel = "SCHEDULE", arity = "0..1", description = "Such as payments-primary")
  @Nullable String schedule;

  /**
   * An answer to what was asked before.
   *
   * @param target its id
   * @param answer accept, decline or withdraw
   */
  record Answer(@Nullable String target, String answer) {}

  /** Null: something new is asked. */
  abstract @Nullable Answer answer();

  /** Where something new is asked, below {@code /api/v1/}. */
  abstract String newPath();

  /** Adds what is asked to what names the schedule. */
  abstract ObjectNode ask(ObjectNode body);

  @Override
  final String path() {
    return answer() == null ? newPath() : "answers";
  }

  @Override
  final ObjectNode body() {
    var answer = answer();
    if (answer != null) {
      return JSON.objectNode().put("target", answer.target()).put("answer", answer.answer());
    }
    if (schedule == null) {
      throw usage("Expected a SCHEDULE, such as payments-primary");
    }
    return ask(JSON.objectNode().put("schedule", schedule));
  }
}

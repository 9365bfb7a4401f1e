package dev.watchbill.notifier.answers;

import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.config.Secrets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people ask of plans in a chat: handed over to be decided, and what became of it.
 *
 * @param via the chat, as in {@code ScheduleCommand.via}
 */
public record GivenCommands(Commands commands, String via, InstantSource clock) {
  private static final Logger LOG = LoggerFactory.getLogger(GivenCommands.class);

  /**
   * A command to be filled in.
   *
   * @param key the same for the same press, whenever and wherever it arrives
   */
  public ScheduleCommand.Builder by(String person, String action, String key) {
    return ScheduleCommand.newBuilder()
        .setId(via + "-" + Secrets.hash(key).substring(0, 32))
        .setAt(clock.instant())
        .setBy(person)
        .setVia(via)
        .setAction(action);
  }

  /** Waits a little while for the decision. */
  public Result give(ScheduleCommand command) {
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
    if (e.getCause() instanceof NotRecordedYet) {
      return new Result(
          "unsure",
          "Not recorded yet: Watchbill waits for its broker. Look in a minute whether it is in force, and ask again if it isn't.");
    }
    LOG.atError().setCause(e).log("command not written");
    return new Result(
        "failed", "Not recorded: Watchbill can't reach its broker. Try again in a minute.");
  }
}

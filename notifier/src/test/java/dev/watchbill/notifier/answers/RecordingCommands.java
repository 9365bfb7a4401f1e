package dev.watchbill.notifier.answers;

import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps commands, and answers them all alike. */
public final class RecordingCommands implements Commands {
  private final List<ScheduleCommand> given = new CopyOnWriteArrayList<>();
  private String outcome = "applied";
  private String why = "";
  private @Nullable Exception problem;

  public RecordingCommands answering(String outcome, String why) {
    this.outcome = outcome;
    this.why = why;
    return this;
  }

  public RecordingCommands failingWith(Exception problem) {
    this.problem = problem;
    return this;
  }

  public List<ScheduleCommand> given() {
    return given;
  }

  @Override
  public CompletableFuture<ScheduleEvent> give(ScheduleCommand command) {
    given.add(command);
    return problem != null
        ? CompletableFuture.failedFuture(problem)
        : CompletableFuture.completedFuture(
            ScheduleEvent.newBuilder()
                .setType("command")
                .setCommand(command.getId())
                .setOutcome(outcome)
                .setWhy(why)
                .build());
  }
}

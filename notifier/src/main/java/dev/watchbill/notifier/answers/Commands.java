package dev.watchbill.notifier.answers;

import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import java.util.concurrent.CompletableFuture;

/** Where what people ask of plans goes. */
public interface Commands {
  /**
   * Hands a command on.
   *
   * @return the event that says what became of it; fails with a {@link
   *     java.util.concurrent.TimeoutException} if it is recorded and that takes too long, with
   *     {@link NotRecordedYet} if it isn't sure yet that it is recorded, and otherwise if the
   *     command could not be handed on
   */
  CompletableFuture<ScheduleEvent> give(ScheduleCommand command);
}

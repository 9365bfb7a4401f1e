package dev.watchbill.notifier.answers;

import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import java.util.concurrent.CompletableFuture;

/** Where people's answers go. */
public interface Responses {
  /**
   * Hands an answer on.
   *
   * @return the timeline entry that says what became of it; fails with a {@link
   *     java.util.concurrent.TimeoutException} if it is recorded and that takes too long, with
   *     {@link NotRecordedYet} if it isn't sure yet that it is recorded, and otherwise if the
   *     answer could not be handed on
   */
  CompletableFuture<IncidentEvent> give(Response response);
}

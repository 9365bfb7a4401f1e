package dev.watchbill.schemas.kafka;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Clients of Kafka each take up to half a second to end: the time a fetch waits for records. */
public final class SideBySide {
  private SideBySide() {}

  /**
   * Ends all at the same time; returns when the last has ended.
   *
   * @throws java.util.concurrent.CompletionException if one fails, after all have ended
   */
  public static void end(Runnable... endings) {
    CompletableFuture.allOf(
            Arrays.stream(endings)
                .map(ending ->
                    CompletableFuture.runAsync(
                        ending, task -> Thread.ofPlatform().daemon().start(task)))
                .toArray(CompletableFuture[]::new))
        .join();
  }
}

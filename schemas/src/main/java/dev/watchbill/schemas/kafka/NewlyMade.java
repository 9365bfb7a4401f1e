package dev.watchbill.schemas.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Questions about topics that were made a moment ago. The controller answers "made" before every
 * broker has heard of it, so a broker may say for a while that it doesn't know such a topic.
 */
final class NewlyMade {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private NewlyMade() {}

  /** A question to brokers. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws ExecutionException, InterruptedException;
  }

  /** The answer, once brokers know the topics; their "unknown" if they don't within 30 s. */
  static <T> T known(Question<T> question) throws ExecutionException, InterruptedException {
    var asked = System.nanoTime();
    while (true) {
      try {
        return question.ask();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() - asked > PATIENCE.toNanos()) {
          throw e;
        }
        Thread.sleep(PAUSE);
      }
    }
  }
}

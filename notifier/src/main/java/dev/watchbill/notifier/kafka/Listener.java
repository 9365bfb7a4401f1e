package dev.watchbill.notifier.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that reads a topic without a group. A consumer that fails is replaced. */
final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  private final String topic;
  private final Supplier<? extends Consumer<String, byte[]>> consumers;
  private final Following following;
  private final Thread thread;
  private volatile boolean closing;

  /** What is done with a consumer. */
  @FunctionalInterface
  interface Following {
    /** Reads until it is time to stop. */
    void follow(Consumer<String, byte[]> consumer);
  }

  /**
   * @param name of the thread
   * @param consumers makes a consumer
   */
  Listener(
      String name,
      String topic,
      Supplier<? extends Consumer<String, byte[]>> consumers,
      Following following) {
    this.topic = topic;
    this.consumers = consumers;
    this.following = following;
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Whether it is time to stop. */
  boolean isClosing() {
    return closing;
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closing) {
      try (var consumer = consumers.get()) {
        following.follow(consumer);
      } catch (RuntimeException e) {
        LOG.atError().addKeyValue("topic", topic).setCause(e).log("reading starts again");
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(500));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

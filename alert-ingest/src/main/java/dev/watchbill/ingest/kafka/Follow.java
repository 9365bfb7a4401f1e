package dev.watchbill.ingest.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a follower of a topic going that may not find its broker at first: one that stops before it
 * has caught up is replaced.
 */
public final class Follow<F extends AutoCloseable> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Follow.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String what;
  private final Supplier<F> make;
  private final Function<F, CompletableFuture<Void>> caughtUp;
  private final Thread thread;
  private volatile @Nullable F following;
  private volatile boolean ready;

  /**
   * Starts to follow.
   *
   * @param what is followed, for the log
   */
  public Follow(String what, Supplier<F> make, Function<F, CompletableFuture<Void>> caughtUp) {
    this.what = what;
    this.make = make;
    this.caughtUp = caughtUp;
    this.thread = Thread.ofPlatform().daemon().name("ingest-follows-" + what).start(this::follow);
  }

  /** Whether everything that was there at the start has been read. */
  public boolean ready() {
    return ready;
  }

  /** The follower, once there is one. */
  public @Nullable F following() {
    return following;
  }

  @Override
  public void close() {
    thread.interrupt();
    closeFollowing();
  }

  private void follow() {
    try {
      while (!ready && !Thread.currentThread().isInterrupted()) {
        tryToFollow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryToFollow() throws InterruptedException {
    try {
      var made = make.get();
      following = made;
      caughtUp.apply(made).join();
      ready = true;
    } catch (CompletionException | org.apache.kafka.common.KafkaException e) {
      LOG.atWarn().addKeyValue("what", what).setCause(e).log("can't follow yet; trying again");
      closeFollowing();
      Thread.sleep(PAUSE);
    }
  }

  private void closeFollowing() {
    var held = following;
    if (held == null) {
      return;
    }
    try {
      held.close();
    } catch (Exception e) {
      LOG.atWarn().addKeyValue("what", what).setCause(e).log("a follower didn't close cleanly");
    }
  }
}

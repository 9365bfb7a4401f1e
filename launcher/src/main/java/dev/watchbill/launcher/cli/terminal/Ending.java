package dev.watchbill.launcher.cli.terminal;

import dev.watchbill.launcher.up.Progress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ends what runs when the process is told to (Ctrl-C, SIGTERM): cleanly, or after five seconds
 * anyway. What was acknowledged is safe either way.
 */
public final class Ending implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(4800);

  private final Progress progress;
  private final CountDownLatch told = new CountDownLatch(1);
  private final AtomicReference<@Nullable AutoCloseable> running = new AtomicReference<>();
  private final Thread hook = new Thread(this::end, "ending");

  public Ending(Progress progress) {
    this.progress = progress;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  public <T extends AutoCloseable> T closes(T started) {
    running.set(started);
    return started;
  }

  /** Whether the process was told to end. */
  public boolean told() {
    return told.getCount() == 0;
  }

  /** Returns when the process is told to end; its exit code is then decided. */
  public void await() throws InterruptedException {
    told.await();
    hook.join();
  }

  @Override
  public void close() {
    if (!told()) {
      Runtime.getRuntime().removeShutdownHook(hook);
      closeRunning();
    }
  }

  private void end() {
    told.countDown();
    progress.say("stopping");
    var closing = Thread.ofPlatform().daemon().name("closing").start(this::closeRunning);
    try {
      if (closing.join(PATIENCE)) {
        progress.say("stopped");
      } else {
        progress.say("stopped, not waiting any longer for what was still closing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Being told to end is no failure; and no other hook may hold this up.
    Runtime.getRuntime().halt(Exit.OK);
  }

  private void closeRunning() {
    var closing = running.getAndSet(null);
    if (closing == null) {
      return;
    }
    try {
      closing.close();
    } catch (Exception e) {
      progress.say("Expected a clean end, but " + e);
    }
  }
}

package dev.watchbill.launcher.simulate;

import dev.watchbill.launcher.simulate.HourByHour.Hour;
import dev.watchbill.launcher.simulate.HourByHour.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Plays that have nothing to do with each other, each by a thread of its own. Their lines are mixed
 * hour by hour, so that they come in one order however fast each thread is.
 */
final class SideBySide {
  /** One that is faster waits: what it says is kept until the others have come as far. */
  private static final int HOURS_AHEAD = 48;

  private SideBySide() {}

  /** One of them. */
  private static final class Running {
    private final BlockingQueue<Hour> hours = new ArrayBlockingQueue<>(HOURS_AHEAD);
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private final Thread thread;
    private boolean over;

    Running(Function<Consumer<Hour>, Result> play, int number) {
      thread = Thread.ofPlatform().daemon().name("simulation-" + number).start(() -> run(play));
    }

    private void run(Function<Consumer<Hour>, Result> play) {
      try {
        result.complete(play.apply(this::hand));
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
        hours.clear();
        var _ = hours.offer(new Hour(List.of(), true));
      }
    }

    private void hand(Hour hour) {
      try {
        hours.put(hour);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("nobody waits for it any more");
      }
    }

    List<Placed> next() throws InterruptedException {
      if (over) {
        return List.of();
      }
      var hour = hours.take();
      over = hour.isLast();
      if (over) {
        // Says what went wrong, before the others come to their end.
        var _ = result.join();
      }
      return hour.lines();
    }
  }

  /**
   * Runs them to their end.
   *
   * @param plays each is given what takes its hours, and says what it came to
   */
  static Result run(List<Function<Consumer<Hour>, Result>> plays, Consumer<Line> out) {
    var running = new ArrayList<Running>();
    try {
      plays.forEach(play -> running.add(new Running(play, running.size() + 1)));
      while (running.stream().anyMatch(one -> !one.over)) {
        var hour = new ArrayList<Placed>();
        for (var one : running) {
          hour.addAll(one.next());
        }
        tell(hour, out);
      }
      return running.stream().map(one -> one.result.join()).reduce(new Result(), Result::with);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the simulation ran", e);
    } finally {
      running.forEach(one -> one.thread.interrupt());
    }
  }

  /** Says the lines of an hour in their order. */
  static void tell(List<Placed> hour, Consumer<Line> out) {
    hour.sort(Placed.ORDER);
    hour.forEach(placed -> out.accept(placed.line()));
  }
}

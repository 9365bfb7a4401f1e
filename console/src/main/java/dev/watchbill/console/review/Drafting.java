package dev.watchbill.console.review;

import dev.watchbill.console.auth.LogAway;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.projection.Change;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drafts a review when an incident that paged somebody is resolved. What was resolved while nobody
 * drafted is caught up with; a draft that is written twice is the same, by its key.
 */
public final class Drafting implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Drafting.class);
  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final Duration BACK = Duration.ofDays(14);
  private static final int AT_ONCE = 1000;

  private final ReadModel model;
  private final ReviewLog log;
  private final InstantSource clock;
  private final Semaphore news = new Semaphore(0);
  private final Runnable unsubscribe;
  private volatile @Nullable Thread thread;
  private volatile boolean closing;

  public Drafting(ReadModel model, ReviewLog log, InstantSource clock) {
    this.model = model;
    this.log = log;
    this.clock = clock;
    unsubscribe = model.changes().subscribe(this::changed);
  }

  private void changed(Change change) {
    if (change.kind() == Change.Kind.METRICS) {
      news.release();
    }
  }

  /** Begins, once the read model holds what was on the topics at the start. */
  public void start() {
    news.release();
    thread = Thread.ofVirtual().name("console-drafts-reviews").start(this::run);
  }

  private void run() {
    while (!closing) {
      try {
        var left = draftAll();
        // What isn't whole yet, or couldn't be kept, is looked at again soon.
        var _ = left ? news.tryAcquire(2, TimeUnit.SECONDS) : await();
        news.drainPermits();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).log("reviews are drafted later");
        pause();
      }
    }
  }

  private boolean await() throws InterruptedException {
    return news.tryAcquire(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void pause() {
    try {
      Thread.sleep(AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Drafts what has no draft. @return whether something is left */
  boolean draftAll() {
    Set<String> left = new LinkedHashSet<>();
    List<String> wanted = model.reviews().undrafted(clock.instant().minus(BACK), AT_ONCE);
    for (var incident : wanted) {
      if (closing) {
        return true;
      }
      if (!draft(incident)) {
        left.add(incident);
      }
    }
    return !left.isEmpty();
  }

  private boolean draft(String incident) {
    try {
      var entry = Reviewing.draft(model, incident, clock);
      entry.ifPresent(log::put);
      return entry.isPresent();
    } catch (LogAway e) {
      return false;
    }
  }

  @Override
  public void close() {
    closing = true;
    unsubscribe.run();
    var running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}

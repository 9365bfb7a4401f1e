package dev.watchbill.console.pages.http;

import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Tells open pages that something changed; each then asks for the part it shows. Changes that come
 * close together are one event, so that a storm doesn't become a storm of requests.
 */
public final class LiveStream implements AutoCloseable {
  /** How often it is looked whether a page may go on, also where nothing changes. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private static final int LOOKS_TO_A_HEARTBEAT = 8;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Set<Semaphore> pages = ConcurrentHashMap.newKeySet();

  /** Begins anywhere, so that what another process said is no news of this one's. */
  private final AtomicLong changes = new AtomicLong(ThreadLocalRandom.current().nextLong());

  private volatile boolean closing;

  /** Something people see has changed. */
  public void changed() {
    changes.incrementAndGet();
    pages.forEach(Semaphore::release);
  }

  /** What a page that is read from now on has seen, for it to say when it listens. */
  public String seen() {
    return Long.toHexString(changes.get());
  }

  /**
   * Serves one page until it goes away, or whoever looks at it is no longer let in.
   *
   * @param seen what the page has seen; it is told at once of what changed since, before it
   *     listened or while its connection was lost. Empty: it asks for nothing of before
   * @param letIn whether whoever asked for it still is: their session may end, as may their rights
   */
  public void serve(ServerResponse response, Optional<String> seen, BooleanSupplier letIn) {
    var news = new Semaphore(0);
    pages.add(news);
    if (seen.isPresent() && !seen.get().equals(seen())) {
      news.release();
    }
    try (var sink = response.sink(SseSink.TYPE)) {
      tell(sink, "hello");
      for (var look = 1; !closing; look++) {
        var changed = news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (changed) {
          Thread.sleep(PAUSE);
          news.drainPermits();
        }
        if (!letIn.getAsBoolean()) {
          tell(sink, "ended");
          return;
        }
        if (changed) {
          tell(sink, "changed");
        } else if (look % LOOKS_TO_A_HEARTBEAT == 0) {
          tell(sink, "heartbeat");
        }
      }
    } catch (UncheckedIOException | ServerConnectionException e) {
      // The page was closed: nobody is left to tell.
    } catch (InterruptedException e) {
      // The server ends, and its pages' streams with it.
      Thread.currentThread().interrupt();
    } finally {
      pages.remove(news);
    }
  }

  private static void tell(SseSink sink, String what) {
    sink.emit(SseEvent.builder().name(what).data(what).build());
  }

  @Override
  public void close() {
    closing = true;
    changed();
  }
}

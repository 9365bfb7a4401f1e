package dev.watchbill.console.pages.http;

import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells open pages that something changed; each then asks for the part it shows. Changes that come
 * close together are one event, so that a storm doesn't become a storm of requests.
 */
public final class LiveStream implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Set<Semaphore> pages = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /** Something people see has changed. */
  public void changed() {
    pages.forEach(Semaphore::release);
  }

  /** Serves one page until it goes away. */
  public void serve(ServerRequest request, ServerResponse response) throws InterruptedException {
    var changes = new Semaphore(0);
    pages.add(changes);
    try (var sink = response.sink(SseSink.TYPE)) {
      sink.emit(SseEvent.builder().name("hello").data("hello").build());
      while (!closing) {
        if (changes.tryAcquire(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
          Thread.sleep(PAUSE);
          changes.drainPermits();
          sink.emit(SseEvent.builder().name("changed").data("changed").build());
        } else {
          sink.emit(SseEvent.builder().name("heartbeat").data("heartbeat").build());
        }
      }
    } catch (UncheckedIOException | ServerConnectionException e) {
      // The page was closed: nobody is left to tell.
    } finally {
      pages.remove(changes);
    }
  }

  @Override
  public void close() {
    closing = true;
    changed();
  }
}

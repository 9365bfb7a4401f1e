package dev.watchbill.escalation.watch.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dead man's switch: an address that is asked for once a minute while all is well. Whoever runs
 * it raises the alarm when that stops, whatever became of us. Not thread safe.
 */
public final class Ping {
  private static final Logger LOG = LoggerFactory.getLogger(Ping.class);
  private static final Duration AT_MOST = Duration.ofSeconds(10);

  private final Optional<URI> address;
  private final Duration every;
  private final HttpClient http;
  private @Nullable Instant last;

  /**
   * @param address often a secret, so it is never logged; empty: nobody is told
   */
  public Ping(Optional<URI> address, Duration every) {
    this.address = address;
    this.every = every;
    http =
        HttpClient.newBuilder()
            .connectTimeout(AT_MOST)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /** All is well. Asks in the background, where it is time. */
  public void well(Instant now) {
    if (address.isEmpty() || (last != null && now.isBefore(last.plus(every)))) {
      return;
    }
    last = now;
    var request = HttpRequest.newBuilder(address.get()).timeout(AT_MOST).GET().build();
    var _ =
        http.sendAsync(request, BodyHandlers.discarding())
            .whenComplete((response, failure) -> {
              if (failure != null) {
                failed(failure.getClass().getSimpleName());
              } else if (response.statusCode() >= 400) {
                failed("HTTP " + response.statusCode());
              }
            });
  }

  private static void failed(String reason) {
    LOG.atWarn().addKeyValue("reason", reason).log("the dead man's switch could not be told");
  }
}

package dev.watchbill.notifier.web;

import dev.watchbill.notifier.delivery.Delivery;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests to one provider. */
public final class Exchange {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** A little less than an attempt may take. */
  private static final Duration ANSWER = Duration.ofSeconds(9);

  private static final Duration LIMITED = Duration.ofMinutes(1);
  private static final Duration LONGEST_LIMIT = Duration.ofMinutes(5);
  private static final int LONGEST_ANSWER = 1024 * 1024;

  private final String provider;
  private final String setting;
  private final InstantSource clock;
  private final Duration patience;
  private final ServerClock serverClock = new ServerClock();
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param provider for what is said, such as {@code ntfy}
   * @param setting what to look at where it doesn't believe us
   */
  public Exchange(String provider, String setting, InstantSource clock) {
    this(provider, setting, ANSWER, clock);
  }

  /**
   * The same.
   *
   * @param patience how long an answer is waited for
   */
  public Exchange(String provider, String setting, Duration patience, InstantSource clock) {
    this.provider = provider;
    this.setting = setting;
    this.patience = patience;
    this.clock = clock;
  }

  /** What came back. */
  public sealed interface Answer {
    /** 2xx. */
    record Taken(String body) implements Answer {}

    /**
     * Anything else.
     *
     * @param status 0: there was no answer
     * @param body may say why; not for logs or receipts
     */
    record Not(int status, Delivery delivery, String body) implements Answer {}
  }

  /** How far the server's clock is ahead of ours, as far as its answers say. */
  public Duration ahead() {
    return serverClock.ahead();
  }

  /** Sends once. */
  public Answer send(HttpRequest.Builder request) {
    // A request's own timeout is over with the headers; a body may drip for ever after.
    var answer =
        http.sendAsync(
            request.timeout(patience).build(),
            response -> {
              if (response.statusCode() / 100 == 2) {
                serverClock.saw(response.headers(), clock.instant());
              }
              return BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER)
                  .apply(response);
            });
    try {
      var response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      var body = new String(response.body(), StandardCharsets.UTF_8);
      var status = response.statusCode();
      return status / 100 == 2
          ? new Answer.Taken(body)
          : new Answer.Not(status, meaning(status, response.headers()), body);
    } catch (ExecutionException e) {
      return unreached(Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return unreached(e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new Answer.Not(0, Delivery.retryable(provider + " took too long"), "");
    }
  }

  private Answer unreached(Throwable problem) {
    var what = problem.getClass().getSimpleName();
    return new Answer.Not(
        0, Delivery.retryable("%s could not be reached: %s".formatted(provider, what)), "");
  }

  private Delivery meaning(int status, HttpHeaders headers) {
    var said = "%s answered %d".formatted(provider, status);
    var after = headers.firstValue("Retry-After").map(this::wait);
    if (status == 403 && isLimited(headers)) {
      return Delivery.retryable(said, after.orElseGet(() -> reset(headers)));
    }
    if (status == 429 || status == 503) {
      return after.isPresent() || status == 429
          ? Delivery.retryable(said, after.orElse(Duration.ofSeconds(1)))
          : Delivery.retryable(said);
    }
    if (status == 408 || status == 425 || status >= 500) {
      return Delivery.retryable(said);
    }
    if (status == 401) {
      return Delivery.refusesUs("%s (check %s)".formatted(said, setting));
    }
    return Delivery.refused(
        switch (status) {
          // Of one topic or project perhaps, as far as can be seen here.
          case 403 -> "%s (check %s)".formatted(said, setting);
          case 404, 410 -> said + ": there is no such address any more";
          case 413 -> said + ": the message is too large";
          default -> status / 100 == 3 ? said + ": redirects are not followed" : said;
        });
  }

  /** Some providers refuse whoever has asked too often. */
  private static boolean isLimited(HttpHeaders headers) {
    return headers.firstValue("Retry-After").isPresent()
        || headers.firstValue("X-RateLimit-Remaining").filter("0"::equals).isPresent();
  }

  /** In seconds since 1970. Whoever gives up at longer waits shall ask again instead. */
  private Duration reset(HttpHeaders headers) {
    var wait =
        headers
            .firstValue("X-RateLimit-Reset")
            .filter(time -> time.matches("\\d{1,11}"))
            .map(time -> positive(until(Instant.ofEpochSecond(Long.parseLong(time)))))
            .orElse(LIMITED);
    return wait.compareTo(LONGEST_LIMIT) < 0 ? wait : LONGEST_LIMIT;
  }

  /** In seconds, or as a date. */
  private Duration wait(String header) {
    var text = header.strip();
    try {
      return text.matches("\\d{1,9}")
          ? Duration.ofSeconds(Long.parseLong(text))
          : positive(until(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text))));
    } catch (DateTimeException e) {
      return Duration.ofSeconds(1);
    }
  }

  /**
   * From now on.
   *
   * @param time by the server's clock
   */
  private Duration until(Instant time) {
    return Duration.between(clock.instant().plus(ahead()), time);
  }

  private static Duration positive(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}

package dev.watchbill.notifier.web;

import dev.watchbill.notifier.delivery.Delivery;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
  private static final int MOST_MOVES = 3;

  /** Not 302 and 303: those lead to logins, and ask for another verb. */
  private static final Set<Integer> MOVED = Set.of(301, 307, 308);

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
    return answer(reply(request.build(), patience));
  }

  /**
   * The same, and again to where it has moved on the same server, which alone may know what we sign
   * in with. All of it takes no longer than one request may.
   */
  public Answer sendFollowing(HttpRequest.Builder request) {
    var until = System.nanoTime() + patience.toNanos();
    var next = request.build();
    var reply = reply(next, patience);
    for (var moves = 0; moves < MOST_MOVES; moves++) {
      var target = target(next.uri(), reply);
      var left = Duration.ofNanos(until - System.nanoTime());
      if (target.isEmpty() || !left.isPositive()) {
        break;
      }
      next = HttpRequest.newBuilder(next, (_, _) -> true).uri(target.get()).build();
      reply = reply(next, left);
    }
    return answer(reply);
  }

  private static Optional<URI> target(URI from, Reply reply) {
    return reply instanceof Reply.Came came && MOVED.contains(came.response().statusCode())
        ? came.response()
            .headers()
            .firstValue("Location")
            .flatMap(to -> resolved(from, to))
            .filter(to -> isSameServer(from, to))
        : Optional.empty();
  }

  private static Optional<URI> resolved(URI from, String to) {
    try {
      return Optional.of(from.resolve(to));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isSameServer(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getAuthority().equalsIgnoreCase(other.getAuthority());
  }

  private sealed interface Reply {
    record Came(HttpResponse<byte[]> response) implements Reply {}

    record Missing(Answer answer) implements Reply {}
  }

  private Answer answer(Reply reply) {
    return switch (reply) {
      case Reply.Missing(var answer) -> answer;
      case Reply.Came(var response) -> {
        var body = new String(response.body(), StandardCharsets.UTF_8);
        var status = response.statusCode();
        yield status / 100 == 2
            ? new Answer.Taken(body)
            : new Answer.Not(status, meaning(status, response.headers(), body), body);
      }
    };
  }

  private Reply reply(HttpRequest request, Duration patience) {
    // A request's own timeout is over with the headers; a body may drip for ever after.
    var answer =
        http.sendAsync(
            HttpRequest.newBuilder(request, (_, _) -> true).timeout(patience).build(),
            response -> {
              if (response.statusCode() / 100 == 2) {
                serverClock.saw(response.headers(), clock.instant());
              }
              return BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER)
                  .apply(response);
            });
    try {
      return new Reply.Came(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return new Reply.Missing(unreached(Objects.requireNonNullElse(e.getCause(), e)));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Reply.Missing(unreached(e));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new Reply.Missing(
          new Answer.Not(0, Delivery.retryable(provider + " took too long"), ""));
    }
  }

  private Answer unreached(Throwable problem) {
    var what = problem.getClass().getSimpleName();
    return new Answer.Not(
        0, Delivery.retryable("%s could not be reached: %s".formatted(provider, what)), "");
  }

  private Delivery meaning(int status, HttpHeaders headers, String body) {
    var said = "%s answered %d".formatted(provider, status);
    var after = headers.firstValue("Retry-After").map(this::wait);
    if ((status == 403 || status == 429) && after.isEmpty() && isSecondaryLimit(body)) {
      return Delivery.retryable(said, LIMITED);
    }
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

  /**
   * GitHub's, which may come without any header: a minute is to be waited.
   *
   * @see <a
   *     href="https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api">limits</a>
   */
  private static boolean isSecondaryLimit(String body) {
    return body.toLowerCase(Locale.ROOT).contains("secondary rate limit");
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

package dev.watchbill.notifier.teams;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.JsonText;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What lets us in at the connector: had for the app's id and password, kept until shortly before it
 * expires.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#bot-to-connector">bot
 *     to connector</a>
 */
final class TeamsTokens {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** So long before its end a token isn't used any more. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private static final String SCOPE = "https://api.botframework.com/.default";

  private final TeamsSettings settings;
  private final InstantSource clock;
  private final Exchange exchange;
  private @Nullable Kept kept;
  private @Nullable CompletableFuture<Token> asking;

  TeamsTokens(TeamsSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    exchange = new Exchange("microsoft's login", "WATCHBILL_TEAMS_APP_PASSWORD", PATIENCE, clock);
  }

  /** What asking for one came to. */
  sealed interface Token {
    /** It lets us in. */
    record Given(String value) implements Token {
      /** It is a secret. */
      @Override
      public String toString() {
        return "Given[***]";
      }
    }

    /** There is none now. */
    record None(Delivery why) implements Token {}
  }

  private record Kept(Token.Given token, Instant until) {}

  /**
   * The one that is kept, or a new one. Hundreds of pages may wait for it; it is asked for once.
   */
  Token get() {
    CompletableFuture<Token> asked;
    boolean others;
    synchronized (this) {
      var known = kept;
      if (known != null && clock.instant().isBefore(known.until())) {
        return known.token();
      }
      others = asking != null;
      asked = asking == null ? new CompletableFuture<>() : asking;
      asking = asked;
    }
    return others ? waitFor(asked) : ask(asked);
  }

  /** It was refused: the next is a new one, unless that is there already. */
  synchronized void forget(Token.Given token) {
    var known = kept;
    if (known != null && known.token().equals(token)) {
      kept = null;
    }
  }

  private static Token waitFor(CompletableFuture<Token> asked) {
    try {
      return asked.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Token.None(Delivery.retryable("microsoft's login took too long"));
    } catch (ExecutionException e) {
      throw new IllegalStateException("Nobody completes it with a failure", e);
    }
  }

  private Token ask(CompletableFuture<Token> asked) {
    try {
      asked.complete(ask());
    } finally {
      synchronized (this) {
        asking = null;
      }
      asked.complete(new Token.None(Delivery.retryable("microsoft's login could not be asked")));
    }
    return asked.join();
  }

  private Token ask() {
    var form =
        Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                settings.appId(),
                "client_secret",
                settings.password(),
                "scope",
                SCOPE)
            .entrySet()
            .stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    var request =
        HttpRequest.newBuilder(settings.login())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    return switch (exchange.send(request)) {
      case Exchange.Answer.Taken taken -> read(taken.body());
      case Exchange.Answer.Not not -> new Token.None(meaning(not));
    };
  }

  private Token read(String body) {
    var answer = JsonText.read(body);
    var value = answer.path("access_token").asText("");
    if (value.isEmpty()) {
      return new Token.None(
          Delivery.retryable("microsoft's login answered something that is not its own"));
    }
    var life = Duration.ofSeconds(answer.path("expires_in").asLong(0));
    var token = new Token.Given(value);
    synchronized (this) {
      kept = new Kept(token, clock.instant().plus(life).minus(MARGIN));
    }
    return token;
  }

  /** Its descriptions name tenants and times; the code says enough. */
  private static Delivery meaning(Exchange.Answer.Not not) {
    var error = JsonText.read(not.body()).path("error").asText("");
    return not.delivery() instanceof Delivery.Refused && error.matches("[a-z_]{1,40}")
        ? Delivery.refusesUs(
            "microsoft's login refused: %s (check WATCHBILL_TEAMS_APP_ID, _APP_PASSWORD and _TENANT)"
                .formatted(error))
        : not.delivery();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

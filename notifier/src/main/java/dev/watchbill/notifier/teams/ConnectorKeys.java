package dev.watchbill.notifier.teams;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import dev.watchbill.notifier.web.Exchange;
import dev.watchbill.notifier.web.JsonText;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that the connector signs with, and which of Microsoft's channels each may speak for.
 * They are read once a day, and when it signs with another; those that are known stay while they
 * can't be.
 */
final class ConnectorKeys {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectorKeys.class);
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration FRESH = Duration.ofHours(24);

  /** Whoever invents keys makes us ask no more often. */
  private static final Duration APART = Duration.ofMinutes(1);

  private final URI openId;
  private final InstantSource clock;
  private final Exchange exchange;
  private Map<String, Key> keys = Map.of();
  private Instant read = Instant.MIN;
  private Instant asked = Instant.MIN;

  ConnectorKeys(URI openId, InstantSource clock) {
    this.openId = openId;
    this.clock = clock;
    exchange = new Exchange("microsoft's keys", "WATCHBILL_TEAMS_OPENID_URL", PATIENCE, clock);
  }

  /**
   * One key.
   *
   * @param endorsements channels it may speak for, such as {@code msteams}
   */
  record Key(RSAPublicKey key, Set<String> endorsements) {}

  /** The key of that name; empty: there is none. */
  synchronized Optional<Key> find(String id) {
    var now = clock.instant();
    var isOld = !now.isBefore(read.plus(keys.isEmpty() ? Duration.ZERO : FRESH));
    if ((isOld || !keys.containsKey(id)) && !now.isBefore(asked.plus(APART))) {
      asked = now;
      read(now);
    }
    return Optional.ofNullable(keys.get(id));
  }

  /** Whether any are known: without them nobody can be believed, nor refused for good. */
  synchronized boolean areKnown() {
    return !keys.isEmpty();
  }

  private void read(Instant now) {
    var published =
        get(openId)
            .map(document -> document.path("jwks_uri").asText(""))
            .flatMap(this::address)
            .flatMap(this::get)
            .map(ConnectorKeys::parse)
            .filter(found -> !found.isEmpty());
    published.ifPresentOrElse(
        found -> {
          keys = found;
          read = now;
        },
        () -> LOG.atWarn().log("the keys of microsoft's connector can't be read"));
  }

  /** Whoever could change it on its way could make us believe them. */
  private Optional<URI> address(String text) {
    try {
      return Optional.of(URI.create(text))
          .filter(uri -> uri.getHost() != null)
          .filter(uri -> "https".equals(uri.getScheme()) || openId.getScheme().equals("http"));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<JsonNode> get(URI address) {
    return exchange.send(HttpRequest.newBuilder(address)) instanceof Exchange.Answer.Taken taken
        ? Optional.of(JsonText.read(taken.body()))
        : Optional.empty();
  }

  private static Map<String, Key> parse(JsonNode set) {
    var found = new HashMap<String, Key>();
    for (var key : set.path("keys")) {
      var endorsements = new HashSet<String>();
      key.path("endorsements").forEach(channel -> endorsements.add(channel.asText()));
      parse(key, endorsements).ifPresent(it -> found.put(key.path("kid").asText(), it));
    }
    return Map.copyOf(found);
  }

  private static Optional<Key> parse(JsonNode key, Set<String> endorsements) {
    try {
      return key.path("kid").isTextual() && key.path("kty").asText().equals("RSA")
          ? Optional.of(new Key(RSAKey.parse(key.toString()).toRSAPublicKey(), endorsements))
          : Optional.empty();
    } catch (ParseException | JOSEException e) {
      LOG.atWarn().setCause(e).log("a key of microsoft's connector can't be read");
      return Optional.empty();
    }
  }
}

package dev.watchbill.ingest.opsgenie;

import dev.watchbill.ingest.Normaliser;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ids of alerts and of requests as Opsgenie's senders get them back. Each carries the alert's own
 * key, so that any intake can answer for it, after a restart too, without having to remember it.
 */
public final class OpsgenieIds {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Pattern ALERT = Pattern.compile("wb-([A-Za-z0-9_-]+)");
  private static final Pattern REQUEST =
      Pattern.compile(
          "([0-9a-f]{12})[0-9a-f]{20}\\.([a-z-]{1,30})\\.([A-Za-z0-9_-]+)(?:\\.[0-9a-f]+)?");

  private OpsgenieIds() {}

  /**
   * What a request was.
   *
   * @param at when it was received
   * @param alertId empty: it concerned no alert
   */
  public record Request(Action action, Instant at, String alertId, String key) {}

  /** The id of the alert with a key. */
  public static String alert(String key) {
    return "wb-" + encoded(Normaliser.keyOf(key));
  }

  /** The key an alert's id stands for; empty: it is no id of ours. */
  public static Optional<String> keyOf(String alertId) {
    var id = ALERT.matcher(alertId);
    return id.matches() ? decoded(id.group(1)) : Optional.empty();
  }

  /**
   * The id of a request.
   *
   * @param unique as {@link dev.watchbill.ingest.AlertIds} makes them
   */
  public static String request(String unique, Action action, String key) {
    return unique + "." + action.word() + "." + encoded(Normaliser.keyOf(key));
  }

  /**
   * What a request's id stands for, sealed or not.
   *
   * @return empty: it is no id of ours
   */
  public static Optional<Request> request(String requestId) {
    var id = REQUEST.matcher(requestId);
    if (!id.matches()) {
      return Optional.empty();
    }
    return Action.of(id.group(2))
        .flatMap(action ->
            decoded(id.group(3))
                .map(key -> new Request(action, time(id.group(1)), alert(key), key)));
  }

  private static Instant time(String hexMillis) {
    try {
      return Instant.ofEpochMilli(Long.parseLong(hexMillis, 16));
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static String encoded(String key) {
    return ENCODER.encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> decoded(String text) {
    try {
      var key = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      return Optional.of(key).filter(k -> !k.isEmpty());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

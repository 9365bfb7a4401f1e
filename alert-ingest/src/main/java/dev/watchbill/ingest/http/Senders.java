package dev.watchbill.ingest.http;

import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.auth.Keyring;
import dev.watchbill.ingest.auth.PresentedKey;
import dev.watchbill.schemas.Integration;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who may send: keys from one topic, and what the roster says of each integration. */
final class Senders {
  private final Keyring keys;
  private final Supplier<RosterSnapshot> roster;
  private final BooleanSupplier caughtUp;
  private volatile @Nullable Readied readied;

  private record Readied(String version, Map<String, IntegrationSettings> settings) {}

  /** Whether a request is let in. */
  sealed interface Admission {
    /**
     * It is.
     *
     * @param credential id of the key that was shown
     */
    record Admitted(IntegrationSettings integration, String credential) implements Admission {}

    record Refused(Refusal refusal) implements Admission {}
  }

  /**
   * @param caughtUp whether keys and roster were read up to where they were at the start
   */
  Senders(Keyring keys, Supplier<RosterSnapshot> roster, BooleanSupplier caughtUp) {
    this.keys = keys;
    this.roster = roster;
    this.caughtUp = caughtUp;
  }

  /** Whether anybody can be let in. */
  boolean ready() {
    return caughtUp.getAsBoolean() && roster.get().isThere();
  }

  /**
   * Decides on a request.
   *
   * @param named the integration the path names; empty: the key alone names it
   */
  Admission admit(Optional<PresentedKey> key, Optional<String> named, Instant now) {
    if (!ready()) {
      return notReady("Expected keys and roster, but they aren't read yet");
    }
    var found = key.flatMap(presented -> keys.find(presented, now));
    var owner = found.map(Keyring.Found::integration);
    if (found.isEmpty() || named.filter(name -> !owner.equals(Optional.of(name))).isPresent()) {
      return unknown();
    }
    var integration = roster.get().integrations().get(found.get().integration());
    if (integration != null) {
      return new Admission.Admitted(settings(integration), found.get().id());
    }
    // A new integration's key may come before its roster is whole: that passes by itself.
    // One that was minted beside the roster outlives its integration, and is good for nothing then.
    return found.get().fromRoster()
        ? notReady("Expected this integration in the roster, but it isn't there yet")
        : unknown();
  }

  /**
   * Decides on a sign of life.
   *
   * @param asOpsgenie an Opsgenie sender has one key for all its heartbeats
   */
  Admission admitHeartbeat(
      Optional<PresentedKey> key, String name, boolean asOpsgenie, Instant now) {
    if (!ready()) {
      return notReady("Expected keys and roster, but they aren't read yet");
    }
    var integrations = roster.get().integrations();
    var found = key.flatMap(presented -> keys.find(presented, now));
    var owner = found.map(it -> integrations.get(it.integration()));
    if (owner.filter(it -> it.getName().equals(name) || (asOpsgenie && isOpsgenie(it))).isEmpty()) {
      return unknown();
    }
    var heartbeat = integrations.get(name);
    return heartbeat == null || heartbeat.getEveryMs() == 0
        ? new Admission.Refused(
            new Refusal(
                Refusal.Reason.NOT_FOUND, "Expected one of the roster's heartbeats, but got none"))
        : new Admission.Admitted(settings(heartbeat), found.orElseThrow().id());
  }

  private static boolean isOpsgenie(Integration integration) {
    return integration.getType().equals("opsgenie");
  }

  /** Made once for each roster: each needs a look at all the others. */
  private IntegrationSettings settings(Integration integration) {
    var current = roster.get();
    var held = readied;
    if (held == null || !held.version().equals(current.version())) {
      held = new Readied(current.version(), new ConcurrentHashMap<>());
      readied = held;
    }
    return held.settings()
        .computeIfAbsent(
            integration.getName(),
            name -> IntegrationSettings.of(integration, current.integrations().values().stream()));
  }

  private static Admission unknown() {
    return new Admission.Refused(
        new Refusal(
            Refusal.Reason.UNAUTHORIZED,
            "Expected the key of this integration as bearer token, basic password, GenieKey,"
                + " routing_key or ?key=, but got none or another"));
  }

  private static Admission notReady(String sentence) {
    return new Admission.Refused(new Refusal(Refusal.Reason.NOT_READY, sentence));
  }
}

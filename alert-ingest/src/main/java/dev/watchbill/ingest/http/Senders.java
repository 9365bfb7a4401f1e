package dev.watchbill.ingest.http;

import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.auth.Keyring;
import dev.watchbill.ingest.auth.PresentedKey;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Who may send: keys from one topic, and what the roster says of each integration. */
final class Senders {
  private final Keyring keys;
  private final Supplier<RosterSnapshot> roster;
  private final BooleanSupplier caughtUp;

  /** Whether a request is let in. */
  sealed interface Admission {
    record Admitted(IntegrationSettings integration) implements Admission {}

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
    var owner = key.flatMap(presented -> keys.integrationOf(presented, now));
    if (owner.isEmpty() || named.filter(name -> !name.equals(owner.get())).isPresent()) {
      return new Admission.Refused(
          new Refusal(
              Refusal.Reason.UNAUTHORIZED,
              "Expected the key of this integration as bearer token, basic password or ?key=,"
                  + " but got none or another"));
    }
    var integration = roster.get().integrations().get(owner.get());
    // A new integration's key may come before its roster is whole: that passes by itself.
    return integration == null
        ? notReady("Expected this integration in the roster, but it isn't there yet")
        : new Admission.Admitted(IntegrationSettings.of(integration));
  }

  private static Admission notReady(String sentence) {
    return new Admission.Refused(new Refusal(Refusal.Reason.NOT_READY, sentence));
  }
}

package dev.watchbill.escalation;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why nobody is paged about an alert for now.
 *
 * @param by who ordered it; null: nobody did
 * @param until exclusive; null: until what causes it is over
 * @param why one sentence, without full stop
 */
public record Suppression(Kind kind, @Nullable String by, @Nullable Instant until, String why) {

  /** What causes it. */
  public enum Kind {
    /** Somebody silenced alerts like it. */
    SILENCE,
    /** Planned work. */
    MAINTENANCE,
    /** A service it needs is down. */
    UPSTREAM;

    /** As on topics: {@code silence}. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether somebody ordered it, and does not only infer it. */
    boolean isOrdered() {
      return this != UPSTREAM;
    }
  }

  /**
   * What is asked about.
   *
   * @param severity of its incident
   * @param labels of the alert
   */
  public record Asked(
      String service, Optional<String> team, Severity severity, Map<String, String> labels) {}
}

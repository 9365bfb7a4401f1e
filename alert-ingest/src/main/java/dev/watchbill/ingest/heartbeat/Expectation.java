package dev.watchbill.ingest.heartbeat;

import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.schemas.Integration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the roster expects to hear again and again.
 *
 * @param kind what is missing when it is silent
 * @param every how often it is heard at least
 * @param grace how much later than that is still fine
 * @param settings whose alerts its absence is
 */
public record Expectation(Kind kind, Duration every, Duration grace, IntegrationSettings settings) {

  /** What it is that is expected. */
  public enum Kind {
    /** A heartbeat of its own. */
    HEARTBEAT,
    /** A sender of alerts, from which at least something is heard. */
    SENDER
  }

  public Expectation {
    if (every.isNegative() || every.isZero() || grace.isNegative()) {
      throw new IllegalArgumentException(
          "Expected a positive period and a grace of 0 or more, but got %s and %s"
              .formatted(every, grace));
    }
  }

  /** All that these integrations are expected to let hear. */
  public static List<Expectation> of(Stream<Integration> integrations) {
    return integrations.flatMap(integration -> of(integration).stream()).toList();
  }

  private static Optional<Expectation> of(Integration integration) {
    var settings = IntegrationSettings.of(integration);
    if (integration.getEveryMs() > 0) {
      return Optional.of(
          new Expectation(
              Kind.HEARTBEAT,
              Duration.ofMillis(integration.getEveryMs()),
              Duration.ofMillis(Math.max(0, integration.getGraceMs())),
              settings));
    }
    return integration.getExpectEveryMs() > 0
        ? Optional.of(
            new Expectation(
                Kind.SENDER,
                Duration.ofMillis(integration.getExpectEveryMs()),
                Duration.ZERO,
                settings))
        : Optional.empty();
  }

  /** The integration's name. */
  public String name() {
    return settings.name();
  }

  /** When it is missed that was heard last at an instant, or first expected then. */
  Instant missedFrom(Instant heard, Absences absences) {
    return absences.listenedFor(heard, every.plus(grace));
  }
}

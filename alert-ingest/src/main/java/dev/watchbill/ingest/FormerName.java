package dev.watchbill.ingest;

import dev.watchbill.schemas.FormerNaming;
import dev.watchbill.schemas.Integration;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How an integration named its alerts before the roster said otherwise.
 *
 * @param settings as they would be, were it still so
 * @param sameFormat whether what its bodies are is called as it was; else they can be read only as
 *     they are read now
 * @param namedUntil alerts that were received later are named otherwise
 * @param until from then on nothing is said by this name
 */
public record FormerName(
    IntegrationSettings settings, boolean sameFormat, Instant namedUntil, Instant until) {

  /** A roster is planned after it is proposed, and each intake hears of it a moment later. */
  private static final Duration TAKES_EFFECT_WITHIN = Duration.ofMinutes(10);

  static FormerName of(FormerNaming former, Integration integration) {
    var before =
        Integration.newBuilder(integration)
            .setName(former.getIntegration())
            .setType(former.getType())
            .setFormat(former.getFormat())
            .setServiceFrom(former.getServiceFrom())
            .setGroupBy(former.getGroupBy())
            .setService(former.getService())
            .setMapping(former.getMapping())
            .clearFormerly()
            .build();
    return new FormerName(
        IntegrationSettings.of(before),
        before.getType().equals(integration.getType())
            && Objects.equals(before.getFormat(), integration.getFormat()),
        former.getReplacedAt().plus(TAKES_EFFECT_WITHIN),
        former.getUntil());
  }

  FormerName withOneService() {
    return new FormerName(settings.withOneService(), sameFormat, namedUntil, until);
  }
}

package dev.watchbill.console.api;

import dev.watchbill.console.readmodel.questions.Senders;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.Integration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An integration, and what came from it.
 *
 * @param lastAlertAt null: none came yet
 * @param alerts repeats included
 * @param newInLastDay alerts that fired anew
 * @param refused by the status they were answered with
 * @param keys that are good now
 */
public record IntegrationItem(
    String name,
    String type,
    @Nullable String service,
    @Nullable String topic,
    @Nullable Instant lastAlertAt,
    long alerts,
    long newInLastDay,
    List<RefusedCount> refused,
    long keys) {

  /** Refusals that were answered with one HTTP status. */
  public record RefusedCount(int status, long count, Instant lastAt) {}

  static IntegrationItem of(
      Integration integration,
      Senders.@Nullable Heard heard,
      List<Senders.Refused> refused,
      List<Credential> keys) {
    return new IntegrationItem(
        integration.getName(),
        integration.getType(),
        integration.getService(),
        integration.getTopic(),
        heard == null ? null : heard.lastAt(),
        heard == null ? 0 : heard.signals(),
        heard == null ? 0 : heard.newSince(),
        refused.stream()
            .map(one -> new RefusedCount(one.status(), one.count(), one.lastAt()))
            .toList(),
        keys.size());
  }
}

package dev.watchbill.console.api;

import dev.watchbill.schemas.ResponseMetrics;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one resolved incident was responded to; times in milliseconds since it was opened. */
public record MetricsItem(
    String incident,
    String service,
    @Nullable String team,
    int tier,
    @Nullable String region,
    String severity,
    @Nullable String policy,
    Instant openedAt,
    Instant resolvedAt,
    @Nullable Long timeToAssignMs,
    @Nullable Long timeToPageMs,
    @Nullable Long timeToReceiptMs,
    @Nullable Long timeToAcknowledgeMs,
    long timeToResolveMs,
    int pages,
    List<String> people,
    @Nullable String acknowledgedBy,
    @Nullable String resolvedBy,
    int steps,
    int rounds,
    int reopenings,
    int alerts,
    boolean offHours,
    List<Cost> byPerson) {

  /**
   * What it cost one person.
   *
   * @param brokenNights nights with at least one page outside their waking hours
   * @param offHoursMs how long they had it, acknowledged, outside the team's support hours
   */
  public record Cost(String person, int pages, int brokenNights, long offHoursMs) {}

  static MetricsItem of(ResponseMetrics metrics) {
    return new MetricsItem(
        metrics.getIncident(),
        metrics.getService(),
        metrics.getTeam(),
        metrics.getTier(),
        metrics.getRegion(),
        metrics.getSeverity(),
        metrics.getPolicy(),
        metrics.getOpenedAt(),
        metrics.getResolvedAt(),
        metrics.getTimeToAssignMs(),
        metrics.getTimeToPageMs(),
        metrics.getTimeToReceiptMs(),
        metrics.getTimeToAcknowledgeMs(),
        metrics.getTimeToResolveMs(),
        metrics.getPages(),
        metrics.getPeople(),
        metrics.getAcknowledgedBy(),
        metrics.getResolvedBy(),
        metrics.getSteps(),
        metrics.getRounds(),
        metrics.getReopenings(),
        metrics.getAlerts(),
        metrics.getOffHours(),
        metrics.getByPerson().stream()
            .map(toll ->
                new Cost(
                    toll.getPerson(),
                    toll.getPages(),
                    toll.getBrokenNights(),
                    toll.getOffHoursMs()))
            .toList());
  }
}

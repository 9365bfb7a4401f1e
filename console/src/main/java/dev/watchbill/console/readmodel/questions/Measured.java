package dev.watchbill.console.readmodel.questions;

import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.console.readmodel.store.Rows;
import dev.watchbill.schemas.ResponseMetrics;
import java.time.Instant;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Questions about how incidents were responded to. */
public final class Measured {
  private final Jdbi database;

  public Measured(Jdbi database) {
    this.database = database;
  }

  /**
   * Which; an empty set and null are any.
   *
   * @param from resolved then or later
   * @param to resolved before
   */
  public record Filter(
      Set<String> incidents,
      Set<String> services,
      Set<String> teams,
      @Nullable Instant from,
      @Nullable Instant to) {}

  /** Resolved incidents, last resolved first. */
  public Listing<ResponseMetrics> list(Filter filter, Cursor after, int limit) {
    var condition =
        new Condition()
            .in("incident", filter.incidents())
            .in("service", filter.services())
            .in("team", filter.teams())
            .and("resolved_at >= ?", Rows.millis(filter.from()))
            .and("resolved_at < ?", Rows.millis(filter.to()))
            .after("resolved_at", "incident", after);
    var found =
        database.withHandle(rows ->
            rows.select(
                    "SELECT record FROM response_metrics WHERE "
                        + condition.sql()
                        + " ORDER BY resolved_at DESC, incident DESC LIMIT ?",
                    condition.valuesAnd(limit + 1))
                .map((row, context) -> Records.METRICS.record(row.getBytes(1)))
                .list());
    return Listing.of(
        found,
        limit,
        metrics -> new Cursor(metrics.getResolvedAt().toEpochMilli(), metrics.getIncident()));
  }
}

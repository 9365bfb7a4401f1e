package dev.watchbill.console.readmodel.questions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Questions about how incidents were responded to, summed up. */
public final class Answered {
  private final Jdbi database;

  public Answered(Jdbi database) {
    this.database = database;
  }

  /**
   * One resolved incident.
   *
   * @param acknowledgeMs null: nobody acknowledged it
   * @param untouched resolved by its source, and nobody had acknowledged it
   */
  public record One(
      @Nullable String team,
      String service,
      String severity,
      Instant openedAt,
      @Nullable Long acknowledgeMs,
      long resolveMs,
      long pages,
      boolean untouched) {}

  /** What incidents cost one person. */
  public record Toll(String person, long pages, long brokenNights, long offHoursMs) {}

  /**
   * An alert that fired.
   *
   * @param name its alertname, or else its title
   * @param fired how often it began to fire
   * @param signals how often it was sent
   */
  public record Noisy(String service, String name, long fired, long signals) {}

  /**
   * Incidents resolved in a window.
   *
   * @param team null: any
   */
  public List<One> between(Instant from, Instant to, @Nullable String team) {
    var condition = window("resolved_at", from, to).and("team = ?", team);
    return database.withHandle(rows ->
        rows.select(
                "SELECT team, service, severity, opened_at, acknowledge_ms, resolve_ms, pages,"
                    + " untouched FROM response_metrics WHERE "
                    + condition.sql(),
                condition.values())
            .map((row, context) -> one(row))
            .list());
  }

  private static Condition window(String column, Instant from, Instant to) {
    return new Condition()
        .and(column + " >= ?", from.toEpochMilli())
        .and(column + " < ?", to.toEpochMilli());
  }

  private static One one(ResultSet row) throws SQLException {
    var acknowledged = row.getLong(5);
    var nobody = row.wasNull();
    return new One(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        Instant.ofEpochMilli(row.getLong(4)),
        nobody ? null : acknowledged,
        row.getLong(6),
        row.getLong(7),
        row.getInt(8) == 1);
  }

  /** What incidents resolved in a window cost each person. */
  public List<Toll> tolls(Instant from, Instant to, @Nullable String team) {
    var condition = window("resolved_at", from, to).and("team = ?", team);
    return database.withHandle(rows ->
        rows.select(
                "SELECT person, sum(pages), sum(broken_nights), sum(off_hours_ms) FROM tolls WHERE "
                    + condition.sql()
                    + " GROUP BY person",
                condition.values())
            .map((row, context) ->
                new Toll(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)))
            .list());
  }

  /**
   * Alerts that fired most in a window.
   *
   * @param services null: any
   */
  public List<Noisy> noisiest(
      Instant from, Instant to, @Nullable Collection<String> services, int limit) {
    if (services != null && services.isEmpty()) {
      return List.of();
    }
    var condition =
        window("first_at", from, to).in("service", services == null ? List.of() : services);
    return database.withHandle(rows ->
        rows.select(
                "SELECT service, name, count(*) AS fired, sum(signals) FROM alerts WHERE test = 0 AND "
                    + condition.sql()
                    + " GROUP BY service, name ORDER BY fired DESC, 4 DESC, service, name LIMIT ?",
                condition.valuesAnd(limit))
            .map((row, context) ->
                new Noisy(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)))
            .list());
  }
}

package dev.watchbill.console.readmodel.questions;

import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.RejectedAlert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Questions about what came from integrations, and what of it was refused. */
public final class Senders {
  private final Jdbi database;

  public Senders(Jdbi database) {
    this.database = database;
  }

  /**
   * What came from one integration.
   *
   * @param lastAt when its last alert was received
   * @param signals repeats included
   * @param newSince alerts that fired anew since the moment asked for
   */
  public record Heard(Instant lastAt, long signals, long newSince) {}

  /**
   * Refusals of one kind.
   *
   * @param status the HTTP status they were answered with
   */
  public record Refused(int status, long count, Instant lastAt) {}

  /** By integration. */
  public Map<String, Heard> heard(Instant since) {
    return database.withHandle(rows ->
        rows.select(
                "SELECT integration, max(received_at), sum(signals), sum(CASE WHEN first_at >= ? THEN 1 ELSE 0 END)"
                    + " FROM alerts WHERE test = 0 GROUP BY integration",
                since.toEpochMilli())
            .map((row, context) ->
                Map.entry(
                    row.getString(1),
                    new Heard(
                        Instant.ofEpochMilli(row.getLong(2)), row.getLong(3), row.getLong(4))))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** By integration; {@code unknown} are those that nobody knows whose they were. */
  public Map<String, List<Refused>> refused() {
    return database.withHandle(rows ->
        rows.select(
                "SELECT integration, status, refusals, last_at FROM rejected_counts ORDER BY status")
            .map((row, context) ->
                Map.entry(
                    row.getString(1),
                    new Refused(
                        row.getInt(2), row.getLong(3), Instant.ofEpochMilli(row.getLong(4)))))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList()))));
  }

  /**
   * What was refused, newest first, as far as it is kept here.
   *
   * @param integrations none: any
   */
  public Listing<RejectedAlert> list(Set<String> integrations, Cursor after, int limit) {
    var condition = new Condition().in("integration", integrations).after("at", "id", after);
    var found =
        database.withHandle(rows ->
            rows.select(
                    "SELECT record FROM rejected WHERE "
                        + condition.sql()
                        + " ORDER BY at DESC, id DESC LIMIT ?",
                    condition.valuesAnd(limit + 1))
                .map((row, context) -> Records.REJECTED.record(row.getBytes(1)))
                .list());
    return Listing.of(
        found,
        limit,
        refused -> new Cursor(refused.getReceivedAt().toEpochMilli(), refused.getId()));
  }

  /** One that was refused; empty: there is none here. */
  public Optional<RejectedAlert> find(String id) {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM rejected WHERE id = ?", id)
            .map((row, context) -> Records.REJECTED.record(row.getBytes(1)))
            .findOne());
  }
}

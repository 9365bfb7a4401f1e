package dev.watchbill.console.readmodel.questions;

import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.ReviewEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Questions about reviews. */
public final class ReviewsKept {
  private final Jdbi database;

  public ReviewsKept(Jdbi database) {
    this.database = database;
  }

  /** The draft that is kept; empty: none is. */
  public Optional<ReviewEntry> draft(String incident) {
    return entry(incident + "/draft");
  }

  /** An entry by its whole id. */
  public Optional<ReviewEntry> entry(String id) {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM reviews WHERE id = ?", id)
            .map((row, context) -> Records.REVIEW.record(row.getBytes(1)))
            .findOne());
  }

  /** What people added to a review, oldest first. */
  public List<ReviewEntry> added(String incident) {
    return database.withHandle(rows ->
        rows.select(
                "SELECT record FROM reviews WHERE incident = ? AND kind <> 'draft' ORDER BY at, id",
                incident)
            .map((row, context) -> Records.REVIEW.record(row.getBytes(1)))
            .list());
  }

  /**
   * Actions that aren't done; those with a day first, the earliest in front.
   *
   * @param owner whose; null: everybody's
   */
  public List<ReviewEntry> open(@Nullable String owner, int limit) {
    var condition = new Condition().and("owner = ?", owner).and("kind = 'action'").and("done = 0");
    return database.withHandle(rows ->
        rows.select(
                "SELECT record FROM reviews WHERE "
                    + condition.sql()
                    + " ORDER BY due IS NULL, due, at, id LIMIT ?",
                condition.valuesAnd(limit))
            .map((row, context) -> Records.REVIEW.record(row.getBytes(1)))
            .list());
  }

  /**
   * Incidents that paged somebody, and were resolved since, without a draft of it; oldest first.
   */
  public List<String> undrafted(Instant since, int limit) {
    return database.withHandle(rows ->
        rows.select(
                """
                SELECT m.incident FROM response_metrics m
                  LEFT JOIN reviews r ON r.id = m.incident || '/draft'
                 WHERE m.resolved_at >= ? AND m.pages > 0
                 GROUP BY m.incident, r.resolved_at
                HAVING ifnull(r.resolved_at, 0) < max(m.resolved_at)
                 ORDER BY max(m.resolved_at) LIMIT ?
                """,
                since.toEpochMilli(),
                limit)
            .mapTo(String.class)
            .list());
  }
}

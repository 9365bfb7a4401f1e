package dev.watchbill.console.readmodel.questions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Questions about whom pages reached. */
public final class Reach {
  private final Jdbi database;

  public Reach(Jdbi database) {
    this.database = database;
  }

  /**
   * What last became of pages to one person on one channel.
   *
   * @param reachedAt null: none ever arrived
   * @param failedAt null: none ever failed
   * @param why the last one failed; empty: none did
   */
  public record Contacted(
      String person,
      String channel,
      @Nullable Instant reachedAt,
      @Nullable Instant failedAt,
      String why) {
    /** Whether the last page failed. */
    public boolean failedLast() {
      return failedAt != null && (reachedAt == null || failedAt.isAfter(reachedAt));
    }
  }

  /** By person and channel. */
  public Map<String, Map<String, Contacted>> all() {
    return database.withHandle(rows ->
        rows.select("SELECT person, channel, reached_at, failed_at, failed_why FROM reached")
            .map((row, context) -> contacted(row))
            .collect(
                Collectors.groupingBy(
                    Contacted::person, Collectors.toMap(Contacted::channel, it -> it))));
  }

  private static Contacted contacted(ResultSet row) throws SQLException {
    return new Contacted(
        row.getString(1), row.getString(2), instant(row, 3), instant(row, 4), row.getString(5));
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    var millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}

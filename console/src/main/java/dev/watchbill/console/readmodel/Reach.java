package dev.watchbill.console.readmodel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Questions about whom pages reached. */
public final class Reach {
  private final Jdbi database;

  Reach(Jdbi database) {
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
        rows.select("SELECT * FROM reached")
            .map((row, context) -> contacted(row))
            .collect(
                Collectors.groupingBy(
                    Contacted::person, Collectors.toMap(Contacted::channel, it -> it))));
  }

  /** The last page that reached anybody; empty: none ever did. */
  public Optional<Contacted> last() {
    return database.withHandle(rows ->
        rows.select(
                "SELECT * FROM reached WHERE reached_at IS NOT NULL"
                    + " ORDER BY reached_at DESC, person, channel LIMIT 1")
            .map((row, context) -> contacted(row))
            .findOne());
  }

  private static Contacted contacted(ResultSet row) throws SQLException {
    return new Contacted(
        row.getString("person"),
        row.getString("channel"),
        instant(row, "reached_at"),
        instant(row, "failed_at"),
        row.getString("failed_why"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}

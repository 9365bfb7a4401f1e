package dev.watchbill.console.readmodel.questions;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Questions about heartbeats, and senders that are expected to be heard. */
public final class Beats {
  private final Jdbi database;

  public Beats(Jdbi database) {
    this.database = database;
  }

  /**
   * What is known of one.
   *
   * @param heardAt null: never
   * @param missedAt since when its alert is out; null: none is
   */
  public record Beat(
      String name,
      @Nullable Instant heardAt,
      @Nullable String heardBy,
      @Nullable Instant missedAt) {}

  /** By name of the heartbeat or integration. */
  public Map<String, Beat> all() {
    return database.withHandle(rows ->
        rows.select("SELECT name, heard_at, heard_by, missed_at FROM beats")
            .map((row, context) ->
                new Beat(
                    row.getString(1),
                    instant(row.getObject(2)),
                    row.getString(3),
                    instant(row.getObject(4))))
            .collect(Collectors.toMap(Beat::name, beat -> beat)));
  }

  private static @Nullable Instant instant(@Nullable Object millis) {
    return Optional.ofNullable(millis)
        .map(it -> Instant.ofEpochMilli(((Number) it).longValue()))
        .orElse(null);
  }
}

package dev.watchbill.console.readmodel.questions;

import dev.watchbill.schemas.ServedShift;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Questions about who in fact was on call. */
public final class Served {
  private final Jdbi database;

  public Served(Jdbi database) {
    this.database = database;
  }

  /**
   * One shift that is over.
   *
   * @param rotation null: a cover
   */
  public record Shift(
      String schedule,
      String team,
      String who,
      Instant start,
      Instant end,
      @Nullable String rotation) {
    public Duration length() {
      return Duration.between(start, end);
    }
  }

  /** As {@link #between}, as records of their topic. */
  public List<ServedShift> records(Instant from, Instant to) {
    return database.withHandle(rows ->
        rows.select(
                """
                SELECT schedule, team, who, max(start_at, ?), min(end_at, ?), rotation, turn FROM served
                WHERE end_at > ? AND start_at < ? AND shadow = 0 ORDER BY start_at, schedule, who
                """,
                from.toEpochMilli(),
                to.toEpochMilli(),
                from.toEpochMilli(),
                to.toEpochMilli())
            .map((row, context) -> {
              var turn = row.getLong(7);
              var noTurn = row.wasNull();
              return ServedShift.newBuilder()
                  .setSchedule(row.getString(1))
                  .setTeam(row.getString(2))
                  .setWho(row.getString(3))
                  .setStart(Instant.ofEpochMilli(row.getLong(4)))
                  .setEnd(Instant.ofEpochMilli(row.getLong(5)))
                  .setRotation(row.getString(6))
                  .setTurn(noTurn ? null : turn)
                  .build();
            })
            .list());
  }

  /** Shifts that touch a window, cut at its edges; in no order; shadows are left out. */
  public List<Shift> between(Instant from, Instant to) {
    return database.withHandle(rows ->
        rows.select(
                """
                SELECT schedule, team, who, max(start_at, ?), min(end_at, ?), rotation FROM served
                WHERE end_at > ? AND start_at < ? AND shadow = 0
                """,
                from.toEpochMilli(),
                to.toEpochMilli(),
                from.toEpochMilli(),
                to.toEpochMilli())
            .map((row, context) ->
                new Shift(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    Instant.ofEpochMilli(row.getLong(4)),
                    Instant.ofEpochMilli(row.getLong(5)),
                    row.getString(6)))
            .list());
  }
}

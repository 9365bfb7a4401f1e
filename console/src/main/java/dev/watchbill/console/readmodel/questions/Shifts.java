package dev.watchbill.console.readmodel.questions;

import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ScheduleEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Questions about published shifts. */
public final class Shifts {
  private final Jdbi database;

  public Shifts(Jdbi database) {
    this.database = database;
  }

  /**
   * One published shift, {@code [start, end)}, whole.
   *
   * @param rotation null: a cover
   * @param turn null: a cover
   * @param shadow told, never paged
   */
  public record Published(
      String schedule,
      String who,
      Instant start,
      Instant end,
      String kind,
      @Nullable String rotation,
      @Nullable Long turn,
      boolean shadow,
      String why) {}

  /** Promised time with nobody on call, {@code [start, end)}. */
  public record Gap(String schedule, Instant start, Instant end) {}

  /** Who is on call at an instant; shadows are not. */
  public List<Published> at(String schedule, Instant at) {
    return database.withHandle(rows ->
        rows.select(
                """
                SELECT s.* FROM schedule_weeks w JOIN shifts s ON s.schedule = w.schedule AND s.week = w.week
                WHERE w.schedule = ? AND w.start_at <= ? AND ? < w.end_at
                  AND s.start_at <= ? AND ? < s.end_at AND s.shadow = 0
                ORDER BY s.start_at, s.who
                """,
                schedule,
                at.toEpochMilli(),
                at.toEpochMilli(),
                at.toEpochMilli(),
                at.toEpochMilli())
            .map((row, context) -> published(row))
            .list());
  }

  /**
   * Shifts that touch a window, whole, by schedule, start and who.
   *
   * @param schedules none: any
   */
  public List<Published> between(Collection<String> schedules, Instant from, Instant to) {
    var condition =
        new Condition()
            .in("schedule", schedules)
            .and("end_at > ?", from.toEpochMilli())
            .and("start_at < ?", to.toEpochMilli());
    return database.withHandle(rows ->
        rows.select(
                // A shift that crosses a week stands in both.
                """
                SELECT DISTINCT schedule, who, start_at, end_at, kind, rotation, turn, shadow, why
                FROM shifts WHERE %s ORDER BY schedule, start_at, who, end_at
                """
                    .formatted(condition.sql()),
                condition.values())
            .map((row, context) -> published(row))
            .list());
  }

  /** Gaps that touch a window, by schedule and start; what a week's edge cut is whole again. */
  public List<Gap> gaps(Collection<String> schedules, Instant from, Instant to) {
    var condition =
        new Condition()
            .in("schedule", schedules)
            .and("end_at > ?", from.toEpochMilli())
            .and("start_at < ?", to.toEpochMilli());
    var found =
        database.withHandle(rows ->
            rows.select(
                    "SELECT DISTINCT schedule, start_at, end_at FROM gaps WHERE "
                        + condition.sql()
                        + " ORDER BY schedule, start_at, end_at",
                    condition.values())
                .map((row, context) -> new Gap(row.getString(1), instant(row, 2), instant(row, 3)))
                .list());
    return joined(found);
  }

  private static List<Gap> joined(List<Gap> sorted) {
    var joined = new ArrayList<Gap>();
    for (var gap : sorted) {
      var last = joined.isEmpty() ? null : joined.getLast();
      if (last != null
          && last.schedule().equals(gap.schedule())
          && !gap.start().isAfter(last.end())) {
        var end = gap.end().isAfter(last.end()) ? gap.end() : last.end();
        joined.set(joined.size() - 1, new Gap(gap.schedule(), last.start(), end));
      } else {
        joined.add(gap);
      }
    }
    return joined;
  }

  /** Who is on call in all schedules at an instant, by schedule; shadows are not. */
  public Map<String, List<Published>> at(Instant at) {
    return database.withHandle(rows ->
        rows.select(
                """
                SELECT DISTINCT schedule, who, start_at, end_at, kind, rotation, turn, shadow, why
                FROM shifts WHERE end_at > ? AND start_at <= ? AND shadow = 0
                ORDER BY schedule, start_at, who
                """,
                at.toEpochMilli(),
                at.toEpochMilli())
            .map((row, context) -> published(row))
            .collect(Collectors.groupingBy(Published::schedule)));
  }

  /** Somebody's shifts that touch a window, shadows too, by start. */
  public List<Published> of(String person, Instant from, Instant to) {
    return database.withHandle(rows ->
        rows.select(
                """
                SELECT DISTINCT schedule, who, start_at, end_at, kind, rotation, turn, shadow, why
                FROM shifts WHERE who = ? AND end_at > ? AND start_at < ?
                ORDER BY start_at, schedule, end_at
                """,
                person,
                from.toEpochMilli(),
                to.toEpochMilli())
            .map((row, context) -> published(row))
            .list());
  }

  /**
   * How long each person serves in a window; shadows don't.
   *
   * @param schedules none: any
   */
  public Map<String, Duration> hoursOf(Collection<String> schedules, Instant from, Instant to) {
    var condition =
        new Condition()
            .in("schedule", schedules)
            .and("end_at > ?", from.toEpochMilli())
            .and("start_at < ?", to.toEpochMilli())
            .and("shadow = 0");
    return database.withHandle(rows ->
        rows.select(
                "SELECT who, sum(min(end_at, %d) - max(start_at, %d)) FROM (SELECT DISTINCT"
                        .formatted(to.toEpochMilli(), from.toEpochMilli())
                    + " schedule, who, start_at, end_at FROM shifts WHERE "
                    + condition.sql()
                    + ") AS served GROUP BY who",
                condition.values())
            .map((row, context) -> Map.entry(row.getString(1), Duration.ofMillis(row.getLong(2))))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** Who serves at some time in a window; shadows don't. */
  public Set<String> serving(Instant from, Instant to) {
    return database.withHandle(rows ->
        rows.select(
                "SELECT DISTINCT who FROM shifts WHERE end_at > ? AND start_at < ? AND shadow = 0",
                from.toEpochMilli(),
                to.toEpochMilli())
            .mapTo(String.class)
            .collect(Collectors.toSet()));
  }

  /** Rotations that have shifts in a schedule, by name. */
  public List<String> rotationsOf(String schedule) {
    return database.withHandle(rows ->
        rows.select(
                """
                SELECT DISTINCT rotation FROM shifts
                WHERE schedule = ? AND rotation IS NOT NULL ORDER BY rotation
                """,
                schedule)
            .mapTo(String.class)
            .list());
  }

  /** Until when each schedule is planned; what isn't in it isn't. */
  public Map<String, Instant> plannedUntil() {
    return database.withHandle(rows ->
        rows.select("SELECT schedule, max(end_at) FROM schedule_weeks GROUP BY schedule")
            .map((row, context) -> Map.entry(row.getString(1), instant(row, 2)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** Until when a schedule is planned; empty: not at all. */
  public Optional<Instant> plannedUntil(String schedule) {
    return database.withHandle(rows ->
        rows.select("SELECT max(end_at) FROM schedule_weeks WHERE schedule = ?", schedule)
            .map((row, context) -> Optional.ofNullable(row.getObject(1)).map(Shifts::instant))
            .one());
  }

  /** What the planner remembers of a schedule; empty: nothing is published of it. */
  public Optional<RotationState> ledger(String schedule) {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM ledgers WHERE schedule = ?", schedule)
            .map((row, context) -> Records.ROTATION_STATE.record(row.getBytes(1)))
            .findOne());
  }

  /** An event by its id. */
  public Optional<ScheduleEvent> event(String id) {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM schedule_events WHERE id = ?", id)
            .map((row, context) -> Records.SCHEDULE_EVENT.record(row.getBytes(1)))
            .findOne());
  }

  /**
   * Events, the newest first.
   *
   * @param schedules none: any
   * @param types none: any
   */
  public List<ScheduleEvent> events(
      Collection<String> schedules, Collection<String> types, int limit) {
    var condition = new Condition().in("schedule", schedules).in("type", types);
    return database.withHandle(rows ->
        rows.select(
                "SELECT record FROM schedule_events WHERE %s ORDER BY at DESC, id LIMIT %d"
                    .formatted(condition.sql(), limit),
                condition.values())
            .map((row, context) -> Records.SCHEDULE_EVENT.record(row.getBytes(1)))
            .list());
  }

  /** The newest events of a schedule first. */
  public List<ScheduleEvent> events(String schedule, int limit) {
    return database.withHandle(rows ->
        rows.select(
                "SELECT record FROM schedule_events WHERE schedule = ? ORDER BY at DESC, id"
                    + " LIMIT ?",
                schedule,
                limit)
            .map((row, context) -> Records.SCHEDULE_EVENT.record(row.getBytes(1)))
            .list());
  }

  private static Published published(ResultSet row) throws SQLException {
    var turn = row.getLong("turn");
    var noTurn = row.wasNull();
    return new Published(
        row.getString("schedule"),
        row.getString("who"),
        Instant.ofEpochMilli(row.getLong("start_at")),
        Instant.ofEpochMilli(row.getLong("end_at")),
        row.getString("kind"),
        row.getString("rotation"),
        noTurn ? null : turn,
        row.getInt("shadow") == 1,
        row.getString("why"));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  private static Instant instant(Object millis) {
    return Instant.ofEpochMilli(((Number) millis).longValue());
  }
}

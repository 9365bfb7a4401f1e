package dev.watchbill.console.readmodel.questions;

import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.ScheduleEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Questions about what happened to schedules. */
public final class ScheduleStory {
  private final Jdbi database;

  public ScheduleStory(Jdbi database) {
    this.database = database;
  }

  /** Events of some types since an instant, the newest first. */
  public List<ScheduleEvent> since(Collection<String> types, Instant from) {
    var condition = new Condition().in("type", types).and("at >= ?", from.toEpochMilli());
    return database.withHandle(rows ->
        rows.select(
                "SELECT record FROM schedule_events WHERE "
                    + condition.sql()
                    + " ORDER BY at DESC, id",
                condition.values())
            .map((row, context) -> Records.SCHEDULE_EVENT.record(row.getBytes(1)))
            .list());
  }

  /** Handoffs since an instant that somebody should accept, and nobody has; the newest first. */
  public List<ScheduleEvent> openHandoffs(Instant from) {
    return database.withHandle(rows ->
        rows.select(
                // Only the newest handoff of a schedule can still be accepted.
                """
                SELECT record FROM schedule_events h WHERE type = 'handoff' AND at >= ?
                  AND NOT EXISTS (SELECT 1 FROM schedule_events a WHERE a.id = h.id || '/accepted')
                  AND NOT EXISTS (SELECT 1 FROM schedule_events n
                    WHERE n.schedule = h.schedule AND n.type = 'handoff' AND n.at > h.at)
                ORDER BY at DESC, id
                """,
                from.toEpochMilli())
            .map((row, context) -> Records.SCHEDULE_EVENT.record(row.getBytes(1)))
            .filter(handoff -> !handoff.getIncoming().isEmpty())
            .list());
  }

  /** Swaps asked for since an instant that nobody has answered or withdrawn; the newest first. */
  public List<ScheduleEvent> openSwaps(Instant from) {
    return database.withHandle(rows ->
        rows.select(
                // The id of such an event is swap/ and that of the command.
                """
                SELECT record FROM schedule_events s WHERE type = 'swap-asked' AND at >= ?
                  AND NOT EXISTS (
                    SELECT 1 FROM schedule_answers a JOIN schedule_events e ON e.id = 'command/' || a.id
                    WHERE a.target = substr(s.id, 6) AND e.outcome IN ('applied', 'already'))
                ORDER BY at DESC, id
                """,
                from.toEpochMilli())
            .map((row, context) -> Records.SCHEDULE_EVENT.record(row.getBytes(1)))
            .list());
  }
}

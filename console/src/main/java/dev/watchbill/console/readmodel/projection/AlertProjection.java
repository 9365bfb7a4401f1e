package dev.watchbill.console.readmodel.projection;

import dev.watchbill.console.readmodel.projection.Change.Kind;
import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.console.readmodel.store.Rows;
import dev.watchbill.console.readmodel.store.Writing;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.ExactEnd;
import dev.watchbill.schemas.Originals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Alerts, a row an episode: repeats and the end of what fired update it. The untouched original
 * stays on the topic.
 */
final class AlertProjection {
  private static final Duration APART_AT_MOST = Duration.ofMinutes(5);

  private AlertProjection() {}

  /**
   * As it stands.
   *
   * @param endedAt the latest exact end that was stated; it may have fired again since
   */
  private record Episode(
      String id,
      String status,
      @Nullable Long startedAt,
      long receivedAt,
      @Nullable Long endedAt,
      Alert alert) {
    boolean goesOnWith(Alert signal) {
      if (signal.getNamedUntil() != null) {
        return isNamedAsThen(signal.getNamedUntil());
      }
      if (FollowUp.isDone(signal)) {
        return true;
      }
      var over = status.equals("resolved");
      var start = Rows.millis(signal.getStartedAt());
      var sameStart = Objects.equals(startedAt, start) || isSeenByAnotherToo(start);
      var isRepeat = over ? startedAt != null && sameStart : startedAt == null || sameStart;
      return switch (signal.getStatus()) {
        case "resolved" -> !over || sameStart;
        // PagerDuty's senders acknowledge by the key alone, whenever the alert began.
        case "acknowledged" -> isRepeat || (!over && signal.getStartedAt() == null);
        default -> isRepeat;
      };
    }

    /** By a former name something is said of what was open by that name, and of nothing else. */
    private boolean isNamedAsThen(Instant until) {
      return !status.equals("resolved") && receivedAt <= until.toEpochMilli();
    }

    /**
     * An end that was heard before: who sends ends for a while, as Prometheus does, goes on though
     * another that sees it fire has said so since.
     */
    boolean hasEndedBy(Alert signal) {
      var end = endOf(signal);
      return !status.equals("resolved")
          && end != null
          && endedAt != null
          && (alert.getEndsAt() == null ? end.equals(endedAt) : end <= endedAt);
    }

    /** With what a signal says of it. */
    @Nullable Long endedAt(Alert signal) {
      var end = endOf(signal);
      return end == null || (endedAt != null && end <= endedAt) ? endedAt : end;
    }

    /**
     * Two that look at the same thing, such as a pair of Prometheus servers, see it begin at
     * slightly different times; what began before this was last received is no later episode.
     */
    private boolean isSeenByAnotherToo(@Nullable Long start) {
      return start != null
          && startedAt != null
          && start < receivedAt
          && Math.abs(start - startedAt) <= APART_AT_MOST.toMillis();
    }
  }

  private static @Nullable Long endOf(Alert signal) {
    return signal.getStatus().equals("resolved") ? Rows.millis(ExactEnd.of(signal)) : null;
  }

  /** The first start anybody saw is the episode's. */
  private static Alert since(Alert before, Alert signal) {
    var start = before.getStartedAt();
    var later = signal.getStartedAt();
    return start != null && later != null && start.isBefore(later)
        ? Alert.newBuilder(signal).setStartedAt(start).build()
        : signal;
  }

  static Change alert(Handle rows, String service, @Nullable Alert alert) {
    if (alert == null) {
      return new Change(Kind.SERVICE, service);
    }
    var current = newest(rows, service, alert).filter(episode -> episode.goesOnWith(alert));
    if (current.filter(episode -> episode.hasEndedBy(alert)).isPresent()) {
      Writing.row(
          rows, "UPDATE alerts SET signals = signals + 1 WHERE id = ?", current.orElseThrow().id());
    } else if (current.isPresent()) {
      var before = current.get().alert();
      update(
          rows,
          current.get().id(),
          current.get().endedAt(alert),
          since(before, FollowUp.of(alert, before)));
    } else if (FollowUp.opensNothing(alert)) {
      return new Change(Kind.SERVICE, service);
    } else {
      insert(rows, service, FollowUp.first(alert));
    }
    return new Change(Kind.ALERT, current.map(Episode::id).orElse(alert.getId()));
  }

  private static Optional<Episode> newest(Handle rows, String service, Alert alert) {
    return rows.select(
            """
            SELECT id, status, started_at, received_at, ended_at, record FROM alerts
            WHERE integration = ? AND key = ? AND service = ? ORDER BY first_at DESC, rowid DESC LIMIT 1
            """,
            alert.getIntegration(),
            alert.getKey(),
            service)
        .map((row, context) -> {
          return new Episode(
              row.getString("id"),
              row.getString("status"),
              known(row, "started_at"),
              row.getLong("received_at"),
              known(row, "ended_at"),
              Records.ALERT.record(row.getBytes("record")));
        })
        .findFirst();
  }

  private static @Nullable Long known(ResultSet row, String column) throws SQLException {
    var value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static void insert(Handle rows, String service, Alert alert) {
    Writing.row(
        rows,
        """
        INSERT INTO alerts (id, service, integration, key, status, started_at, first_at, received_at, signals, name, test, ended_at, record)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
        """,
        alert.getId(),
        service,
        alert.getIntegration(),
        alert.getKey(),
        alert.getStatus(),
        Rows.millis(alert.getStartedAt()),
        alert.getReceivedAt().toEpochMilli(),
        alert.getReceivedAt().toEpochMilli(),
        name(alert),
        alert.getTest(),
        endOf(alert),
        Records.ALERT.bytes(Originals.without(alert)));
  }

  private static String name(Alert alert) {
    return alert.getLabels().getOrDefault("alertname", alert.getTitle());
  }

  private static void update(Handle rows, String id, @Nullable Long endedAt, Alert alert) {
    Writing.row(
        rows,
        "UPDATE alerts SET status = ?, received_at = ?, signals = signals + ?, ended_at = ?,"
            + " record = ? WHERE id = ?",
        alert.getStatus(),
        alert.getReceivedAt().toEpochMilli(),
        // What is said by a former name was sent once, and is counted by today's.
        alert.getNamedUntil() == null ? 1 : 0,
        endedAt,
        Records.ALERT.bytes(Originals.without(alert)),
        id);
  }
}

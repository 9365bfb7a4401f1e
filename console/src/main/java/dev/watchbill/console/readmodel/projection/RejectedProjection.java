package dev.watchbill.console.readmodel.projection;

import dev.watchbill.console.readmodel.projection.Change.Kind;
import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.RejectedAlert;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What intake refused: of each integration the newest as they came, and how many there were. */
final class RejectedProjection {
  /** A sender that is refused all the time fills no disk; all of it stays on the topic. */
  private static final int MOST_KEPT = 200;

  private RejectedProjection() {}

  static Change rejected(Handle rows, String integration, @Nullable RejectedAlert refused) {
    if (refused != null) {
      keep(rows, integration, refused);
      if (refused.getReplay() == null) {
        count(rows, integration, refused);
      }
    }
    return new Change(Kind.REJECTED, integration);
  }

  private static void keep(Handle rows, String integration, RejectedAlert refused) {
    rows.execute(
        "INSERT INTO rejected (id, integration, at, record) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET record = excluded.record",
        refused.getId(),
        integration,
        refused.getReceivedAt().toEpochMilli(),
        Records.REJECTED.bytes(refused));
    rows.execute(
        "DELETE FROM rejected WHERE id IN (SELECT id FROM rejected WHERE integration = ?"
            + " ORDER BY at DESC, id DESC LIMIT 1000000000 OFFSET ?)",
        integration,
        MOST_KEPT);
  }

  private static void count(Handle rows, String integration, RejectedAlert refused) {
    rows.execute(
        "INSERT INTO rejected_counts (integration, status, refusals, last_at) VALUES (?, ?, 1, ?)"
            + " ON CONFLICT (integration, status) DO UPDATE SET refusals = rejected_counts.refusals + 1,"
            + " last_at = max(rejected_counts.last_at, excluded.last_at)",
        integration,
        refused.getStatus(),
        refused.getReceivedAt().toEpochMilli());
  }
}

package dev.watchbill.console.readmodel.projection;

import dev.watchbill.console.readmodel.projection.Change.Kind;
import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.ReviewDraft;
import dev.watchbill.schemas.ReviewEntry;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reviews, an entry a row. */
final class ReviewProjection {
  private ReviewProjection() {}

  static Change entry(Handle rows, String id, @Nullable ReviewEntry entry) {
    if (entry == null) {
      rows.execute("DELETE FROM reviews WHERE id = ?", id);
      return new Change(Kind.REVIEW, id);
    }
    var resolved = Optional.ofNullable(entry.getDraft()).map(ReviewDraft::getResolvedAt);
    rows.execute(
        """
        INSERT INTO reviews (id, incident, kind, at, owner, due, done, resolved_at, record)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, due = excluded.due,
          done = excluded.done, resolved_at = excluded.resolved_at, record = excluded.record
        """,
        id,
        entry.getIncident(),
        entry.getKind(),
        entry.getAt().toEpochMilli(),
        entry.getOwner(),
        entry.getDue() == null ? null : entry.getDue().toString(),
        entry.getDoneAt() == null ? 0 : 1,
        resolved.map(Instant::toEpochMilli).orElse(null),
        Records.REVIEW.bytes(entry));
    return new Change(Kind.REVIEW, entry.getIncident());
  }
}

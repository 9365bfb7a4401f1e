package dev.watchbill.console.readmodel.projection;

import dev.watchbill.console.readmodel.projection.Change.Kind;
import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.Silence;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Silences. */
final class SilenceProjection {
  private SilenceProjection() {}

  static Change silence(Handle rows, String id, @Nullable Silence silence) {
    if (silence == null) {
      rows.execute("DELETE FROM silences WHERE id = ?", id);
    } else {
      rows.execute(
          "INSERT INTO silences (id, ends_at, record) VALUES (?, ?, ?)"
              + " ON CONFLICT (id) DO UPDATE SET ends_at = excluded.ends_at, record = excluded.record",
          id,
          silence.getEndsAt().toEpochMilli(),
          Records.SILENCE.bytes(silence));
    }
    return new Change(Kind.SILENCE, id);
  }
}

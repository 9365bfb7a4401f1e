package dev.watchbill.console.readmodel.projection;

import dev.watchbill.console.readmodel.projection.Change.Kind;
import dev.watchbill.console.readmodel.store.Rows;
import dev.watchbill.schemas.Heartbeat;
import dev.watchbill.schemas.KeyUse;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Heartbeats, and senders that are expected to be heard. */
final class BeatProjection {
  private BeatProjection() {}

  /**
   * @param key heard:NAME, watched:NAME, key:CREDENTIAL or watch
   */
  static Change beat(Handle rows, String key, @Nullable Heartbeat beat) {
    var colon = key.indexOf(':');
    var name = key.substring(colon + 1);
    switch (colon < 0 ? key : key.substring(0, colon)) {
      case "heard" -> heard(rows, name, beat == null ? null : beat.getHeard());
      case "watched" -> watched(rows, name, beat == null ? null : beat.getWatched());
      case "key" -> used(rows, name, beat == null ? null : beat.getKeyUsed());
      default -> {
        // How far the watch itself has listened.
      }
    }
    return new Change(Kind.BEAT, name);
  }

  private static void heard(Handle rows, String name, dev.watchbill.schemas.@Nullable Heard heard) {
    rows.execute(
        """
        INSERT INTO beats (name, heard_at, heard_by) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET heard_at = excluded.heard_at, heard_by = excluded.heard_by
        """,
        name,
        heard == null ? null : Rows.millis(heard.getAt()),
        heard == null ? null : heard.getBy());
  }

  private static void used(Handle rows, String id, @Nullable KeyUse use) {
    if (use != null) {
      rows.execute(
          """
          INSERT INTO key_uses (id, integration, at, by) VALUES (?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET at = excluded.at, by = excluded.by
          """,
          id,
          use.getIntegration(),
          Rows.millis(use.getAt()),
          use.getBy());
    }
  }

  private static void watched(
      Handle rows, String name, dev.watchbill.schemas.@Nullable Watched watched) {
    rows.execute(
        """
        INSERT INTO beats (name, since, missed_at) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET since = excluded.since, missed_at = excluded.missed_at
        """,
        name,
        watched == null ? null : Rows.millis(watched.getSince()),
        watched == null ? null : Rows.millis(watched.getMissedAt()));
  }
}

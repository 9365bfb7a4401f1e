package dev.watchbill.console.readmodel.questions;

import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.Silence;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Questions about silences. */
public final class SilencesKept {
  private final Jdbi database;

  public SilencesKept(Jdbi database) {
    this.database = database;
  }

  /** All, first those that end last. */
  public List<Silence> all() {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM silences ORDER BY ends_at DESC, id")
            .map((row, context) -> Records.SILENCE.record(row.getBytes(1)))
            .list());
  }

  /** One; empty: there is none. */
  public Optional<Silence> find(String id) {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM silences WHERE id = ?", id)
            .map((row, context) -> Records.SILENCE.record(row.getBytes(1)))
            .findOne());
  }
}

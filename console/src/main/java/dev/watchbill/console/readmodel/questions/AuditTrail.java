package dev.watchbill.console.readmodel.questions;

import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.AuditEntry;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** Who did what. */
public final class AuditTrail {
  private final Jdbi database;

  public AuditTrail(Jdbi database) {
    this.database = database;
  }

  /**
   * Entries, newest first.
   *
   * @param who person ids and token:NAME; none: anybody
   */
  public Listing<AuditEntry> list(Set<String> who, Cursor after, int limit) {
    var condition = new Condition().in("who", who).after("at", "id", after);
    var found =
        database.withHandle(rows ->
            rows.select(
                    "SELECT record FROM audit WHERE "
                        + condition.sql()
                        + " ORDER BY at DESC, id DESC LIMIT ?",
                    condition.valuesAnd(limit + 1))
                .map((row, context) -> Records.AUDIT.record(row.getBytes(1)))
                .list());
    return Listing.of(
        found, limit, entry -> new Cursor(entry.getAt().toEpochMilli(), entry.getId()));
  }
}

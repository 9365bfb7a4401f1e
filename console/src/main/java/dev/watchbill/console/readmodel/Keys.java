package dev.watchbill.console.readmodel;

import dev.watchbill.schemas.Credential;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Questions about credentials. */
public final class Keys {
  private final Jdbi database;

  Keys(Jdbi database) {
    this.database = database;
  }

  /** All, by id. */
  public List<Credential> all() {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM credentials ORDER BY id")
            .map((row, context) -> Records.CREDENTIAL.record(row.getBytes(1)))
            .list());
  }

  /** One; empty: there is none, or it was taken back. */
  public Optional<Credential> find(String id) {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM credentials WHERE id = ?", id)
            .map((row, context) -> Records.CREDENTIAL.record(row.getBytes(1)))
            .findOne());
  }
}

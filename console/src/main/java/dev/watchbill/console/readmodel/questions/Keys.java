package dev.watchbill.console.readmodel.questions;

import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.Credential;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Questions about credentials. */
public final class Keys {
  private final Jdbi database;

  public Keys(Jdbi database) {
    this.database = database;
  }

  /** All, by id. */
  public List<Credential> all() {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM credentials ORDER BY id")
            .map((row, context) -> Records.CREDENTIAL.record(row.getBytes(1)))
            .list());
  }

  /**
   * When a sender showed a key last.
   *
   * @param by remote address and user agent
   */
  public record Use(String integration, Instant at, String by) {}

  /** By credential id; one that was never used has none. */
  public Map<String, Use> uses() {
    return database.withHandle(rows ->
        rows.select("SELECT id, integration, at, by FROM key_uses")
            .map((row, context) ->
                Map.entry(
                    row.getString(1),
                    new Use(
                        row.getString(2), Instant.ofEpochMilli(row.getLong(3)), row.getString(4))))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** One; empty: there is none, or it was taken back. */
  public Optional<Credential> find(String id) {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM credentials WHERE id = ?", id)
            .map((row, context) -> Records.CREDENTIAL.record(row.getBytes(1)))
            .findOne());
  }
}

package dev.watchbill.console.readmodel.questions;

import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.PersonSettings;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What people set for themselves. */
public final class SettingsKept {
  private final Jdbi database;

  public SettingsKept(Jdbi database) {
    this.database = database;
  }

  /** What somebody set; empty: nothing. */
  public Optional<PersonSettings> find(String person) {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM people_settings WHERE person = ?", person)
            .map((row, context) -> Records.SETTINGS.record(row.getBytes(1)))
            .findOne());
  }

  /** By person. */
  public static Map<String, PersonSettings> all(Handle rows) {
    return rows.select("SELECT person, record FROM people_settings")
        .map(
            (row, context) -> Map.entry(row.getString(1), Records.SETTINGS.record(row.getBytes(2))))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}

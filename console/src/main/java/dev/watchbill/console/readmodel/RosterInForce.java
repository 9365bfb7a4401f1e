package dev.watchbill.console.readmodel;

import dev.watchbill.console.readmodel.projection.OrganizationProjections;
import dev.watchbill.console.readmodel.questions.SettingsKept;
import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.RosterCurrent;
import dev.watchbill.schemas.RosterProblems;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.roster.OwnWord;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.roster.RosterStage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The newest whole roster.
 *
 * @param snapshot with what people say themselves of how they are reached
 * @param written the same as the roster itself says it
 * @param current when it came into force, and from where; null before the first
 * @param problems what keeps newer files from being applied; null: nothing
 * @param calendars that can't be read now, a sentence each
 */
public record RosterInForce(
    RosterSnapshot snapshot,
    RosterSnapshot written,
    @Nullable RosterCurrent current,
    @Nullable RosterProblems problems,
    List<String> calendars) {
  public RosterInForce {
    calendars = List.copyOf(calendars);
  }

  static RosterInForce read(Jdbi database) {
    return database.inTransaction(RosterInForce::read);
  }

  /** By key, people with what they say themselves of how they are reached. */
  static Map<String, RosterRecord> records(Jdbi database) {
    return database.inTransaction(rows -> {
      var own = SettingsKept.all(rows);
      return rows
          .select("SELECT key, record FROM roster_current")
          .map((row, context) -> new Row(row.getString(1), row.getBytes(2)))
          .stream()
          .filter(row -> !row.key.startsWith("roster:"))
          .collect(Collectors.toMap(row -> row.key, row -> withOwnWord(row.record(), own)));
    });
  }

  private static RosterRecord withOwnWord(RosterRecord record, Map<String, PersonSettings> own) {
    var person = record.getPerson();
    var settings = person == null ? null : own.get(person.getId());
    return person == null || settings == null
        ? record
        : RosterRecord.newBuilder(record).setPerson(OwnWord.on(person, settings)).build();
  }

  private static RosterInForce read(Handle rows) {
    var stage = new RosterStage();
    rows.select("SELECT key, record FROM roster_current")
        .map((row, context) -> new Row(row.getString(1), row.getBytes(2)))
        .forEach(row -> stage.accept(row.key, row.record()));
    var told =
        one(rows, "roster_staged", OrganizationProjections.PROBLEMS).map(RosterRecord::getProblems);
    var problems = told.filter(found -> !found.getMessages().isEmpty());
    var calendars = told.map(RosterProblems::getCalendars).orElse(List.of());
    return one(rows, "roster_current", RosterStage.CURRENT)
        .map(whole -> {
          var written = stage.snapshot(whole.getVersion());
          return new RosterInForce(
              written.with(SettingsKept.all(rows)),
              written,
              whole.getCurrent(),
              problems.orElse(null),
              calendars);
        })
        .orElseGet(() ->
            new RosterInForce(
                RosterSnapshot.NONE, RosterSnapshot.NONE, null, problems.orElse(null), calendars));
  }

  private static Optional<RosterRecord> one(Handle rows, String table, String key) {
    return rows.select("SELECT key, record FROM " + table + " WHERE key = ?", key)
        .map((row, context) -> new Row(row.getString(1), row.getBytes(2)).record())
        .findOne();
  }

  private static final class Row {
    private final String key;
    private final byte[] bytes;

    private Row(String key, byte[] bytes) {
      this.key = key;
      this.bytes = bytes;
    }

    RosterRecord record() {
      return Records.ROSTER.record(bytes);
    }
  }
}

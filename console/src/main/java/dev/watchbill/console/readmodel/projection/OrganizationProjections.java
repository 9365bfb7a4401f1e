package dev.watchbill.console.readmodel.projection;

import dev.watchbill.console.readmodel.projection.Change.Kind;
import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.AuditEntry;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.Credential;
import dev.watchbill.schemas.PersonSettings;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.roster.RosterStage;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The roster, people's availability, credentials, and who did what. */
public final class OrganizationProjections {
  /** Key of what kept the newest files from being applied; in force at once, whole by itself. */
  public static final String PROBLEMS = "roster:problems";

  private OrganizationProjections() {}

  /** Stages records; {@code roster:current} puts all that is staged in force. */
  static Change roster(Handle rows, String key, @Nullable RosterRecord value) {
    if (value == null) {
      rows.execute("DELETE FROM roster_staged WHERE key = ?", key);
    } else {
      rows.execute(
          "INSERT INTO roster_staged (key, record) VALUES (?, ?)"
              + " ON CONFLICT (key) DO UPDATE SET record = excluded.record",
          key,
          Records.ROSTER.bytes(value));
    }
    if (key.equals(RosterStage.CURRENT) && value != null) {
      rows.execute("DELETE FROM roster_current");
      rows.execute("INSERT INTO roster_current SELECT key, record FROM roster_staged ORDER BY key");
    }
    return new Change(Kind.ROSTER, key);
  }

  static Change settings(Handle rows, String person, @Nullable PersonSettings settings) {
    if (settings == null) {
      rows.execute("DELETE FROM people_settings WHERE person = ?", person);
    } else {
      rows.execute(
          "INSERT INTO people_settings (person, record) VALUES (?, ?)"
              + " ON CONFLICT (person) DO UPDATE SET record = excluded.record",
          person,
          Records.SETTINGS.bytes(settings));
    }
    // They are part of what the roster says of people.
    return new Change(Kind.ROSTER, person);
  }

  static Change availability(Handle rows, String person, @Nullable Availability availability) {
    if (availability == null) {
      rows.execute("DELETE FROM availability WHERE person = ?", person);
    } else {
      rows.execute(
          "INSERT INTO availability (person, record) VALUES (?, ?)"
              + " ON CONFLICT (person) DO UPDATE SET record = excluded.record",
          person,
          Records.AVAILABILITY.bytes(availability));
    }
    return new Change(Kind.AVAILABILITY, person);
  }

  static Change credential(Handle rows, String id, @Nullable Credential credential) {
    if (credential == null) {
      rows.execute("DELETE FROM credentials WHERE id = ?", id);
    } else if (credential.getUsedBy() == null || isUnused(rows, id, credential.getHash())) {
      rows.execute(
          "INSERT INTO credentials (id, kind, record) VALUES (?, ?, ?)"
              + " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, record = excluded.record",
          id,
          credential.getKind(),
          Records.CREDENTIAL.bytes(credential));
    }
    return new Change(Kind.CREDENTIAL, id);
  }

  /** Of several who use what may be used once, the first did. */
  private static boolean isUnused(Handle rows, String id, String hash) {
    return rows.select("SELECT record FROM credentials WHERE id = ?", id)
        .map((row, context) -> Records.CREDENTIAL.record(row.getBytes(1)))
        .findOne()
        .filter(known -> known.getUsedBy() == null && known.getHash().equals(hash))
        .isPresent();
  }

  static Change audit(Handle rows, String who, @Nullable AuditEntry entry) {
    if (entry != null) {
      rows.execute(
          "INSERT INTO audit (id, at, who, record) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
          entry.getId(),
          entry.getAt().toEpochMilli(),
          who,
          Records.AUDIT.bytes(entry));
    }
    return new Change(Kind.AUDIT, who);
  }
}

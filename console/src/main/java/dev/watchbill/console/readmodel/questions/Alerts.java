package dev.watchbill.console.readmodel.questions;

import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.Alert;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Questions about alerts. */
public final class Alerts {
  /** The incident an episode belongs to: the last its identity joined before its next episode. */
  private static final String WITH_INCIDENT =
      """
      SELECT a.*, (
        SELECT j.incident FROM incident_alerts j
        WHERE j.integration = a.integration AND j.key = a.key AND j.at < a.next_at
        ORDER BY j.at DESC LIMIT 1) AS incident
      FROM (
        SELECT e.*, ifnull((
          SELECT min(n.first_at) FROM alerts n
          WHERE n.integration = e.integration AND n.key = e.key AND n.service = e.service
            AND n.first_at > e.first_at), 9223372036854775807) AS next_at
        FROM alerts e) AS a
      """;

  /**
   * What states no start and never ends is one episode, also where somebody resolved its incident
   * and it opened another later: both had it.
   */
  private static final String OF_INCIDENT =
      """
      ? IN (
        SELECT k.incident FROM incident_alerts k
        WHERE k.integration = episodes.integration AND k.key = episodes.key
          AND k.at < episodes.next_at
          AND (k.at >= episodes.first_at OR k.incident = episodes.incident))
      """;

  private final Jdbi database;

  public Alerts(Jdbi database) {
    this.database = database;
  }

  /** Which alerts; an empty set and null are any. */
  public record Filter(
      Set<String> statuses,
      Set<String> services,
      Set<String> integrations,
      @Nullable String key,
      @Nullable String incident) {
    /** Those of one incident. */
    public static Filter ofIncident(String incident) {
      return new Filter(Set.of(), Set.of(), Set.of(), null, incident);
    }
  }

  /**
   * One alert, from its first firing signal until it fires anew.
   *
   * @param id of its first signal
   * @param alert its last signal, without the untouched original
   * @param signals how often it was sent
   * @param incident of several the last, unless one was asked for; null: none yet
   */
  public record Episode(
      String id, Alert alert, Instant firstAt, long signals, @Nullable String incident) {
    /** The same for who asks for one incident; null: for any. */
    private Episode in(@Nullable String asked) {
      return asked == null ? this : new Episode(id, alert, firstAt, signals, asked);
    }
  }

  /** Alerts, last received first. */
  public Listing<Episode> list(Filter filter, Cursor after, int limit) {
    var condition =
        new Condition()
            .in("status", filter.statuses())
            .in("service", filter.services())
            .in("integration", filter.integrations())
            .and("key = ?", filter.key())
            // The first narrows by index, the second by which of an identity's episodes it was.
            .and(
                "(integration, key) IN (SELECT integration, key FROM incident_alerts WHERE incident"
                    + " = ?)",
                filter.incident())
            .and(OF_INCIDENT, filter.incident())
            .after("received_at", "id", after);
    var found =
        database.withHandle(rows ->
            rows.select(
                    "SELECT * FROM ("
                        + WITH_INCIDENT
                        + ") AS episodes WHERE "
                        + condition.sql()
                        + " ORDER BY received_at DESC, id DESC LIMIT ?",
                    condition.valuesAnd(limit + 1))
                .map((row, context) -> episode(row).in(filter.incident()))
                .list());
    return Listing.of(
        found,
        limit,
        episode -> new Cursor(episode.alert().getReceivedAt().toEpochMilli(), episode.id()));
  }

  /** One, by the id of its first signal; empty: there is none. */
  public Optional<Episode> find(String id) {
    return database.withHandle(rows ->
        rows.select("SELECT * FROM (" + WITH_INCIDENT + ") AS episodes WHERE id = ?", id)
            .map((row, context) -> episode(row))
            .findOne());
  }

  private static Episode episode(ResultSet row) throws SQLException {
    return new Episode(
        row.getString("id"),
        Records.ALERT.record(row.getBytes("record")),
        Instant.ofEpochMilli(row.getLong("first_at")),
        row.getLong("signals"),
        row.getString("incident"));
  }
}

package dev.watchbill.console.readmodel.questions;

import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.console.readmodel.store.Words;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Questions about incidents. */
public final class Incidents {
  /** The statuses in which an incident still wants something. */
  public static final Set<String> UNRESOLVED =
      Set.of("open", "acknowledged", "snoozed", "suppressed", "deferred");

  private final Jdbi database;

  public Incidents(Jdbi database) {
    this.database = database;
  }

  /**
   * Which incidents; an empty set is any.
   *
   * @param text in their id, service or title, whatever the case; null: any
   */
  public record Filter(
      Set<String> statuses,
      Set<String> services,
      Set<String> teams,
      Set<String> severities,
      @Nullable String text) {
    public Filter(
        Set<String> statuses, Set<String> services, Set<String> teams, Set<String> severities) {
      this(statuses, services, teams, severities, null);
    }

    /** Every incident. */
    public static final Filter ALL = new Filter(Set.of(), Set.of(), Set.of(), Set.of());

    /** Those nobody and nothing has resolved. */
    public static final Filter OPEN = new Filter(UNRESOLVED, Set.of(), Set.of(), Set.of());
  }

  /** One incident. */
  public Optional<Incident> find(String id) {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM incidents WHERE id = ?", id)
            .map((row, context) -> Records.INCIDENT.record(row.getBytes(1)))
            .findOne());
  }

  /** Incidents, newest first. */
  public Listing<Incident> list(Filter filter, Cursor after, int limit) {
    var condition =
        new Condition()
            .in("status", filter.statuses())
            .in("service", filter.services())
            .in("team", filter.teams())
            .in("severity", filter.severities())
            .and(
                "words LIKE ? ESCAPE '\\'",
                filter.text() == null ? null : Words.containing(filter.text()))
            .after("opened_at", "id", after);
    var found =
        database.withHandle(rows ->
            rows.select(
                    """
                    SELECT record FROM incidents WHERE id IN (
                      SELECT id FROM incidents WHERE %s ORDER BY opened_at DESC, id DESC LIMIT ?)
                    ORDER BY opened_at DESC, id DESC
                    """
                        .formatted(condition.sql()),
                    condition.valuesAnd(limit + 1))
                .map((row, context) -> Records.INCIDENT.record(row.getBytes(1)))
                .list());
    return Listing.of(
        found,
        limit,
        incident -> new Cursor(incident.getOpenedAt().toEpochMilli(), incident.getId()));
  }

  /** What happened to an incident, oldest first. */
  public List<IncidentEvent> timeline(String incident) {
    return database.withHandle(rows ->
        rows.select(
                "SELECT record FROM incident_events WHERE incident = ? ORDER BY number, at",
                incident)
            .map((row, context) -> Records.INCIDENT_EVENT.record(row.getBytes(1)))
            .list());
  }

  /** What became of a response; empty while nobody has decided it. */
  public Optional<IncidentEvent> outcome(String response) {
    return database.withHandle(rows ->
        rows.select(
                "SELECT record FROM incident_events WHERE response = ? ORDER BY number, at"
                    + " LIMIT 1",
                response)
            .map((row, context) -> Records.INCIDENT_EVENT.record(row.getBytes(1)))
            .findOne());
  }

  /** Who had the incident, from the first to the last. */
  public List<Assignment> assignments(String incident) {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM assignments WHERE incident = ? ORDER BY seq", incident)
            .map((row, context) -> Records.ASSIGNMENT.record(row.getBytes(1)))
            .list());
  }
}

package dev.watchbill.console.readmodel.questions;

import dev.watchbill.console.readmodel.store.Records;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.ServiceStatus;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** How people and services stand now. */
public final class Standing {
  private final Jdbi database;

  public Standing(Jdbi database) {
    this.database = database;
  }

  /** Availability by person; who isn't in it is available. */
  public Map<String, Availability> people() {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM availability")
            .map((row, context) -> Records.AVAILABILITY.record(row.getBytes(1)))
            .collect(Collectors.toMap(Availability::getPerson, Function.identity())));
  }

  /** How many unresolved incidents each team has, by status; those without a team are left out. */
  public Map<String, Map<String, Long>> openByTeam() {
    return database.withHandle(rows ->
        rows.select(
                "SELECT team, status, count(*) FROM incidents WHERE status IN ('open',"
                    + " 'acknowledged', 'snoozed', 'suppressed', 'deferred') AND team IS NOT NULL"
                    + " GROUP BY team, status")
            .map((row, context) -> new Count(row.getString(1), row.getString(2), row.getLong(3)))
            .collect(
                Collectors.groupingBy(
                    Count::team, Collectors.toMap(Count::status, Count::number))));
  }

  private record Count(String team, String status, long number) {}

  /** State by service; what isn't in it has nothing open. */
  public Map<String, ServiceStatus> services() {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM service_status")
            .map((row, context) -> Records.SERVICE_STATUS.record(row.getBytes(1)))
            .collect(Collectors.toMap(ServiceStatus::getService, Function.identity())));
  }
}

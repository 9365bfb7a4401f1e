package dev.watchbill.console.readmodel;

import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.ServiceStatus;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** How people and services stand now. */
public final class Standing {
  private final Jdbi database;

  Standing(Jdbi database) {
    this.database = database;
  }

  /** Availability by person; who isn't in it is available. */
  public Map<String, Availability> people() {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM availability")
            .map((row, context) -> Records.AVAILABILITY.record(row.getBytes(1)))
            .collect(Collectors.toMap(Availability::getPerson, Function.identity())));
  }

  /** State by service; what isn't in it has nothing open. */
  public Map<String, ServiceStatus> services() {
    return database.withHandle(rows ->
        rows.select("SELECT record FROM service_status")
            .map((row, context) -> Records.SERVICE_STATUS.record(row.getBytes(1)))
            .collect(Collectors.toMap(ServiceStatus::getService, Function.identity())));
  }
}

package dev.watchbill.ingest.http;

import dev.watchbill.ingest.IncidentBook;
import dev.watchbill.schemas.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Incidents that a test puts there. */
final class IncidentShelf implements IncidentBook {
  final List<Incident> incidents = new ArrayList<>();

  @Override
  public Optional<Incident> byGroup(String service, String groupKey) {
    return newest(service, Integer.MAX_VALUE).stream()
        .filter(incident -> IncidentBook.isOf(incident, groupKey))
        .findFirst();
  }

  @Override
  public Optional<Incident> byNumber(String service, String number) {
    return incidents.stream()
        .filter(incident -> incident.getId().equals(service + "-" + number))
        .findFirst();
  }

  @Override
  public List<Incident> newest(String service, int most) {
    return incidents.reversed().stream()
        .filter(incident -> incident.getService().equals(service))
        .limit(most)
        .toList();
  }
}

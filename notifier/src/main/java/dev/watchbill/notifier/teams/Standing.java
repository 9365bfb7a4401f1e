package dev.watchbill.notifier.teams;

import dev.watchbill.notifier.delivery.MessageBoard;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.IncidentEvent;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where an incident stands once somebody's press is in force, for the card in their hands. */
record Standing(KnownIncidents incidents, MessageBoard board) {
  /** With the decision this is within what Teams waits for an answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration LOOKS_APART = Duration.ofMillis(20);

  /**
   * The incident after a press.
   *
   * @param response the press became
   * @return empty: it isn't known here in time; the card changes when it is
   */
  Optional<Assignment> after(String incident, String response) {
    for (var waited = Duration.ZERO;
        waited.compareTo(PATIENCE) < 0;
        waited = waited.plus(LOOKS_APART)) {
      var known = incidents.whole(incident).filter(it -> tells(it, response)).map(this::assignment);
      if (known.isPresent()) {
        return known;
      }
      try {
        Thread.sleep(LOOKS_APART);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean tells(Incident incident, String response) {
    return incident.getTimeline().stream().anyMatch(step -> response.equals(step.getResponse()));
  }

  private Assignment assignment(Incident incident) {
    return Assignment.newBuilder()
        .setIncident(
            board
                .latest(incident.getId())
                .map(Assignment::getIncident)
                .map(brief -> IncidentBrief.newBuilder(brief))
                .orElseGet(() -> brief(incident))
                .setSeverity(incident.getSeverity())
                .setAlerts(incident.getAlerts())
                .build())
        .setState(incident.getStatus())
        .setPeople(
            incident.getAssignees().stream()
                .map(person -> AssignedPerson.newBuilder().setPerson(person).build())
                .toList())
        .setBy(by(incident))
        .setPath(incident.getPath())
        .setPatienceUntil(incident.getNextDeadline())
        .setWhy(incident.getWhy())
        .build();
  }

  private static IncidentBrief.Builder brief(Incident incident) {
    return IncidentBrief.newBuilder()
        .setId(incident.getId())
        .setService(incident.getService())
        .setTeam(incident.getTeam())
        .setUrgency(incident.getUrgency())
        .setTitle(incident.getTitle())
        .setText(incident.getText())
        .setRunbook(incident.getRunbook())
        .setOpenedAt(incident.getOpenedAt())
        .setTest(incident.getTest());
  }

  private static @Nullable String by(Incident incident) {
    return switch (incident.getStatus()) {
      case "acknowledged" -> incident.getAcknowledgedBy();
      case "resolved" -> incident.getResolvedBy();
      case "snoozed" ->
          incident.getTimeline().stream()
              .filter(step -> step.getType().equals("snoozed"))
              .map(IncidentEvent::getPerson)
              .reduce((first, last) -> last)
              .orElse(null);
      default -> null;
    };
  }
}

package dev.watchbill.notifier.notices;

import dev.watchbill.schemas.HandedIncident;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is handed over with a shift, in lines. */
record HandoverPacket(RosterSnapshot roster, Endings endings) {
  private static final int MOST_LINES = 20;
  private static final int MOST_HAPPENED = 5;

  /** Of a handoff, for a reader. */
  List<String> lines(ScheduleEvent event, Reader reader) {
    return Stream.of(
            unreachable(event), open(event, reader), happened(event, reader), ending(event, reader))
        .flatMap(List::stream)
        .toList();
  }

  private List<String> unreachable(ScheduleEvent event) {
    return event.getUnreachable().isEmpty()
        ? List.of()
        : List.of(notAlone(names(event.getUnreachable())));
  }

  /** What comes of it that somebody who takes over can't be reached. */
  static String notAlone(String names) {
    return "%s has no contact that works: for what is urgent the fallback is paged with them."
        .formatted(names);
  }

  private List<String> open(ScheduleEvent event, Reader reader) {
    if (event.getOpen().isEmpty() && event.getIncidents().isEmpty()) {
      return event.getOutgoing().isEmpty()
          ? List.of()
          : List.of("Nothing is open at %s.".formatted(names(event.getOutgoing())));
    }
    var lines = new ArrayList<String>();
    lines.add("Open; who has acknowledged one keeps it:");
    event.getOpen().stream().limit(MOST_LINES).map(it -> line(it, reader)).forEach(lines::add);
    var known = event.getOpen().stream().map(HandedIncident::getId).toList();
    event.getIncidents().stream()
        .filter(id -> !known.contains(id))
        .limit(MOST_LINES)
        .map(id -> "- " + address(id))
        .forEach(lines::add);
    if (event.getOpen().size() > MOST_LINES) {
      lines.add("- and %d more".formatted(event.getOpen().size() - MOST_LINES));
    }
    return lines;
  }

  private String line(HandedIncident incident, Reader reader) {
    var by =
        incident.getBy() == null
            ? incident.getState()
            : "%s by %s".formatted(incident.getState(), roster.nameOf(incident.getBy()));
    return "- %s %s (%s), %s, since %s"
        .formatted(
            incident.getSeverity(),
            oneLine(incident.getTitle()),
            address(incident.getId()),
            by,
            reader.when(incident.getOpenedAt()));
  }

  private List<String> happened(ScheduleEvent event, Reader reader) {
    var count = event.getHappenedCount();
    if (event.getSince() == null || event.getOutgoing().isEmpty()) {
      return List.of();
    }
    var since = reader.when(event.getSince());
    if (count == 0) {
      return List.of("No incident since the shift began, %s.".formatted(since));
    }
    var lines = new ArrayList<String>();
    lines.add(
        "%s since the shift began, %s; over:"
            .formatted(count == 1 ? "One incident" : count + " incidents", since));
    if (event.getHappened().isEmpty()) {
      lines.set(0, lines.getFirst().replace("; over:", "; none is over."));
    }
    event.getHappened().stream()
        .limit(MOST_HAPPENED)
        .map(it -> line(it, reader))
        .forEach(lines::add);
    if (event.getHappened().size() > MOST_HAPPENED) {
      lines.add("- and more");
    }
    return lines;
  }

  private List<String> ending(ScheduleEvent event, Reader reader) {
    var soon = endings.of(event.getTeam(), event.getAt(), reader);
    return soon.isEmpty()
        ? List.of()
        : Stream.concat(Stream.of("Held back until soon:"), soon.stream()).toList();
  }

  private String address(String id) {
    var base = roster.organization().getBaseUrl();
    return base == null ? id : "%s %s/incidents/%s".formatted(id, base.replaceAll("/+$", ""), id);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private String names(List<String> people) {
    return new Reader("", roster).names(people);
  }
}

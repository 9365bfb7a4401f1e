package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.message.Wording;
import dev.watchbill.notifier.web.PlainWords;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.template.Medium;
import dev.watchbill.template.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What tickets say: all of it when they are made, and afterwards what changed. */
public final class TicketText {
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_LINE = 2_000;

  private final RosterSnapshot roster;
  private final Links links;

  public TicketText(RosterSnapshot roster, Links links) {
    this.roster = roster;
    this.links = links;
  }

  /** The title, then the lines. */
  public List<String> lines(Assignment assignment) {
    var ticket = of(assignment, Optional.empty());
    var all = new ArrayList<String>();
    all.add(ticket.title());
    all.addAll(ticket.lines());
    ticket.link().ifPresent(all::add);
    return all;
  }

  /**
   * @param account who has it, in the tracker
   */
  Ticket of(Assignment assignment, Optional<String> account) {
    var incident = assignment.getIncident();
    var own = new Wording(roster).of(Medium.TICKET, assignment).map(text -> text.lines().toList());
    return new Ticket(
        incident.getId(),
        PlainWords.line(
            own.map(List::getFirst)
                .orElse("%s: %s".formatted(incident.getService(), incident.getTitle())),
            LONGEST_TITLE),
        own.map(text -> text.subList(1, text.size())).orElseGet(() -> usual(assignment)).stream()
            .map(line -> PlainWords.of(line, LONGEST_LINE))
            .filter(VisibleText::is)
            .toList(),
        links.incident(incident.getId()),
        Ticket.priority(incident.getSeverity().toLowerCase(Locale.ROOT), incident.getTier()),
        account);
  }

  private List<String> usual(Assignment assignment) {
    var incident = assignment.getIncident();
    var lines = new ArrayList<String>();
    if (!incident.getText().isBlank()) {
      lines.add(incident.getText());
    }
    lines.add(
        "Incident %s, %s, since %s, %s"
            .formatted(
                incident.getId(), incident.getSeverity(), incident.getOpenedAt(), count(incident)));
    lines.add(moved(assignment));
    new Wording(roster).next(assignment).ifPresent(lines::add);
    if (incident.getRunbook() != null) {
      lines.add("Runbook: " + incident.getRunbook());
    }
    return lines;
  }

  private static String count(IncidentBrief incident) {
    return incident.getAlerts() == 1 ? "1 alert" : incident.getAlerts() + " alerts";
  }

  /** What changed, in a sentence. */
  String moved(Assignment assignment) {
    var by = Optional.ofNullable(assignment.getBy()).map(roster::nameOf).orElse("its source");
    var people =
        assignment.getPeople().stream()
            .map(AssignedPerson::getPerson)
            .map(roster::nameOf)
            .collect(Collectors.joining(", "));
    var what =
        switch (assignment.getState()) {
          case "resolved" -> "Resolved by " + by;
          case "acknowledged" -> "Acknowledged by " + by;
          case "snoozed" -> "Snoozed by " + by;
          default ->
              people.isEmpty()
                  ? "Nobody is paged now"
                  : "Paged: " + people + step(assignment.getStep());
        };
    return PlainWords.of(
        assignment.getWhy().isBlank() ? what + "." : what + ". " + assignment.getWhy(),
        LONGEST_LINE);
  }

  /** 0: no step chose them; below: the last resort. */
  private static String step(int number) {
    return number == 0 ? "" : number < 0 ? " (the last resort)" : " (step %d)".formatted(number);
  }
}

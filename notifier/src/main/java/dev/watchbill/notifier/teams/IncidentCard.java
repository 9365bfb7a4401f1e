package dev.watchbill.notifier.teams;

import dev.watchbill.notifier.delivery.ShownBoard.Shown;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.message.Wording;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Link;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.PathStep;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.template.Medium;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a channel sees of an incident: what, where, since when, who, why, what comes next. */
public final class IncidentCard {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
  private static final int LONGEST_TEXT = 2_000;
  private static final int MOST_NAMES = 20;
  private static final int MOST_LINKS = 3;
  private static final int MOST_STEPS = 5;
  private static final int MOST_LINES = 40;

  private final RosterSnapshot roster;
  private final Links links;

  public IncidentCard(RosterSnapshot roster, Links links) {
    this.roster = roster;
    this.links = links;
  }

  /**
   * A card, as a message.
   *
   * @param before what this card replaces; Workflows can't change a card that is there
   */
  public String of(Assignment assignment, Optional<Shown> before) {
    var incident = assignment.getIncident();
    var own = new Wording(roster).of(Medium.TEAMS, assignment).map(text -> text.lines().toList());
    if (own.isPresent()) {
      return worded(own.get(), assignment);
    }
    var headline =
        "%s %s: %s".formatted(sign(assignment), incident.getService(), incident.getTitle());
    var card = new Card(headline).headline(headline, color(assignment.getState()));
    before.ifPresent(it ->
        card.quiet(
            "Replaces the card of %s (%s)".formatted(when(it.at()), TeamsRooms.state(it.ref()))));
    card.line(
        "%s · %s · %d %s · since %s"
            .formatted(
                incident.getId(),
                incident.getSeverity(),
                incident.getAlerts(),
                incident.getAlerts() == 1 ? "alert" : "alerts",
                when(incident.getOpenedAt())));
    card.line(people(assignment));
    if (!assignment.getWhy().isBlank()) {
      card.line(assignment.getWhy());
    }
    if (!incident.getText().isBlank()) {
      card.text(incident.getText(), LONGEST_TEXT);
    }
    ahead(assignment).ifPresent(card::line);
    buttons(incident, card);
    return card.message();
  }

  /** As the roster has it: literal text, whatever stands in it. */
  private String worded(List<String> lines, Assignment assignment) {
    var card = new Card(lines.getFirst()).headline(lines.getFirst(), color(assignment.getState()));
    lines.stream().skip(1).limit(MOST_LINES).forEach(card::line);
    buttons(assignment.getIncident(), card);
    return card.message();
  }

  private void buttons(IncidentBrief incident, Card card) {
    links.incident(incident.getId()).ifPresent(link -> card.open("Acknowledge, resolve …", link));
    web(incident.getRunbook()).ifPresent(runbook -> card.open("Runbook", runbook));
    incident.getLinks().stream()
        .limit(MOST_LINKS)
        .map(Link::getHref)
        .flatMap(href -> web(href).stream())
        .forEach(href -> card.open("Source", href));
  }

  /** A notice about a schedule, as a message. */
  String of(Page notice) {
    var lines = notice.getText().lines().toList();
    var first = lines.isEmpty() ? notice.getIncident().getTitle() : lines.getFirst();
    var card = new Card(first).headline(first, "Default");
    lines.stream().skip(1).limit(MOST_NAMES * 2L).forEach(card::line);
    links.inbox().ifPresent(link -> card.open("Inbox", link));
    return card.message();
  }

  private static String sign(Assignment assignment) {
    return switch (assignment.getState()) {
      case "open" -> assignment.getIncident().getSeverity().toUpperCase(Locale.ROOT);
      default -> assignment.getState().toUpperCase(Locale.ROOT);
    };
  }

  private static String color(String state) {
    return switch (state) {
      case "resolved" -> "Good";
      case "open" -> "Attention";
      default -> "Warning";
    };
  }

  private String people(Assignment assignment) {
    var by = Optional.ofNullable(assignment.getBy()).map(roster::nameOf).orElse("its source");
    return switch (assignment.getState()) {
      case "resolved" -> "Resolved by " + by;
      case "acknowledged" -> "Acknowledged by " + by;
      case "snoozed" -> "Snoozed by " + by;
      default ->
          assignment.getPeople().isEmpty()
              ? "Nobody is paged now"
              : "Paged: "
                  + assignment.getPeople().stream()
                      .limit(MOST_NAMES)
                      .map(AssignedPerson::getPerson)
                      .map(roster::nameOf)
                      .collect(Collectors.joining(", "));
    };
  }

  private Optional<String> ahead(Assignment assignment) {
    if (assignment.getPath().isEmpty()) {
      return new Wording(roster).next(assignment);
    }
    return assignment.getState().equals("open")
        ? Optional.of(
            "If nobody acknowledges: "
                + assignment.getPath().stream()
                    .limit(MOST_STEPS)
                    .map(this::step)
                    .collect(Collectors.joining(", then ")))
        : Optional.empty();
  }

  private String step(PathStep step) {
    var whom =
        step.getPeople().isEmpty()
            ? String.join(", ", step.getTargets())
            : step.getPeople().stream().map(roster::nameOf).collect(Collectors.joining(", "));
    return "%s at %s".formatted(whom, when(step.getAt()));
  }

  /** Cards don't know their reader's zone: the organisation's, named. */
  private String when(Instant at) {
    ZoneId zone;
    try {
      zone = ZoneId.of(roster.organization().getTimezone());
    } catch (DateTimeException e) {
      zone = ZoneOffset.UTC;
    }
    return "%s (%s)".formatted(WHEN.format(at.atZone(zone)), zone);
  }

  private static Optional<String> web(@Nullable String address) {
    return Optional.ofNullable(address)
        .filter(it -> it.length() <= LONGEST_TEXT)
        .filter(it -> it.matches("https?://[^\\s@]+"));
  }
}

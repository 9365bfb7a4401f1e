package dev.watchbill.console.pages;

import dev.watchbill.console.readiness.Channels;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.questions.Alerts;
import dev.watchbill.console.readmodel.questions.Cursor;
import dev.watchbill.console.readmodel.questions.Incidents;
import dev.watchbill.console.readmodel.questions.Messages;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.PathStep;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the pages' views from the read model. */
public final class Views {
  private static final int ON_A_PAGE = 50;
  private static final int LISTED_TEAMS = 200;

  private final ReadModel model;
  private final Channels channels;

  /**
   * Views of one read model.
   *
   * @param model is asked anew for each view
   * @param channels say where tickets are
   */
  public Views(ReadModel model, Channels channels) {
    this.model = model;
    this.channels = channels;
  }

  /**
   * A list of incidents.
   *
   * @param after cursor where the page before ended; null: from the newest
   */
  public IncidentsView incidents(IncidentsView.Filter filter, @Nullable String after) {
    var statuses =
        switch (filter.show()) {
          case "all" -> Set.<String>of();
          case "unresolved" -> Incidents.UNRESOLVED;
          default -> Set.of(filter.show());
        };
    var cursor = after == null ? Cursor.START : Cursor.parse(after).orElse(Cursor.START);
    var asked =
        new Incidents.Filter(
            statuses,
            some(filter.service()),
            some(filter.team()),
            some(filter.severity()),
            filter.text().isEmpty() ? null : filter.text());
    var found = model.incidents().list(asked, cursor, ON_A_PAGE);
    var next = found.next() == null ? null : found.next().text();
    var teams = model.roster().teams().keySet().stream().sorted().toList();
    return new IncidentsView(
        filter,
        found.items().stream().map(this::row).toList(),
        next,
        teams.size() > LISTED_TEAMS ? List.of() : teams);
  }

  private static Set<String> some(String value) {
    return value.isEmpty() ? Set.of() : Set.of(value);
  }

  /** One incident; empty if there is none. */
  public Optional<IncidentView> incident(String id) {
    return model.incidents().find(id).map(this::whole);
  }

  /** The newest messages of the local inbox, everybody's. */
  public List<InboxRow> inbox(int limit) {
    return model.messages().inbox(null, Cursor.START, limit).items().stream()
        .map(this::message)
        .toList();
  }

  private IncidentView whole(Incident incident) {
    var roster = model.roster();
    var story = new Story(roster);
    return new IncidentView(
        row(incident),
        incident.getText(),
        incident.getTeam(),
        incident.getRunbook(),
        incident.getAcknowledgedBy(),
        incident.getWhy(),
        incident.getPath().stream().map(step -> path(roster, step)).toList(),
        model
            .alerts()
            .list(Alerts.Filter.ofIncident(incident.getId()), Cursor.START, ON_A_PAGE)
            .items()
            .stream()
            .map(Views::alert)
            .toList(),
        model.messages().rooms(incident.getId()).stream().map(this::elsewhere).toList(),
        model.incidents().timeline(incident.getId()).stream().map(story::entry).toList());
  }

  private IncidentView.ElsewhereRow elsewhere(Receipt receipt) {
    var ref = Objects.requireNonNullElse(receipt.getProviderRef(), "");
    var isTicket = Messages.TRACKERS.contains(receipt.getChannel());
    return new IncidentView.ElsewhereRow(
        receipt.getChannel(),
        isTicket ? ref.split(" ", 2)[0] : receipt.getAddress(),
        ref.isEmpty() ? null : channels.address(receipt.getChannel(), ref).orElse(null));
  }

  /** One incident as lists show it. */
  public IncidentRow row(Incident incident) {
    var roster = model.roster();
    return new IncidentRow(
        incident.getId(),
        incident.getTitle(),
        incident.getService(),
        incident.getSeverity(),
        incident.getStatus(),
        incident.getAlerts(),
        incident.getOpenedAt(),
        incident.getResolvedAt(),
        incident.getAssignees().stream().map(roster::nameOf).toList(),
        incident.getStep(),
        incident.getNextDeadline(),
        next(roster, incident),
        incident.getStillFiring());
  }

  private static String next(RosterSnapshot roster, Incident incident) {
    if (!incident.getStatus().equals("open")) {
      return switch (incident.getStatus()) {
        case "snoozed" -> "wakes up";
        case "suppressed", "deferred" -> "pages nobody until";
        default -> "asked again";
      };
    }
    var people =
        incident.getPath().isEmpty()
            ? List.<String>of()
            : incident.getPath().getFirst().getPeople();
    return people.isEmpty()
        ? "next step"
        : names(roster, people) + (people.size() == 1 ? " is paged" : " are paged");
  }

  private static IncidentView.PathRow path(RosterSnapshot roster, PathStep step) {
    return new IncidentView.PathRow(
        step.getAt(),
        step.getStep(),
        step.getPeople().stream().map(roster::nameOf).toList(),
        step.getTargets());
  }

  private static IncidentView.AlertRow alert(Alerts.Episode episode) {
    var alert = episode.alert();
    return new IncidentView.AlertRow(
        alert.getStatus(),
        alert.getTitle(),
        alert.getReceivedAt(),
        new java.util.TreeMap<>(alert.getLabels()),
        alert.getLinks().stream()
            .map(link -> new IncidentView.LinkRow(link.getText(), link.getHref()))
            .toList());
  }

  private InboxRow message(Page page) {
    var incident = page.getIncident().getId();
    var open =
        model
            .incidents()
            .find(incident)
            .map(found -> found.getStatus().equals("open"))
            .orElse(false);
    return new InboxRow(
        page.getId(),
        page.getAt(),
        model.roster().nameOf(page.getPerson()),
        page.getChannel(),
        incident,
        page.getText(),
        open,
        model.messages().asks(page),
        Objects.requireNonNullElse(page.getTarget(), ""));
  }

  private static String names(RosterSnapshot roster, List<String> people) {
    return String.join(", ", people.stream().map(roster::nameOf).toList());
  }
}

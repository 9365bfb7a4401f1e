package dev.watchbill.notifier.teams;

import dev.watchbill.notifier.answers.ButtonAction;
import dev.watchbill.notifier.delivery.ShownBoard.Shown;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.message.Notice;
import dev.watchbill.notifier.message.WebAddress;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Link;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.template.Medium;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What people see of an incident: what, where, since when, who, why, what comes next. A workflow's
 * card leads to sign-in; a bot's can be pressed.
 */
public final class IncidentCard {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

  /** Of a line; an alert's own text is four of them. */
  private static final int[] LENGTHS = {Card.LONGEST_LINE, 250, 100, 30};

  private static final int LINES_OF_TEXT = 4;
  private static final int LONGEST_ADDRESS = 2_000;
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
   * What a workflow posts.
   *
   * @param before what this card replaces; Workflows can't change a card that is there
   */
  public String of(Assignment assignment, Optional<Shown> before) {
    var notice = Notice.of(Medium.TEAMS, assignment, roster);
    return JsonText.write(
        Card.fitting(longest -> posted(notice, before, longest), LENGTHS).message());
  }

  private Card posted(Notice notice, Optional<Shown> before, int longest) {
    var card = shown(notice, roster.zone(), before, longest);
    links
        .incident(notice.incident().getId())
        .ifPresent(link -> card.open("Acknowledge, resolve …", link));
    elsewhere(notice.incident(), card);
    return card;
  }

  /** For everybody in a channel of the bot. */
  Card inRoom(Assignment assignment) {
    return pressed(Notice.of(Medium.TEAMS, assignment, roster), roster.zone());
  }

  /** For somebody who was paged about it before. */
  Card toPerson(Assignment assignment, String person) {
    return pressed(Notice.of(Medium.TEAMS, assignment, person, roster), roster.zoneOf(person));
  }

  /** For the one person who is paged. */
  Card toPerson(Page page) {
    return pressed(Notice.of(Medium.TEAMS, page, roster), roster.zoneOf(page.getPerson()));
  }

  /** What a person is sent, as JSON. */
  public String preview(Page page) {
    return JsonText.write(toPerson(page).activity());
  }

  private Card pressed(Notice notice, ZoneId zone) {
    return Card.fitting(longest -> pressed(notice, zone, longest), LENGTHS);
  }

  private Card pressed(Notice notice, ZoneId zone, int longest) {
    var card = shown(notice, zone, Optional.empty(), longest);
    var incident = notice.incident();
    var buttons =
        ButtonAction.of(notice.state()).stream()
            .filter(action -> action != ButtonAction.NOTE)
            .map(action -> CardButtons.press(action, incident.getId()))
            .toList();
    buttons.forEach(card::button);
    if (!buttons.isEmpty()) {
      card.button(CardButtons.more(incident, roster));
    }
    links.incident(incident.getId()).ifPresent(link -> card.open("Open", link));
    elsewhere(incident, card);
    return card;
  }

  private Card shown(Notice notice, ZoneId zone, Optional<Shown> before, int longest) {
    return notice
        .wording()
        .map(text -> worded(text.lines().toList(), notice, longest))
        .orElseGet(() -> usual(notice, zone, before, longest));
  }

  /** As the roster has it: literal text, whatever stands in it. */
  private static Card worded(List<String> lines, Notice notice, int longest) {
    var card = new Card(lines.getFirst()).headline(lines.getFirst(), color(notice.state()));
    lines.stream().skip(1).limit(MOST_LINES).forEach(line -> card.line(line, longest));
    return card;
  }

  private Card usual(Notice notice, ZoneId zone, Optional<Shown> before, int longest) {
    var incident = notice.incident();
    var headline = "%s %s: %s".formatted(sign(notice), incident.getService(), incident.getTitle());
    var card = new Card(headline).headline(headline, color(notice.state()));
    before.ifPresent(it ->
        card.quiet(
            "Replaces the card of %s (%s)"
                .formatted(when(it.at(), zone), TeamsRooms.state(it.ref()))));
    card.line(
        "%s · %s · %d %s · since %s"
            .formatted(
                incident.getId(),
                incident.getSeverity(),
                incident.getAlerts(),
                incident.getAlerts() == 1 ? "alert" : "alerts",
                when(incident.getOpenedAt(), zone)));
    card.line(people(notice));
    if (!notice.why().isBlank()) {
      card.line(notice.why());
    }
    if (!incident.getText().isBlank()) {
      card.text(incident.getText(), LINES_OF_TEXT * longest);
    }
    ahead(notice, zone).ifPresent(card::line);
    return card;
  }

  private static void elsewhere(IncidentBrief incident, Card card) {
    WebAddress.of(incident.getRunbook(), LONGEST_ADDRESS)
        .ifPresent(runbook -> card.open("Runbook", runbook));
    incident.getLinks().stream()
        .limit(MOST_LINKS)
        .map(Link::getHref)
        .flatMap(href -> WebAddress.of(href, LONGEST_ADDRESS).stream())
        .forEach(href -> card.open("Source", href));
  }

  private static String sign(Notice notice) {
    return notice.is("open")
        ? notice.incident().getSeverity().toUpperCase(Locale.ROOT)
        : notice.state().toUpperCase(Locale.ROOT);
  }

  private static String color(String state) {
    return switch (state) {
      case "resolved" -> "Good";
      case "open" -> "Attention";
      default -> "Warning";
    };
  }

  private static String people(Notice notice) {
    var by = notice.by().orElse("its source");
    return switch (notice.state()) {
      case "resolved" -> "Resolved by " + by;
      case "acknowledged" -> "Acknowledged by " + by;
      case "snoozed" -> "Snoozed by " + by;
      default ->
          notice.paged().isEmpty()
              ? "Nobody is paged now"
              : notice.paged().stream()
                  .limit(MOST_NAMES)
                  .collect(Collectors.joining(", ", "Paged: ", ""));
    };
  }

  private static Optional<String> ahead(Notice notice, ZoneId zone) {
    if (!notice.is("open")) {
      return Optional.empty();
    }
    return notice.path().isEmpty()
        ? notice
            .until()
            .map(
                at -> "If nobody acts, who is paged is paged again at %s".formatted(when(at, zone)))
        : Optional.of(
            notice.path().stream()
                .limit(MOST_STEPS)
                .map(step -> "%s at %s".formatted(step.whom(), when(step.at(), zone)))
                .collect(Collectors.joining(", then ", "If nobody acknowledges: ", "")));
  }

  /** Cards don't know their reader's zone, so it is named. */
  private static String when(Instant at, ZoneId zone) {
    return "%s (%s)".formatted(WHEN.format(at.atZone(zone)), zone);
  }
}

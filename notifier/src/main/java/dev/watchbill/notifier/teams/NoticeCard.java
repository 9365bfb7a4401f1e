package dev.watchbill.notifier.teams;

import dev.watchbill.notifier.answers.ButtonAction;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cards that aren't about one incident: notices about schedules, and many pages in one. */
record NoticeCard(RosterSnapshot roster, Links links) {
  private static final int MOST_LINES = 40;

  /** Of this length they stay within the 28 KB that Teams takes. */
  private static final int MOST_INCIDENTS = 30;

  private static final int LONGEST_LINE = 250;

  /** A notice that nobody can answer here. */
  Card of(Page notice) {
    var lines = notice.getText().lines().toList();
    var first = lines.isEmpty() ? notice.getIncident().getTitle() : lines.getFirst();
    var card = new Card(first).headline(first, "Default");
    lines.stream().skip(1).limit(MOST_LINES).forEach(card::line);
    links.inbox().ifPresent(link -> card.open("Inbox", link));
    return card;
  }

  /** The same with buttons for what it asks. */
  Card answered(Page notice) {
    var card = of(notice);
    Optional.ofNullable(notice.getTarget())
        .ifPresent(target ->
            notice.getAsks().forEach(ask -> card.button(CardButtons.answer(ask, target))));
    return card;
  }

  /**
   * One card about many incidents, for somebody who would get too many pages in a minute: a line
   * for each, with a button to acknowledge it. It stays as it was sent.
   *
   * @param pages of one person
   */
  Card of(List<Page> pages) {
    var incidents = new LinkedHashMap<String, IncidentBrief>();
    pages.forEach(page -> incidents.put(page.getIncident().getId(), page.getIncident()));
    var headline =
        incidents.size() == 1
            ? "1 more incident pages you"
            : "%d more incidents page you".formatted(incidents.size());
    var card =
        new Card(headline)
            .headline(headline, "Attention")
            .line(
                "In one message, as you get at most %d in a minute. None is left out."
                    .formatted(roster.organization().getMaxPagesPerMinute()));
    incidents.values().stream()
        .limit(MOST_INCIDENTS)
        .forEach(incident ->
            card.line(
                line(incident),
                LONGEST_LINE,
                CardButtons.pressOfMany(ButtonAction.ACKNOWLEDGE, incident.getId())));
    var further = incidents.size() - MOST_INCIDENTS;
    card.line((further > 0 ? "And %d more. ".formatted(further) : "") + "All are in your inbox");
    links.inbox().ifPresent(link -> card.open("Inbox", link));
    return card;
  }

  private static String line(IncidentBrief incident) {
    return "%s %s: %s (%s)"
        .formatted(
            incident.getSeverity().toUpperCase(Locale.ROOT),
            incident.getService(),
            incident.getTitle(),
            incident.getId());
  }
}

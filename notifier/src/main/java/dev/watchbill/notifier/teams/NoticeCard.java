package dev.watchbill.notifier.teams;

import dev.watchbill.notifier.answers.ButtonAction;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.text.Counted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cards that aren't about one incident: notices about schedules, and many pages in one. */
record NoticeCard(RosterSnapshot roster, Links links) {
  private static final int MOST_LINES = 40;

  private static final int MOST_INCIDENTS = 30;

  /** A sign may take three bytes, or six: of the last lengths any text stays within 28 KB. */
  private static final int[] LENGTHS = {Card.LONGEST_LINE, 250, 120, 60};

  private static final int[] LENGTHS_OF_MANY = {250, 120, 60};

  /** A notice that nobody can answer here. */
  Card of(Page notice) {
    return Card.fitting(longest -> of(notice, longest), LENGTHS);
  }

  /** The same with buttons for what it asks. */
  Card answered(Page notice) {
    return Card.fitting(
        longest -> {
          var card = of(notice, longest);
          Optional.ofNullable(notice.getTarget())
              .ifPresent(target ->
                  notice.getAsks().forEach(ask -> card.button(CardButtons.answer(ask, target))));
          return card;
        },
        LENGTHS);
  }

  private Card of(Page notice, int longest) {
    var lines = notice.getText().lines().toList();
    var first = lines.isEmpty() ? notice.getIncident().getTitle() : lines.getFirst();
    var card = new Card(first).headline(first, "Default");
    lines.stream().skip(1).limit(MOST_LINES).forEach(line -> card.line(line, longest));
    var further = lines.size() - 1 - MOST_LINES;
    if (further > 0) {
      card.line("And %s. All are in your inbox".formatted(Counted.of(further, "more line")));
    }
    links.inbox().ifPresent(link -> card.open("Inbox", link));
    return card;
  }

  /**
   * One card about many incidents, for somebody who would get too many pages in a minute: a line
   * for each, with a button to acknowledge it. It stays as it was sent.
   *
   * @param pages of one person
   */
  Card of(List<Page> pages) {
    return Card.fitting(longest -> of(pages, longest), LENGTHS_OF_MANY);
  }

  private Card of(List<Page> pages, int longest) {
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
                longest,
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

package dev.watchbill.notifier.slack;

import static com.slack.api.model.block.Blocks.section;
import static dev.watchbill.notifier.slack.Pieces.address;
import static dev.watchbill.notifier.slack.Pieces.button;
import static dev.watchbill.notifier.slack.Pieces.headline;
import static dev.watchbill.notifier.slack.Pieces.paragraph;
import static dev.watchbill.notifier.slack.Pieces.text;
import static dev.watchbill.notifier.slack.Pieces.words;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.RichTextElement;
import dev.watchbill.notifier.answers.ButtonAction;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * One message about many incidents, for somebody who would get too many pages in a minute: a line
 * for each, with a button to acknowledge it. It stays as it was sent.
 */
final class SummaryMessage {
  /** With the headline, the reason and the end, below Slack's 50 blocks. */
  private static final int MOST_LINES = 40;

  private SummaryMessage() {}

  /**
   * @param pages of one person
   */
  static SlackMessage of(List<Page> pages, RosterSnapshot roster) {
    return Share.fitting(MOST_LINES, share -> of(pages, roster, share));
  }

  private static SlackMessage of(List<Page> pages, RosterSnapshot roster, Share share) {
    var incidents = incidents(pages);
    var headline =
        incidents.size() == 1
            ? "🔴 1 more incident pages you"
            : "🔴 %d more incidents page you".formatted(incidents.size());
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(headline(headline));
    blocks.add(
        paragraph(
            List.of(
                text(
                    "In one message, as you get at most %d in a minute. None is left out."
                        .formatted(roster.organization().getMaxPagesPerMinute())))));
    incidents.stream()
        .limit(share.lines())
        .map(incident -> line(incident, share))
        .forEach(blocks::add);
    blocks.add(paragraph(end(incidents.size() - share.lines(), roster)));
    return new SlackMessage(headline, blocks);
  }

  /** Each once, as the newest page about it shows it. */
  private static Collection<IncidentBrief> incidents(List<Page> pages) {
    var incidents = new LinkedHashMap<String, IncidentBrief>();
    pages.forEach(page -> incidents.put(page.getIncident().getId(), page.getIncident()));
    return incidents.values();
  }

  private static LayoutBlock line(IncidentBrief incident, Share share) {
    var line =
        "%s %s: %s (%s)"
            .formatted(
                incident.getSeverity().toUpperCase(Locale.ROOT),
                incident.getService(),
                incident.getTitle(),
                incident.getId());
    return section(it ->
        it.text(words(share.line(line)))
            .accessory(button(ButtonAction.ACKNOWLEDGE, incident.getId())));
  }

  private static List<RichTextElement> end(int further, RosterSnapshot roster) {
    var end = new ArrayList<RichTextElement>();
    end.add(
        text((further > 0 ? "And %d more. ".formatted(further) : "") + "All are in your inbox"));
    var base = roster.organization().getBaseUrl();
    if (base != null) {
      end.add(text(": "));
      end.add(address(base.replaceAll("/+$", "") + "/inbox"));
    }
    return end;
  }
}

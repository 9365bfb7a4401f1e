package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.slack.Pieces.LONGEST_LINE;
import static dev.watchbill.notifier.slack.Pieces.date;
import static dev.watchbill.notifier.slack.Pieces.paragraph;
import static dev.watchbill.notifier.slack.Pieces.text;

import com.slack.api.model.block.LayoutBlock;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.text.Counted;
import java.util.ArrayList;
import java.util.List;

/** A reply in an incident's thread: what happened since the last one, a line each. */
final class ThreadMessage {
  /** With what is said of those left out, below Slack's 50 blocks. */
  private static final int MOST_LINES = 40;

  /** So many alerts that join are told one by one. */
  private static final int MOST_JOINED = 3;

  private static final String JOINED = "alert-joined";

  private ThreadMessage() {}

  /**
   * @param steps oldest first, at least one
   * @param forgotten how many steps before them nobody knows any more
   */
  static SlackMessage of(
      String incident, List<IncidentEvent> steps, int forgotten, RosterSnapshot roster) {
    return Share.fitting(MOST_LINES, share -> of(incident, steps, forgotten, roster, share));
  }

  private static SlackMessage of(
      String incident,
      List<IncidentEvent> steps,
      int forgotten,
      RosterSnapshot roster,
      Share share) {
    var joined = steps.stream().filter(step -> step.getType().equals(JOINED)).count();
    var told =
        joined > MOST_JOINED
            ? steps.stream().filter(step -> !step.getType().equals(JOINED)).toList()
            : steps;
    var leftOut = Math.max(0, told.size() - share.lines()) + forgotten;
    var blocks = new ArrayList<LayoutBlock>();
    if (leftOut > 0) {
      blocks.add(
          paragraph(
              List.of(text(Counted.of(leftOut, "earlier step") + ": watchbill why " + incident))));
    }
    var lines = told.subList(Math.max(0, told.size() - share.lines()), told.size());
    lines.stream().map(step -> block(step, roster, share)).forEach(blocks::add);
    if (joined > MOST_JOINED) {
      blocks.add(paragraph(List.of(text("%d alerts joined".formatted(joined)))));
    }
    var last = SlackText.line(Timeline.line(steps.getLast(), roster), LONGEST_LINE);
    return new SlackMessage(SlackText.escaped(last), blocks);
  }

  private static LayoutBlock block(IncidentEvent step, RosterSnapshot roster, Share share) {
    return paragraph(
        List.of(date(step.getAt()), text("  " + share.line(Timeline.line(step, roster)))));
  }
}

package dev.watchbill.notifier.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static dev.watchbill.notifier.slack.Pieces.LONGEST_HEADER;
import static dev.watchbill.notifier.slack.Pieces.LONGEST_LINE;
import static dev.watchbill.notifier.slack.Pieces.headline;
import static dev.watchbill.notifier.slack.Pieces.paragraph;
import static dev.watchbill.notifier.slack.Pieces.text;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.BlockElements;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A notice about a schedule: its text as it stands, and buttons for what it asks. */
final class NoticeMessage {
  /** With the headline and the buttons, below Slack's 50 blocks. */
  private static final int MOST_LINES = 40;

  private NoticeMessage() {}

  static SlackMessage of(Page notice) {
    return Share.fitting(MOST_LINES, share -> of(notice, share));
  }

  private static SlackMessage of(Page notice, Share share) {
    var lines = notice.getText().lines().filter(line -> !line.isBlank()).toList();
    var first = lines.isEmpty() ? notice.getIncident().getTitle() : lines.getFirst();
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(headline(SlackText.line(first, LONGEST_HEADER)));
    if (first.length() > LONGEST_HEADER) {
      blocks.add(paragraph(List.of(text(SlackText.line(first, LONGEST_LINE)))));
    }
    lines.stream()
        .skip(1)
        .limit(share.lines())
        .map(line -> paragraph(List.of(text(share.line(line)))))
        .forEach(blocks::add);
    var further = lines.size() - 1 - share.lines();
    if (further > 0) {
      blocks.add(
          paragraph(
              List.of(text("And %s: in Watchbill".formatted(Counted.of(further, "more line"))))));
    }
    var target = notice.getTarget();
    if (target != null && !notice.getAsks().isEmpty()) {
      blocks.add(actions(notice.getAsks().stream().map(ask -> button(ask, target)).toList()));
    }
    return new SlackMessage(SlackText.escaped(SlackText.line(first, LONGEST_LINE)), blocks);
  }

  private static BlockElement button(String ask, String target) {
    return BlockElements.button(it -> {
      var built = it.actionId(ask).value(target).text(plainText(label(ask)));
      return ask.equals("accept") ? built.style("primary") : built;
    });
  }

  private static String label(String ask) {
    return ask.substring(0, 1).toUpperCase(Locale.ROOT) + ask.substring(1);
  }
}

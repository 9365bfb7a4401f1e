package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.slack.Pieces.paragraph;

import com.google.gson.Gson;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.util.json.GsonFactory;
import dev.watchbill.template.VisibleText;
import java.util.List;

/**
 * What is posted.
 *
 * @param text for notifications and screen readers
 * @param blocks within Slack's limits: 50 blocks, 150 characters in a header, 75 on a button, and
 *     some 13,200 in all ({@code msg_blocks_too_long}, which only issues tell of:
 *     slackapi/bolt-js#2509)
 */
record SlackMessage(String text, List<LayoutBlock> blocks) {
  private static final int LARGEST = 13_000;
  private static final Gson JSON = GsonFactory.createSnakeCase();
  private static final int LONGEST_SENTENCE = 2_000;
  private static final int LONGEST_NOTIFICATION = 500;

  SlackMessage {
    text = VisibleText.is(text) ? text : "Watchbill";
    blocks = List.copyOf(blocks);
  }

  /** Whether Slack takes so much in one message. */
  boolean fits() {
    return JSON.toJson(blocks).length() <= LARGEST;
  }

  /** A few sentences, whatever they hold. */
  static SlackMessage saying(String sentences) {
    var plain = SlackText.plain(sentences, LONGEST_SENTENCE);
    return new SlackMessage(
        SlackText.escaped(SlackText.line(plain, LONGEST_NOTIFICATION)),
        List.of(paragraph(List.of(Pieces.text(plain)))));
  }
}

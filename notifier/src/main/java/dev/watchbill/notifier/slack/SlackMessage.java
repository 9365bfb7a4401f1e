package dev.watchbill.notifier.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;

/**
 * What is posted.
 *
 * @param text for notifications and screen readers
 * @param blocks within Slack's limits: 50 blocks, 150 characters in a header, 75 on a button
 */
record SlackMessage(String text, List<LayoutBlock> blocks) {
  SlackMessage {
    blocks = List.copyOf(blocks);
  }
}

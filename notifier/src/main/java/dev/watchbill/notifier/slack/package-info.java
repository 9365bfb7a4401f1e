/**
 * Slack: direct messages, one message an incident in its channels, and the buttons on them. Start
 * reading at {@link dev.watchbill.notifier.slack.IncidentMessage}.
 */
@NullMarked
package dev.watchbill.notifier.slack;

import org.jspecify.annotations.NullMarked;

package dev.watchbill.notifier.slack;

import com.slack.api.util.json.GsonFactory;
import dev.watchbill.notifier.message.Notice;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.template.Medium;

/** Messages as Slack would get them. */
public final class SlackPreview {
  private SlackPreview() {}

  /** A direct message, as JSON. */
  public static String of(Page page, RosterSnapshot roster) {
    return json(IncidentMessage.of(Notice.of(Medium.SLACK, page, roster)));
  }

  /** The message in a channel, as JSON. */
  public static String of(Assignment assignment, RosterSnapshot roster) {
    return json(IncidentMessage.of(Notice.of(Medium.SLACK, assignment, roster)));
  }

  private static String json(SlackMessage message) {
    return "{\"text\":%s,\"blocks\":%s}"
        .formatted(
            GsonFactory.createSnakeCase().toJson(message.text()),
            GsonFactory.createSnakeCase().toJson(message.blocks()));
  }
}

package dev.watchbill.notifier.mattermost;

import dev.watchbill.notifier.message.Wording;
import dev.watchbill.notifier.web.LiteralMarkdown;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.template.Medium;
import java.util.List;
import java.util.Optional;

/** What a channel sees of an incident. */
public final class MattermostMessage {
  private static final String USUAL =
      """
      {{sign}} {{service}}: {{title}}
      {{incident}} · {{severity}} · {{alerts}} · since {{since}}
      {{#by}}By {{by}}{{/by}}{{^by}}{{#paged}}Paged: {{paged}}{{/paged}}{{/by}}
      {{^by}}{{^paged}}Nobody is paged now{{/paged}}{{/by}}
      {{#why-now}}Why now: {{why-now}}{{/why-now}}
      {{text}}
      {{#runbook}}Runbook: {{runbook}}{{/runbook}}
      {{next}}
      """;

  private MattermostMessage() {}

  /**
   * The whole post.
   *
   * @param link to the incident's page, behind sign-in
   */
  public static String of(Assignment assignment, RosterSnapshot roster, Optional<String> link) {
    var text = new Wording(roster).of(Medium.MATTERMOST, assignment, USUAL);
    return LiteralMarkdown.of(
        List.of(text), link.map(it -> "[Acknowledge, resolve …](%s)".formatted(it)));
  }
}

package dev.watchbill.notifier.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.delivery.Notices;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.message.Wording;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.PlainWords;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.text.Counted;
import dev.watchbill.template.Medium;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A page or a notice as ntfy takes it. */
public final class PushMessage {
  private static final int URGENT = 5;
  private static final int USUAL = 3;
  private static final int QUIET = 2;
  private static final int LONGEST_TITLE = 200;

  /** Above 4,096 bytes ntfy makes a file of a message. */
  private static final int LONGEST_TEXT = 1_000;

  private static final int MOST_LINES = 15;

  private static final String PAGE =
      """
      {{sign}} {{service}}: {{title}} ({{incident}})
      Since {{since}}, {{alerts}}
      {{text}}
      {{#runbook}}Runbook: {{runbook}}{{/runbook}}
      {{#why-now}}Why now: {{why-now}}.{{/why-now}}
      {{#why-you}}Why you: {{why-you}}.{{/why-you}}
      {{^others}}Nobody else was paged.{{/others}}{{#others}}Also paged: {{others}}{{/others}}
      {{next}}
      """;

  private final Links links;
  private final Wording wording;

  public PushMessage(Links links, Wording wording) {
    this.links = links;
    this.wording = wording;
  }

  /** One message. */
  public ObjectNode of(Page page) {
    var isNotice = Notices.isNotice(page);
    var text = isNotice ? page.getText() : wording.of(Medium.PUSH, page, PAGE);
    var lines = text.lines().toList();
    var title = lines.isEmpty() ? page.getIncident().getTitle() : lines.getFirst();
    var rest = lines.stream().skip(1).collect(Collectors.joining("\n"));
    var message = message(page, title, rest.isBlank() ? title : rest);
    return isNotice ? quiet(message) : urgent(page, message);
  }

  /** Many pages to one person. */
  ObjectNode of(List<Page> pages) {
    var incidents = pages.stream().map(Page::getIncident).distinct().toList();
    var text =
        incidents.stream()
            .limit(MOST_LINES)
            .map(it ->
                "%s %s: %s"
                    .formatted(
                        it.getSeverity().toUpperCase(Locale.ROOT),
                        it.getService(),
                        PlainWords.line(it.getTitle(), 60)))
            .collect(Collectors.joining("\n"));
    var more = incidents.size() - MOST_LINES;
    var last = pages.getLast();
    var message =
        message(
            last,
            Counted.of(incidents.size(), "more incident pages you", "more incidents page you"),
            more > 0 ? "%s\nand %d more".formatted(text, more) : text);
    message.put("priority", URGENT);
    links.inbox().ifPresent(inbox -> message.put("click", inbox));
    return message;
  }

  private static ObjectNode message(Page page, String title, String text) {
    var message = JsonText.object();
    message.put("topic", page.getAddress());
    message.put("title", PlainWords.line(title, LONGEST_TITLE));
    message.put("message", PlainWords.of(text, LONGEST_TEXT));
    return message;
  }

  private ObjectNode quiet(ObjectNode message) {
    message.put("priority", QUIET);
    links.inbox().ifPresent(inbox -> message.put("click", inbox));
    return message;
  }

  private ObjectNode urgent(Page page, ObjectNode message) {
    var high = page.getIncident().getUrgency().equals("high");
    message.put("priority", high ? URGENT : USUAL);
    message.putArray("tags").add(high ? "rotating_light" : "warning");
    links.incident(page.getIncident().getId()).ifPresent(link -> message.put("click", link));
    var actions = message.putArray("actions");
    for (var action : List.of("acknowledge", "resolve")) {
      links
          .act(page, action)
          .ifPresent(link ->
              actions
                  .addObject()
                  .put("action", "http")
                  .put("label", label(action))
                  .put("url", link)
                  .put("method", "POST")
                  .put("clear", true));
    }
    return message;
  }

  private static String label(String action) {
    return action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1);
  }
}

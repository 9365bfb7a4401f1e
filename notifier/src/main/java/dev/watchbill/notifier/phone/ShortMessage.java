package dev.watchbill.notifier.phone;

import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.message.Wording;
import dev.watchbill.notifier.web.PlainWords;
import dev.watchbill.schemas.Page;
import dev.watchbill.template.Medium;
import java.util.List;

/** What a short message says: all of a page in some three parts, and a link that asks first. */
public final class ShortMessage {
  private static final String USUAL =
      """
      {{sign}} {{service}}: {{title}} ({{incident}})
      Since {{since-time}}, {{alerts}}.{{#next}} {{next}}{{/next}}
      {{#why-you}}You: {{why-you}}.{{/why-you}}{{#others}} Also paged: {{others}}.{{/others}}
      """;

  /** Two or three parts. */
  private static final int LONGEST_LINE = 200;

  private ShortMessage() {}

  /** A page. */
  public static String of(Page page, Links links, Wording wording) {
    var text = PlainWords.of(wording.of(Medium.SMS, page, USUAL), Medium.SMS.longest());
    return text + links.act(page, "acknowledge").map(link -> "\nAcknowledge: " + link).orElse("");
  }

  /** Many pages to one person. */
  static String of(List<Page> pages, Links links) {
    var incidents = pages.stream().map(page -> page.getIncident().getId()).distinct().toList();
    var text =
        "%d more %s you: %s"
            .formatted(
                incidents.size(),
                incidents.size() == 1 ? "incident pages" : "incidents page",
                String.join(", ", incidents));
    return PlainWords.line(text, LONGEST_LINE) + links.inbox().map(link -> "\n" + link).orElse("");
  }

  /** A code that shows that messages arrive. */
  static String code(Page page) {
    return PlainWords.line(page.getIncident().getTitle(), LONGEST_LINE);
  }
}

package dev.watchbill.notifier.slack;

import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.richText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.richTextSection;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElements;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import dev.watchbill.notifier.answers.ButtonAction;
import dev.watchbill.template.VisibleText;
import java.time.Instant;
import java.util.List;

/**
 * What messages are made of. What comes from outside stands only in plain text and rich text
 * elements, which Slack shows literally: nothing in an alert becomes markup, a mention, or a link
 * with another face.
 */
final class Pieces {
  static final int LONGEST_HEADER = 150;
  static final int LONGEST_LINE = 500;

  /** In place of a text that shows nothing. */
  private static final String NOTHING = "…";

  /** Slack shows it in each reader's own zone. */
  private static final String WHEN = "{date_short_pretty} {time}";

  private Pieces() {}

  static LayoutBlock headline(String line) {
    return header(it -> it.text(words(line)));
  }

  static LayoutBlock paragraph(List<RichTextElement> line) {
    return richText(it -> it.elements(List.of(richTextSection(section -> section.elements(line)))));
  }

  static RichTextElement text(String literal) {
    return RichTextSectionElement.Text.builder()
        .text(literal.isEmpty() ? NOTHING : literal)
        .build();
  }

  /** For what takes no rich text: Slack refuses a text in which there is nothing to see. */
  static PlainTextObject words(String literal) {
    return plainText(VisibleText.is(literal) ? literal : NOTHING);
  }

  /** A link shows its own address; one that would mislead is text. */
  static RichTextElement address(String href) {
    return SlackText.link(href)
        .<RichTextElement>map(url -> RichTextSectionElement.Link.builder().url(url).build())
        .orElseGet(() -> text(SlackText.line(href, LONGEST_LINE)));
  }

  static RichTextElement date(Instant at) {
    return RichTextSectionElement.Date.builder()
        .timestamp(Math.toIntExact(at.getEpochSecond()))
        .format(WHEN)
        .fallback(at.toString())
        .build();
  }

  /** A button that asks for something about one incident. */
  static ButtonElement button(ButtonAction action, String incident) {
    return BlockElements.button(it -> {
      var built = it.actionId(action.id()).value(incident).text(plainText(action.label()));
      return action == ButtonAction.ACKNOWLEDGE ? built.style("primary") : built;
    });
  }
}

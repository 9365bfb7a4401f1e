package dev.watchbill.notifier.slack;

import static com.slack.api.model.block.Blocks.actions;
import static dev.watchbill.notifier.slack.Pieces.LONGEST_HEADER;
import static dev.watchbill.notifier.slack.Pieces.LONGEST_LINE;
import static dev.watchbill.notifier.slack.Pieces.address;
import static dev.watchbill.notifier.slack.Pieces.button;
import static dev.watchbill.notifier.slack.Pieces.date;
import static dev.watchbill.notifier.slack.Pieces.headline;
import static dev.watchbill.notifier.slack.Pieces.paragraph;
import static dev.watchbill.notifier.slack.Pieces.text;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import dev.watchbill.notifier.answers.ButtonAction;
import dev.watchbill.notifier.message.Notice;
import dev.watchbill.schemas.Link;
import dev.watchbill.schemas.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The message about an incident: what, where, since when, how many, who, why, what comes next, and
 * the buttons that make sense now.
 */
final class IncidentMessage {
  private static final int MOST_NAMES = 20;
  private static final int MOST_LINKS = 5;
  private static final int MOST_STEPS = 5;

  /** With the headline and the buttons, below Slack's 50 blocks. */
  private static final int MOST_LINES = 40;

  private IncidentMessage() {}

  static SlackMessage of(Notice notice) {
    return notice.wording().map(text -> worded(notice, text)).orElseGet(() -> usual(notice));
  }

  /** As the roster has it: literal text, whatever stands in it. */
  private static SlackMessage worded(Notice notice, String text) {
    return Share.fitting(MOST_LINES, share -> worded(notice, text, share));
  }

  private static SlackMessage worded(Notice notice, String text, Share share) {
    var lines = text.lines().toList();
    var headline = SlackText.line(lines.getFirst(), LONGEST_HEADER);
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(headline(headline));
    lines.stream()
        .skip(1)
        .limit(share.lines())
        .map(line -> paragraph(List.of(text(share.line(line)))))
        .forEach(blocks::add);
    buttons(notice, blocks);
    return new SlackMessage(SlackText.escaped(headline), blocks);
  }

  /**
   * What has its place in a message: long links first have none.
   *
   * @param link longest that is shown
   * @param line longest of what is said in one, a quarter of the alert's own text
   */
  private record Space(int link, int line) {
    static final List<Space> ALL =
        List.of(
            new Space(2_000, LONGEST_LINE),
            new Space(1_000, LONGEST_LINE),
            new Space(500, LONGEST_LINE),
            new Space(200, LONGEST_LINE),
            new Space(200, LONGEST_LINE / 2),
            new Space(200, 120),
            new Space(0, 60));

    int text() {
      return line * 4;
    }
  }

  private static SlackMessage usual(Notice notice) {
    return Share.fitting(Space.ALL, space -> usual(notice, space));
  }

  private static SlackMessage usual(Notice notice, Space space) {
    var headline = SlackText.line(headlineOf(notice), LONGEST_HEADER);
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(headline(headline));
    blocks.add(paragraph(facts(notice, space)));
    blocks.add(paragraph(people(notice, space)));
    if (!notice.why().isBlank()) {
      blocks.add(paragraph(List.of(text(SlackText.line(notice.why(), space.line())))));
    }
    if (!notice.incident().getText().isBlank()) {
      blocks.add(
          paragraph(List.of(text(SlackText.plain(notice.incident().getText(), space.text())))));
    }
    links(notice, space, blocks);
    ahead(notice, space, blocks);
    buttons(notice, blocks);
    return new SlackMessage(SlackText.escaped(headline), blocks);
  }

  private static String headlineOf(Notice notice) {
    var incident = notice.incident();
    return "%s %s: %s".formatted(sign(notice), incident.getService(), incident.getTitle());
  }

  private static String sign(Notice notice) {
    var severity = SlackText.line(notice.incident().getSeverity(), 20).toUpperCase(Locale.ROOT);
    return switch (notice.state()) {
      case "resolved" -> "🟢 RESOLVED";
      case "acknowledged" -> "🟡 ACKNOWLEDGED " + severity;
      case "snoozed" -> "🟡 SNOOZED " + severity;
      default -> (severity.equals("WARNING") || severity.equals("INFO") ? "🟠 " : "🔴 ") + severity;
    };
  }

  private static List<RichTextElement> facts(Notice notice, Space space) {
    var incident = notice.incident();
    var where = new StringBuilder(incident.getId()).append(" · ").append(incident.getSeverity());
    if (incident.getTier() > 0) {
      where.append(" · tier ").append(incident.getTier());
    }
    if (incident.getRegion() != null) {
      where.append(" · ").append(incident.getRegion());
    }
    if (incident.getTeam() != null) {
      where.append(" · team ").append(incident.getTeam());
    }
    where.append(
        incident.getAlerts() == 1 ? " · 1 alert" : " · " + incident.getAlerts() + " alerts");
    return List.of(
        text(SlackText.line(where.toString(), space.line()) + " · since "),
        date(incident.getOpenedAt()));
  }

  private static List<RichTextElement> people(Notice notice, Space space) {
    var by = notice.by().orElse("its source");
    var line =
        switch (notice.state()) {
          case "resolved" -> "Resolved by " + by;
          case "acknowledged" -> "Acknowledged by " + by;
          case "snoozed" -> "Snoozed by " + by;
          default ->
              notice.paged().isEmpty() ? "Nobody is paged now" : "Paged: " + names(notice.paged());
        };
    return List.of(text(SlackText.line(line, space.text())));
  }

  private static String names(List<String> all) {
    var some = String.join(", ", all.stream().limit(MOST_NAMES).toList());
    return all.size() > MOST_NAMES ? some + " and " + (all.size() - MOST_NAMES) + " more" : some;
  }

  private static void links(Notice notice, Space space, List<LayoutBlock> blocks) {
    var runbook = notice.incident().getRunbook();
    var links = notice.incident().getLinks().stream().limit(MOST_LINKS).map(Link::getHref).toList();
    var leftOut = links.stream().filter(href -> href.length() > space.link()).count();
    if (runbook != null && !runbook.isBlank()) {
      if (runbook.length() <= space.link()) {
        blocks.add(paragraph(List.of(text("Runbook: "), address(runbook))));
      } else {
        leftOut++;
      }
    }
    links.stream()
        .filter(href -> href.length() <= space.link())
        .forEach(href -> blocks.add(paragraph(List.of(text("See "), address(href)))));
    if (leftOut > 0) {
      blocks.add(
          paragraph(
              List.of(
                  text(
                      "%s too long for Slack: see the incident in Watchbill"
                          .formatted(Counted.of(leftOut, "link"))))));
    }
  }

  private static void ahead(Notice notice, Space space, List<LayoutBlock> blocks) {
    if (!notice.is("open")) {
      return;
    }
    if (notice.path().isEmpty()) {
      notice
          .until()
          .ifPresent(at ->
              blocks.add(
                  paragraph(
                      List.of(text("If nobody acts, who is paged is paged again at "), date(at)))));
      return;
    }
    var line = new ArrayList<RichTextElement>();
    line.add(text("If nobody acknowledges: "));
    for (var step : notice.path().stream().limit(MOST_STEPS).toList()) {
      line.add(text(line.size() > 1 ? ", then " : ""));
      line.add(text(SlackText.line(step.whom(), space.line()) + " at "));
      line.add(date(step.at()));
    }
    line.removeIf(
        element -> element instanceof RichTextSectionElement.Text text && text.getText().isEmpty());
    blocks.add(paragraph(line));
  }

  private static void buttons(Notice notice, List<LayoutBlock> blocks) {
    var buttons =
        ButtonAction.of(notice.state()).stream()
            .<BlockElement>map(action -> button(action, notice.incident().getId()))
            .toList();
    if (!buttons.isEmpty()) {
      blocks.add(actions(buttons));
      blocks.add(IncidentMenus.of(notice.incident().getId()));
    }
  }
}

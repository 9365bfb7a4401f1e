package dev.watchbill.notifier.email;

import dev.watchbill.notifier.delivery.Html;
import dev.watchbill.notifier.delivery.Notices;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.message.Wording;
import dev.watchbill.schemas.IncidentBrief;
import dev.watchbill.schemas.Page;
import dev.watchbill.template.Medium;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a mail says, as text and as HTML that says the same.
 *
 * @param subject the same for all mails about one incident, so that every reader threads them
 * @param thread what groups them: an incident or a schedule
 * @param urgent whether mail programs should say so
 */
public record IncidentMail(
    String subject, String text, String html, String thread, boolean urgent) {
  private static final int LONGEST_SUBJECT = 150;
  private static final int MOST_LINES = 50;

  /** A page or a notice. */
  public static IncidentMail of(Page page, Links links, Wording wording) {
    return Notices.isNotice(page) ? notice(page, links) : page(page, links, wording);
  }

  private static IncidentMail page(Page page, Links links, Wording wording) {
    var incident = page.getIncident();
    var actions = new LinkedHashMap<String, String>();
    links.act(page, "acknowledge").ifPresent(link -> actions.put("Acknowledge", link));
    links.incident(incident.getId()).ifPresent(link -> actions.put("Look at it", link));
    var lines =
        wording
            .of(Medium.EMAIL, page)
            .map(text -> text.lines().toList())
            .filter(some -> !some.isEmpty())
            .orElseGet(() -> usual(page));
    return written(
        subject(incident), lines, actions, incident.getId(), incident.getUrgency().equals("high"));
  }

  private static List<String> usual(Page page) {
    var lines = new ArrayList<>(page.getText().lines().toList());
    if (!page.getReason().isBlank() && !page.getText().contains(page.getReason())) {
      lines.add("Why you: " + page.getReason());
    }
    return lines;
  }

  private static IncidentMail notice(Page page, Links links) {
    var actions = new LinkedHashMap<String, String>();
    var label = page.getAsks().isEmpty() ? "Inbox" : "Answer in the inbox";
    links.inbox().ifPresent(link -> actions.put(label, link));
    var lines = page.getText().lines().toList();
    return written(
        line(page.getIncident().getTitle()),
        lines,
        actions,
        "schedule." + page.getIncident().getService(),
        false);
  }

  /** Many pages to one person. */
  static IncidentMail of(List<Page> pages, Links links) {
    var incidents = new LinkedHashMap<String, IncidentBrief>();
    pages.forEach(page -> incidents.put(page.getIncident().getId(), page.getIncident()));
    var lines = new ArrayList<String>();
    lines.add(
        incidents.size() == 1
            ? "1 more incident pages you"
            : incidents.size() + " more incidents page you");
    lines.add("In one message, as there were too many in a minute. None is left out.");
    incidents.values().stream()
        .limit(MOST_LINES)
        .forEach(incident -> lines.add("- %s (%s)".formatted(subject(incident), incident.getId())));
    if (incidents.size() > MOST_LINES) {
      lines.add("- and %d more".formatted(incidents.size() - MOST_LINES));
    }
    var actions = new LinkedHashMap<String, String>();
    links.inbox().ifPresent(link -> actions.put("All are in your inbox", link));
    return written(lines.getFirst(), lines, actions, "summary." + pages.getLast().getId(), true);
  }

  private static String subject(IncidentBrief incident) {
    return line(
        "[%s] %s: %s"
            .formatted(
                incident.getSeverity().toUpperCase(Locale.ROOT),
                incident.getService(),
                incident.getTitle()));
  }

  /** A line end in a subject would start another header. */
  private static String line(String text) {
    var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST_SUBJECT ? line : line.substring(0, LONGEST_SUBJECT - 1) + "…";
  }

  private static IncidentMail written(
      String subject,
      List<String> lines,
      Map<String, String> actions,
      String thread,
      boolean urgent) {
    var text = new StringBuilder(String.join("\n", lines)).append('\n');
    actions.forEach((label, link) -> text.append("\n%s: %s\n".formatted(label, link)));
    return new IncidentMail(subject, text.toString(), html(lines, actions), thread, urgent);
  }

  private static String html(List<String> lines, Map<String, String> actions) {
    var html = new StringBuilder("<!doctype html><html><body>\n");
    var first = Optional.of(lines).filter(all -> !all.isEmpty()).map(List::getFirst).orElse("");
    html.append("<h2>%s</h2>\n".formatted(Html.escaped(first)));
    lines.stream()
        .skip(1)
        .forEach(line -> html.append("<p>%s</p>\n".formatted(Html.escaped(line))));
    actions.forEach((label, link) ->
        html.append(
            "<p><a href=\"%s\">%s</a></p>\n".formatted(Html.escaped(link), Html.escaped(label))));
    return html.append("</body></html>\n").toString();
  }
}

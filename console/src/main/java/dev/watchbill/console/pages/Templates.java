package dev.watchbill.console.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws views as HTML. Everything a view holds is escaped for where it stands. */
public final class Templates {
  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, null, "dev.watchbill.console.templates");

  /** The first page. */
  public String readiness(Frame frame, ReadinessView view) {
    return draw("readiness.jte", Map.of("frame", frame, "view", view));
  }

  /** A list of incidents. */
  public String incidents(Frame frame, IncidentsView view) {
    return draw("incidents.jte", Map.of("frame", frame, "view", view));
  }

  /** One incident. */
  public String incident(Frame frame, TellView view) {
    return draw("incident.jte", Map.of("frame", frame, "tell", view));
  }

  /** How incidents were responded to, and who carried it. */
  public String response(Frame frame, ResponseView view) {
    return draw("response.jte", Map.of("frame", frame, "view", view));
  }

  /** Who can sign in, and who is. */
  public String access(Frame frame, AccessView view) {
    return draw("access.jte", Map.of("frame", frame, "view", view));
  }

  /** What is configured. */
  public String configuration(Frame frame, ConfigurationView view) {
    return draw("configuration.jte", Map.of("frame", frame, "view", view));
  }

  /** How somebody is reached; null: they are nobody of the roster. */
  public String myContacts(Frame frame, @Nullable MyContactsView view) {
    var values = new HashMap<String, Object>();
    values.put("frame", frame);
    values.put("view", view);
    return draw("myContacts.jte", values);
  }

  /** The review of an incident. */
  public String review(Frame frame, ReviewView view) {
    return draw("review.jte", Map.of("frame", frame, "view", view));
  }

  /** Which alerts page nobody. */
  public String silences(Frame frame, SilencesView view) {
    return draw("silences.jte", Map.of("frame", frame, "view", view));
  }

  /** What intake refused. */
  public String rejected(Frame frame, RejectedView view) {
    return draw("rejected.jte", Map.of("frame", frame, "view", view));
  }

  /** One that intake refused, with its body. */
  public String rejectedOne(Frame frame, RejectedView view) {
    return draw("rejectedOne.jte", Map.of("frame", frame, "view", view));
  }

  /** Paging by hand. */
  public String summon(Frame frame, List<String> services, String to) {
    return draw("summon.jte", Map.of("frame", frame, "services", services, "to", to));
  }

  /** Schedules as a calendar shows them, or one of them. */
  public String schedules(Frame frame, SchedulesView view) {
    return draw("schedules.jte", Map.of("frame", frame, "view", view));
  }

  /** Somebody's shifts. */
  public String myShifts(Frame frame, MyShiftsView view) {
    return draw("myShifts.jte", Map.of("frame", frame, "view", view));
  }

  /** What can be asked of plans, and what it would move. */
  public String ask(Frame frame, AskView view) {
    return draw("ask.jte", Map.of("frame", frame, "view", view));
  }

  /** The whole inbox. */
  public String inbox(Frame frame, List<InboxRow> rows) {
    return draw("inbox.jte", Map.of("frame", frame, "rows", rows));
  }

  /** Something that isn't there, or isn't allowed. */
  public String refused(Frame frame, String title, String sentence) {
    return draw("refused.jte", Map.of("frame", frame, "title", title, "sentence", sentence));
  }

  /** The same for whom nothing is known of: nothing of the frame around pages stands there. */
  public String refusal(String title, String sentence) {
    return draw("refusal.jte", Map.of("title", title, "sentence", sentence));
  }

  private String draw(String template, Map<String, Object> values) {
    TemplateOutput output = new StringOutput(8192);
    engine.render(template, values, output);
    return output.toString().strip() + "\n";
  }
}

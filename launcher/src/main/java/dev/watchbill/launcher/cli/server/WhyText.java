package dev.watchbill.launcher.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.cli.terminal.Table;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** An incident's story for somebody who was just woken up: local times, and why first. */
final class WhyText {
  private static final DateTimeFormatter SAME_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter OTHER_DAY =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter SHIFT =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

  private final JsonNode story;
  private final ZoneId zone;
  private final Instant opened;

  WhyText(JsonNode story) {
    this.story = story;
    this.zone = RosterSnapshot.zone(text(story, "timezone"));
    this.opened = instant(text(story, "openedAt"));
  }

  void print(PrintWriter out) {
    out.println(
        "%s (%s, %s): %s"
            .formatted(
                text(story, "incident"),
                text(story, "severity"),
                text(story, "status"),
                text(story, "title")));
    out.println(
        "Opened %s %s. Service %s%s."
            .formatted(
                SHIFT.format(opened.atZone(zone)),
                zone,
                text(story, "service"),
                prefixed(", team ", text(story, "team"))));
    out.println(
        "It follows policy '%s' of roster %s: %s."
            .formatted(text(story, "policy"), text(story, "rosterVersion"), text(story, "why")));
    section(out, "Who was given it, and why", "people", this::given);
    section(out, "Pages, and what became of them", "pages", this::page);
    section(out, "Not paged, and why not", "notPaged", this::notPaged);
    section(out, "Unless somebody acts", "path", this::ahead);
    section(out, "Step by step", "story", this::step);
  }

  private void section(
      PrintWriter out, String title, String items, Function<JsonNode, String> line) {
    if (!story.path(items).isEmpty()) {
      out.println();
      out.println(title);
      story.path(items).forEach(item -> out.println("  " + line.apply(item)));
    }
  }

  private String given(JsonNode item) {
    return "%s  %s: %s%s: %s%s"
        .formatted(
            time(item, "at"),
            stepName(item),
            text(item, "person"),
            prefixed(", until ", time(item, "until")),
            text(item, "why"),
            shift(item.path("shift")));
  }

  private String shift(JsonNode shift) {
    return shift.isObject()
        ? "; shift %s to %s"
            .formatted(
                SHIFT.format(instant(text(shift, "start")).atZone(zone)),
                SHIFT.format(instant(text(shift, "end")).atZone(zone)))
        : "";
  }

  private String page(JsonNode item) {
    var fate = new ArrayList<String>();
    for (var receipt : item.path("receipts")) {
      fate.add(
          "%s %s%s"
              .formatted(
                  text(receipt, "outcome"),
                  time(receipt, "at"),
                  prefixed(": ", text(receipt, "reason"))));
    }
    if (!text(item, "cancelledAt").isEmpty()) {
      fate.add("called back " + time(item, "cancelledAt"));
    }
    return "%s  %s by %s: %s; why: %s"
        .formatted(
            time(item, "at"),
            text(item, "person"),
            text(item, "via"),
            fate.isEmpty() ? "nothing heard yet" : String.join(", ", fate),
            text(item, "why"));
  }

  private String notPaged(JsonNode item) {
    var whom = text(item, "person");
    var about = whom.isEmpty() ? stepName(item) : whom;
    return "%s  %s%s%s"
        .formatted(
            time(item, "at"),
            about.isEmpty() ? "" : about + ": ",
            text(item, "why"),
            prefixed("; until ", time(item, "until")));
  }

  private String ahead(JsonNode item) {
    var people = text(item, "people");
    return "%s  %s: %s"
        .formatted(
            time(item, "at"), stepName(item), people.isEmpty() ? "nobody, as it is now" : people);
  }

  private String step(JsonNode item) {
    var words = new ArrayList<>(List.of(text(item, "type")));
    words.addAll(List.of(stepName(item), text(item, "person")));
    words.removeIf(String::isEmpty);
    return "%s  %s%s%s%s"
        .formatted(
            time(item, "at"),
            String.join(", ", words),
            prefixed(": ", text(item, "why")),
            prefixed(" \u201c", text(item, "text"))
                + (text(item, "text").isEmpty() ? "" : "\u201d"),
            prefixed("; until ", time(item, "deadline")));
  }

  private static String stepName(JsonNode item) {
    var number = item.path("step");
    return !number.isNumber() || number.asInt() == 0
        ? ""
        : number.asInt() < 0 ? "last resort" : "step " + number.asInt();
  }

  /** The time of day; with its date where that is another than the incident's. */
  private String time(JsonNode item, String field) {
    var text = text(item, field);
    if (text.isEmpty()) {
      return "";
    }
    var local = instant(text).atZone(zone);
    var sameDay = local.toLocalDate().equals(opened.atZone(zone).toLocalDate());
    return (sameDay ? SAME_DAY : OTHER_DAY).format(local);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new Failure(
          Exit.UNREACHABLE, "Expected an instant from the server, but got \"" + text + '"', e);
    }
  }

  private static String prefixed(String before, String text) {
    return text.isEmpty() ? "" : before + text;
  }

  private static String text(JsonNode item, String field) {
    return Table.text(item.path(field));
  }
}

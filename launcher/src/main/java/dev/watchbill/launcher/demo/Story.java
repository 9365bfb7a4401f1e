package dev.watchbill.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The demo's plot: a real Alertmanager message fires, and what the pipeline makes of it is told as
 * it happens. Whoever watches may acknowledge; if nobody does, the demo does it and says so.
 */
public final class Story {
  private static final Duration UNTIL_IT_OPENS = Duration.ofSeconds(30);
  private static final Duration FOR_SOMEBODY_TO_ACT = Duration.ofSeconds(40);
  private static final Duration BEFORE_IT_CLEARS = Duration.ofSeconds(4);
  private static final Duration UNTIL_IT_IS_MEASURED = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Pipeline pipeline;
  private final PrintWriter out;
  private final String hint;
  private final Set<String> told = new HashSet<>();

  /** What the story asks of the pipeline. */
  public interface Pipeline {
    /** Sends Alertmanager's message; returns what was answered. */
    String alert(String status);

    /** Ids of the demo service's unresolved incidents, newest first. */
    List<String> incidents();

    /** One incident with its timeline, as the API answers it. */
    JsonNode incident(String id);

    /** Acknowledges it, in the demo's own name. */
    void acknowledge(String id);

    /** Metrics of resolved incidents, as the API answers them, newest first. */
    JsonNode metrics();
  }

  /**
   * @param hint how to acknowledge by hand; {@code %s} stands for the incident
   */
  public Story(Pipeline pipeline, PrintWriter out, String hint) {
    this.pipeline = pipeline;
    this.out = out;
    this.hint = hint;
  }

  /** Tells it once, to the end. */
  public void tell() throws InterruptedException {
    say("An alert fires: Alertmanager posts its webhook message, and is answered");
    say("  " + pipeline.alert("firing"));
    var id = opened();
    if (id.isEmpty()) {
      say("No incident was opened. That is a defect; the log may say why.");
      return;
    }
    say("");
    say("Acknowledge it whenever you like: " + hint.formatted(id));
    say("");
    chase(id);
    clear(id);
    measure(id);
  }

  private String opened() throws InterruptedException {
    for (var left = UNTIL_IT_OPENS; left.isPositive(); left = left.minus(PAUSE)) {
      var open = pipeline.incidents();
      if (!open.isEmpty()) {
        return open.getFirst();
      }
      Thread.sleep(PAUSE);
    }
    return "";
  }

  private void chase(String id) throws InterruptedException {
    for (var left = FOR_SOMEBODY_TO_ACT; left.isPositive(); left = left.minus(PAUSE)) {
      if (!news(id).equals("open")) {
        return;
      }
      Thread.sleep(PAUSE);
    }
    say("");
    say("Nobody acted, so the demo acknowledges it itself:");
    pipeline.acknowledge(id);
    news(id);
  }

  private void clear(String id) throws InterruptedException {
    for (var left = BEFORE_IT_CLEARS; left.isPositive(); left = left.minus(PAUSE)) {
      news(id);
      Thread.sleep(PAUSE);
    }
    say("");
    say("The cause is gone: Alertmanager posts that the alert is resolved, and is answered");
    say("  " + pipeline.alert("resolved"));
    for (var left = UNTIL_IT_OPENS; left.isPositive(); left = left.minus(PAUSE)) {
      if (news(id).equals("resolved")) {
        return;
      }
      Thread.sleep(PAUSE);
    }
  }

  private void measure(String id) throws InterruptedException {
    for (var left = UNTIL_IT_IS_MEASURED; left.isPositive(); left = left.minus(PAUSE)) {
      for (var item : pipeline.metrics()) {
        if (item.path("incident").asText().equals(id)) {
          say("");
          say("What remains, on response-metrics:");
          say(
              "  paged after %s, acknowledged after %s, resolved after %s; %s pages to %s"
                  .formatted(
                      seconds(item, "timeToPageMs"),
                      seconds(item, "timeToAcknowledgeMs"),
                      seconds(item, "timeToResolveMs"),
                      item.path("pages").asText(),
                      people(item.path("people"))));
          return;
        }
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Tells what is new in the timeline; returns the incident's status. */
  private String news(String id) {
    var incident = pipeline.incident(id);
    var opened = Instant.parse(incident.path("openedAt").asText());
    for (var event : incident.path("timeline")) {
      if (told.add(event.path("id").asText())) {
        say(line(event, opened));
      }
    }
    return incident.path("status").asText();
  }

  private static String line(JsonNode event, Instant opened) {
    var after = Duration.between(opened, Instant.parse(event.path("at").asText()));
    var who = people(event.path("people"));
    var whom = event.path("person").asText("");
    var subject = !whom.isEmpty() && !whom.equals("null") ? whom : who;
    return "  %6.1f s  %-14s %s%s"
        .formatted(
            after.toMillis() / 1000.0,
            event.path("type").asText(),
            subject.isEmpty() ? "" : subject + ": ",
            oneLine(event.path("why").asText()));
  }

  private static String people(JsonNode people) {
    var names = new ArrayList<String>();
    people.forEach(name -> names.add(name.asText()));
    return String.join(", ", names);
  }

  private static String seconds(JsonNode item, String field) {
    return item.path(field).isNumber()
        ? "%.1f s".formatted(item.path(field).asLong() / 1000.0)
        : "never";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}

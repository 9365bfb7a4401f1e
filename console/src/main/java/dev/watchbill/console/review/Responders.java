package dev.watchbill.console.review;

import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.ReviewResponder;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who was paged and who did something, and when. */
final class Responders {
  private static final int MOST_DEEDS = 12;

  private final Map<String, List<String>> deeds = new LinkedHashMap<>();
  private final Map<String, Integer> pages = new LinkedHashMap<>();
  private final RosterSnapshot roster;
  private final Spans spans;
  private final Instant opened;
  private String taken = "";

  Responders(List<IncidentEvent> events, RosterSnapshot roster, Spans spans, Instant opened) {
    this.roster = roster;
    this.spans = spans;
    this.opened = opened;
    events.forEach(this::take);
  }

  private void take(IncidentEvent event) {
    var person = event.getPerson();
    if (person == null) {
      return;
    }
    switch (event.getType()) {
      case "paged" -> {
        pages.merge(person, 1, Integer::sum);
        did(person, event, "paged by " + event.getChannel());
      }
      case "acknowledged" -> {
        var after = Spans.between(opened, event.getAt());
        if (taken.isEmpty()) {
          taken = "%s acknowledged after %s".formatted(roster.nameOf(person), after);
        }
        did(person, event, "acknowledged, after " + after);
      }
      case "ack-expired" -> did(person, event, "the acknowledgement expired");
      case "owner-left" -> did(person, event, "left the roster, and had it no longer");
      case "escalated" -> did(person, event, "escalated it");
      case "snoozed" -> did(person, event, "snoozed it");
      case "reassigned" -> did(person, event, "gave it to " + names(event));
      case "responder-added" -> did(person, event, "asked " + names(event) + " to help");
      case "noted" -> did(person, event, "wrote a note");
      case "resolved" -> did(person, event, "resolved it");
      default -> {
        // What concerns somebody without being their page or their deed stands in the timeline.
      }
    }
  }

  private String names(IncidentEvent event) {
    return event.getPeople().stream().map(roster::nameOf).collect(Collectors.joining(", "));
  }

  private void did(String person, IncidentEvent event, String what) {
    deeds
        .computeIfAbsent(person, _ -> new ArrayList<>())
        .add(spans.clock(event.getAt()) + " " + what);
  }

  List<ReviewResponder> all() {
    return deeds.entrySet().stream()
        .map(one ->
            new ReviewResponder(
                one.getKey(), pages.getOrDefault(one.getKey(), 0), some(one.getValue())))
        .toList();
  }

  private static String some(List<String> deeds) {
    var more = deeds.size() - MOST_DEEDS;
    var shown = String.join("; ", deeds.subList(0, Math.min(MOST_DEEDS, deeds.size())));
    return more > 0 ? shown + "; and " + more + " more" : shown;
  }

  String inShort() {
    var count = pages.values().stream().mapToInt(Integer::intValue).sum();
    if (count == 0) {
      return "Nobody was paged" + (taken.isEmpty() ? "" : "; " + taken);
    }
    var who = pages.keySet().stream().map(roster::nameOf).collect(Collectors.joining(", "));
    return "%d %s to %s; %s"
        .formatted(
            count,
            count == 1 ? "page" : "pages",
            who,
            taken.isEmpty() ? "nobody acknowledged" : taken);
  }
}

package dev.watchbill.console.review;

import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.ReviewDraft;
import dev.watchbill.schemas.ReviewMoment;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.schemas.text.Counted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drafts the review of an incident that is over, from its events alone: it blames nobody. */
final class Draft {
  private static final int FIRST_MOMENTS = 200;
  private static final int LAST_MOMENTS = 100;
  private static final int LONGEST = 400;

  private final Incident incident;
  private final List<IncidentEvent> events;
  private final RosterSnapshot roster;
  private final Spans spans;

  private Draft(Incident incident, List<IncidentEvent> events, RosterSnapshot roster) {
    this.incident = incident;
    this.events = events;
    this.roster = roster;
    spans = new Spans(roster.zone());
  }

  /**
   * What the events say.
   *
   * @param events its whole timeline, oldest first
   * @return empty: it isn't resolved, or its resolution isn't among the events yet
   */
  static Optional<ReviewDraft> of(
      Incident incident, List<IncidentEvent> events, RosterSnapshot roster) {
    var resolved = incident.getResolvedAt();
    var told =
        events.stream()
            .filter(event -> event.getType().equals("resolved"))
            .map(IncidentEvent::getAt)
            .anyMatch(at -> resolved != null && !at.isBefore(resolved));
    return resolved != null && told
        ? Optional.of(new Draft(incident, events, roster).written(resolved))
        : Optional.empty();
  }

  private ReviewDraft written(Instant resolved) {
    var people = new Responders(events, roster, spans, incident.getOpenedAt());
    var findings = new Findings(incident, events, roster, spans);
    return ReviewDraft.newBuilder()
        .setTitle(incident.getTitle())
        .setTeam(incident.getTeam())
        .setSeverity(incident.getSeverity())
        .setOpenedAt(incident.getOpenedAt())
        .setResolvedAt(resolved)
        .setTimezone(roster.zone().getId())
        .setSummary(summary(resolved, people))
        .setTimeline(timeline())
        .setResponders(people.all())
        .setInTime(findings.inTime())
        .setLate(findings.late())
        .setQuestions(findings.questions())
        .build();
  }

  private List<String> summary(Instant resolved, Responders people) {
    var summary = new ArrayList<String>();
    var team = incident.getTeam() == null ? "" : ", team " + incident.getTeam();
    summary.add(
        "%s: %s incident of %s%s"
            .formatted(
                cut(incident.getTitle()), incident.getSeverity(), incident.getService(), team));
    summary.add(
        "Open for %s: from %s to %s (%s)"
            .formatted(
                Spans.between(incident.getOpenedAt(), resolved),
                spans.moment(incident.getOpenedAt()),
                spans.moment(resolved),
                roster.zone().getId()));
    summary.add(people.inShort());
    var last = events.stream().filter(it -> it.getType().equals("resolved")).toList().getLast();
    var by = last.getPerson();
    summary.add(
        by == null
            ? "Resolved by its source"
            : "Resolved by "
                + roster.nameOf(by)
                + (last.getText().isEmpty() ? "" : ": " + cut(last.getText())));
    var back = events.stream().filter(it -> it.getType().equals("reopened")).count();
    if (back > 0) {
      summary.add("It came back %s".formatted(back == 1 ? "once" : back + " times"));
    }
    return summary;
  }

  /** Bounded: of a storm with thousands of entries, how it began and how it ended. */
  private List<ReviewMoment> timeline() {
    var words = new EventWords(roster);
    var all = events.stream().map(event -> moment(words, event)).toList();
    if (all.size() <= FIRST_MOMENTS + LAST_MOMENTS) {
      return all;
    }
    var some = new ArrayList<>(all.subList(0, FIRST_MOMENTS));
    var left = all.size() - FIRST_MOMENTS - LAST_MOMENTS;
    some.add(
        new ReviewMoment(
            all.get(FIRST_MOMENTS).getAt(), "… " + Counted.of(left, "more entry", "more entries")));
    some.addAll(all.subList(all.size() - LAST_MOMENTS, all.size()));
    return some;
  }

  private static ReviewMoment moment(EventWords words, IncidentEvent event) {
    var why = event.getWhy().isEmpty() ? "" : " (" + event.getWhy() + ")";
    return new ReviewMoment(event.getAt(), cut(words.what(event) + why));
  }

  private static String cut(String text) {
    var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}

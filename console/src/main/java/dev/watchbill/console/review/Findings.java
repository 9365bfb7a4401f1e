package dev.watchbill.console.review;

import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was in time, what wasn't or didn't work, and what that leaves to be asked. */
final class Findings {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration BRIEF = Duration.ofMinutes(5);
  private static final int MOST = 30;
  private static final Set<String> HELD = Set.of("suppressed", "deferred");

  private final Incident incident;
  private final List<IncidentEvent> events;
  private final RosterSnapshot roster;
  private final Spans spans;
  private final LinkedHashSet<String> inTime = new LinkedHashSet<>();
  private final LinkedHashSet<String> late = new LinkedHashSet<>();
  private final LinkedHashSet<String> questions = new LinkedHashSet<>();

  Findings(Incident incident, List<IncidentEvent> events, RosterSnapshot roster, Spans spans) {
    this.incident = incident;
    this.events = events;
    this.roster = roster;
    this.spans = spans;
    firstPage();
    arrival();
    steps();
    acknowledgement();
    ending();
  }

  List<String> inTime() {
    return bounded(inTime);
  }

  List<String> late() {
    return bounded(late);
  }

  List<String> questions() {
    return bounded(questions);
  }

  private static List<String> bounded(Set<String> sentences) {
    return sentences.stream().limit(MOST).toList();
  }

  private Stream<IncidentEvent> of(String type) {
    return events.stream().filter(event -> event.getType().equals(type));
  }

  private String after(Instant at) {
    return Spans.between(incident.getOpenedAt(), at);
  }

  private void firstPage() {
    var first = of("paged").findFirst();
    if (first.isEmpty()) {
      inTime.add("Nobody was to be paged, or it was over before");
      return;
    }
    var at = first.get().getAt();
    var sentence = "The first page left after " + after(at);
    var held = events.stream().filter(event -> HELD.contains(event.getType())).findFirst();
    if (!at.isAfter(incident.getOpenedAt().plus(SOON))) {
      inTime.add(sentence);
    } else if (held.filter(event -> event.getAt().isBefore(at)).isPresent()) {
      inTime.add(sentence + ": it was held back (" + held.get().getWhy() + ")");
    } else {
      late.add(sentence);
      questions.add("Should the first page have left sooner than after " + after(at) + "?");
    }
  }

  private void arrival() {
    of("receipt")
        .filter(outcome("delivered").or(outcome("seen")).or(outcome("accepted")))
        .findFirst()
        .ifPresent(event -> inTime.add("The first page arrived after " + after(event.getAt())));
    of("receipt")
        .filter(outcome("failed").or(outcome("expired")))
        .forEach(event -> {
          var who = name(event.getPerson());
          late.add(
              "%s: the page to %s by %s failed%s"
                  .formatted(spans.clock(event.getAt()), who, event.getChannel(), why(event)));
          questions.add("Why did pages to %s by %s fail?".formatted(who, event.getChannel()));
        });
  }

  private static Predicate<IncidentEvent> outcome(String outcome) {
    return event -> outcome.equals(event.getOutcome());
  }

  private void steps() {
    of("step-skipped")
        .forEach(event -> {
          late.add(
              "%s: step %d was skipped%s"
                  .formatted(spans.clock(event.getAt()), event.getStep(), why(event)));
          questions.add("Who should be on call for step " + event.getStep() + "?");
        });
    of("escalated")
        .filter(event -> event.getResponse() == null)
        .forEach(event -> {
          late.add(
              "%s: %s went by%s"
                  .formatted(spans.clock(event.getAt()), step(event.getStep()), why(event)));
          questions.add(
              "Why did nobody take it in " + step(event.getStep()) + ", and was that long enough?");
        });
    of("assigned")
        .filter(event -> event.getStep() != null && event.getStep() < 0)
        .findFirst()
        .ifPresent(event ->
            late.add(
                "%s: the steps had run out, and the last resort was paged"
                    .formatted(spans.clock(event.getAt()))));
  }

  private void acknowledgement() {
    var first = of("acknowledged").findFirst();
    if (first.isEmpty()) {
      if (of("paged").findAny().isPresent()) {
        late.add("Nobody acknowledged it");
        questions.add("Did anybody look at it? If nobody had to, should it page?");
      }
      return;
    }
    var event = first.get();
    var who = name(event.getPerson());
    inTime.add("%s acknowledged after %s%s".formatted(who, after(event.getAt()), before(event)));
    of("ack-expired")
        .forEach(expired -> {
          late.add(
              "%s: the acknowledgement of %s expired"
                  .formatted(spans.clock(expired.getAt()), name(expired.getPerson())));
          questions.add("Did %s need help, or a handover?".formatted(name(expired.getPerson())));
        });
    of("owner-left")
        .forEach(left ->
            late.add(
                "%s: %s, who had it, was no longer in the roster"
                    .formatted(spans.clock(left.getAt()), name(left.getPerson()))));
  }

  /** How long before its step would have gone by. */
  @SuppressWarnings("ReferenceEquality") // That event, not one like it.
  private String before(IncidentEvent acknowledged) {
    return events.stream()
        .takeWhile(event -> event != acknowledged)
        .filter(event -> event.getType().equals("assigned"))
        .reduce((_, last) -> last)
        .flatMap(event -> left(event, acknowledged.getAt()))
        .orElse("");
  }

  private static Optional<String> left(IncidentEvent assigned, Instant at) {
    var deadline = assigned.getDeadline();
    return deadline == null || deadline.isBefore(at)
        ? Optional.empty()
        : Optional.of(
            ", %s before %s would have gone by"
                .formatted(Spans.between(at, deadline), step(assigned.getStep())));
  }

  private void ending() {
    var resolved = of("resolved").reduce((_, last) -> last);
    var opened = incident.getOpenedAt();
    var bySource = resolved.filter(event -> event.getPerson() == null);
    if (of("noted").findAny().isEmpty()) {
      questions.add("What was the cause? No note says.");
    }
    if (bySource.filter(event -> event.getAt().isBefore(opened.plus(BRIEF))).isPresent()
        && of("paged").findAny().isPresent()) {
      questions.add(
          "It was over by itself after %s: must it page that soon?"
              .formatted(after(bySource.get().getAt())));
    }
    if (incident.getStillFiring()) {
      late.add("It was resolved by hand while its source still fired");
      questions.add("Is it over? Its source still fired when it was resolved.");
    }
    var back = of("reopened").count();
    if (back > 0) {
      late.add(
          "It came back %s after it was resolved".formatted(back == 1 ? "once" : back + " times"));
      questions.add("What keeps it from coming back again?");
    }
    if (of("stale").findAny().isPresent()) {
      late.add("Its source fell silent while it was open");
      questions.add("Would we have heard of its end? Its source was silent.");
    }
  }

  private String name(@Nullable String person) {
    return person == null ? "somebody" : roster.nameOf(person);
  }

  private static String step(@Nullable Integer step) {
    if (step == null || step == 0) {
      return "its step";
    }
    return step < 0 ? "the last resort" : "step " + step;
  }

  private static String why(IncidentEvent event) {
    return event.getWhy().isEmpty() ? "" : " (" + event.getWhy() + ")";
  }
}

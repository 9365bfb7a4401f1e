package dev.watchbill.console.api;

import dev.watchbill.console.api.Story.NotPaged;
import dev.watchbill.console.readmodel.questions.Alerts;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.text.Counted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who was not paged, and why not. */
final class Unpaged {
  /** Types of events that say that somebody, or a step, was left out. */
  private static final Set<String> SILENCES =
      Set.of("not-paged", "step-skipped", "silenced", "suppressed", "deferred", "limited");

  private Unpaged() {}

  static List<NotPaged> of(Story.Sources known, @Nullable String person) {
    var all = new ArrayList<NotPaged>();
    known.timeline().stream()
        .filter(event -> SILENCES.contains(event.getType()) && Story.concerns(person, event))
        .map(Unpaged::said)
        .forEach(all::add);
    all.addAll(signals(known.alerts(), known.timeline()));
    if (person != null && !isMentioned(known, person)) {
      all.add(stranger(known, person));
    }
    all.sort(Comparator.comparing(NotPaged::at));
    return List.copyOf(all);
  }

  private static NotPaged said(IncidentEvent event) {
    return new NotPaged(
        event.getAt(), event.getStep(), event.getPerson(), event.getDeadline(), event.getWhy());
  }

  /** Signals that came again while the incident was open already, and changed nothing. */
  static List<NotPaged> signals(List<Alerts.Episode> alerts, List<IncidentEvent> timeline) {
    var again = alerts.stream().mapToLong(episode -> episode.signals() - 1).sum();
    var repeats = again - raised(timeline) - reopened(alerts, timeline);
    var last = alerts.stream().map(one -> one.alert().getReceivedAt()).max(Instant::compareTo);
    if (repeats <= 0 || last.isEmpty()) {
      return List.of();
    }
    var why =
        "%s of its %s paged nobody: the incident was open already, or they told its end"
            .formatted(Counted.of(repeats, "further signal"), Counted.of(alerts.size(), "alert"));
    return List.of(new NotPaged(last.get(), null, null, null, why));
  }

  /** Those that raised the severity; an alert that joins may, too, and is no further signal. */
  private static long raised(List<IncidentEvent> timeline) {
    var firsts = instantsOf(timeline, Set.of("opened", "alert-joined"));
    return timeline.stream()
        .filter(event -> event.getType().equals("severity-raised"))
        .filter(event -> !firsts.contains(event.getAt()))
        .count();
  }

  /** Those that reopened it, where they are shown as signals of an alert that was there already. */
  private static long reopened(List<Alerts.Episode> alerts, List<IncidentEvent> timeline) {
    var shown =
        alerts.stream()
            .collect(Collectors.groupingBy(one -> one.alert().getKey(), Collectors.counting()));
    var begun =
        beginnings(timeline)
            .filter(shown::containsKey)
            .collect(Collectors.groupingBy(key -> key, Collectors.counting()));
    return begun.entrySet().stream()
        .mapToLong(each -> Math.max(0, each.getValue() - shown.getOrDefault(each.getKey(), 0L)))
        .sum();
  }

  /** The key of the alert that opened the incident, and of each that reopened it. */
  private static Stream<String> beginnings(List<IncidentEvent> timeline) {
    var reopenings = instantsOf(timeline, Set.of("reopened"));
    return timeline.stream()
        .filter(event ->
            event.getType().equals("opened")
                || (event.getType().equals("alert-joined") && reopenings.contains(event.getAt())))
        .flatMap(event -> Stream.ofNullable(event.getAlertKey()));
  }

  private static Set<Instant> instantsOf(List<IncidentEvent> timeline, Set<String> types) {
    return timeline.stream()
        .filter(event -> types.contains(event.getType()))
        .map(IncidentEvent::getAt)
        .collect(Collectors.toSet());
  }

  private static boolean isMentioned(Story.Sources known, String person) {
    return known.pages().stream().anyMatch(sent -> sent.page().getPerson().equals(person))
        || known.timeline().stream()
            .anyMatch(event ->
                Objects.equals(event.getPerson(), person) || event.getPeople().contains(person));
  }

  /** Somebody no step ever chose. */
  private static NotPaged stranger(Story.Sources known, String person) {
    var incident = known.incident();
    var asked =
        known.assignments().stream()
            .filter(assignment -> assignment.getStep() != 0)
            .flatMap(assignment ->
                assignment.getPeople().stream()
                    .map(chosen ->
                        "%s (%s, %s)"
                            .formatted(
                                chosen.getPerson(), step(assignment.getStep()), chosen.getWhy())))
            .distinct()
            .collect(Collectors.joining("; "));
    var ahead =
        incident.getPath().stream()
            .filter(step -> step.getPeople().contains(person))
            .map(step -> step(step.getStep()))
            .findFirst();
    var why =
        ahead
            .map(step -> "Their turn has not come: they would be paged at " + step)
            .orElse(
                asked.isEmpty()
                    ? "No step has fired"
                    : "No step that fired has them as a target; it was given to " + asked);
    return new NotPaged(incident.getOpenedAt(), null, person, null, why);
  }

  private static String step(int number) {
    return number < 0 ? "the last resort" : "step " + number;
  }
}

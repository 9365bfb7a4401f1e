package dev.watchbill.console.api;

import dev.watchbill.console.api.Story.NotPaged;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.text.Counted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
    repeats(known, all);
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

  /** Signals that came again while the incident was open already. */
  private static void repeats(Story.Sources known, List<NotPaged> all) {
    var repeats = known.alerts().stream().mapToLong(episode -> episode.signals() - 1).sum();
    var last =
        known.alerts().stream()
            .map(episode -> episode.alert().getReceivedAt())
            .max(Instant::compareTo);
    if (repeats > 0 && last.isPresent()) {
      var why =
          "%s of its %s paged nobody: the incident was open already, or they told its end"
              .formatted(
                  Counted.of(repeats, "further signal"),
                  Counted.of(known.alerts().size(), "alert"));
      all.add(new NotPaged(last.get(), null, null, null, why));
    }
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

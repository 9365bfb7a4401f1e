package dev.watchbill.launcher.simulate;

import dev.watchbill.schemas.IncidentEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of a simulation's answer: an entry of an incident's timeline, one for each person it
 * concerns.
 *
 * @param event type of the entry, as on {@code incident-events}
 * @param incident null: the response named none that there is
 * @param step null where it isn't about a step; -1: after the last; 0: no step chose them, such as
 *     whoever had it already
 * @param who person id; null: nobody in particular
 * @param via channel
 */
public record Line(
    Instant at,
    String event,
    @Nullable String incident,
    @Nullable Integer step,
    @Nullable String who,
    @Nullable String via,
    String why) {

  static List<Line> of(IncidentEvent event) {
    var people =
        event.getPerson() != null || event.getPeople().isEmpty()
            ? Stream.<@Nullable String>of(event.getPerson())
            : event.getPeople().stream();
    return people
        .map(person ->
            new Line(
                event.getAt(),
                event.getType(),
                event.getIncident(),
                event.getStep(),
                person,
                event.getChannel(),
                why(event)))
        .toList();
  }

  /** A receipt's reason is what became of the page. */
  private static String why(IncidentEvent event) {
    var outcome = event.getOutcome();
    return outcome == null || !event.getType().equals("receipt")
        ? event.getWhy()
        : event.getWhy().isEmpty() ? outcome : outcome + ": " + event.getWhy();
  }
}

package dev.watchbill.launcher.foresight;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.simulate.Line;
import java.util.List;
import java.util.Set;

/**
 * What became of one alert nobody answered, up to the first time the last resort was told.
 *
 * @param chosen why it went there
 * @param told who was told, and what was skipped, in order
 */
record RouteAnswer(String chosen, List<Line> told) {
  /** Steps that say what happened to it rather than who was told. */
  private static final Set<String> BESIDE =
      Set.of("opened", "assigned", "escalated", "receipt", "alert-joined");

  RouteAnswer {
    told = List.copyOf(told);
  }

  static RouteAnswer of(List<Line> lines) {
    var chosen =
        lines.stream()
            .filter(line -> line.event().equals("opened"))
            .map(Line::why)
            .findFirst()
            .orElse("");
    var end =
        lines.stream()
            .filter(RouteAnswer::isLast)
            .map(Line::at)
            .findFirst()
            .orElse(java.time.Instant.MAX);
    return new RouteAnswer(
        chosen,
        lines.stream()
            .filter(line -> !BESIDE.contains(line.event()))
            .filter(line -> !line.at().isAfter(end))
            .toList());
  }

  private static boolean isLast(Line line) {
    return line.event().equals("paged") && Integer.valueOf(-1).equals(line.step());
  }

  ObjectNode json(RouteQuestion question) {
    var object =
        JsonNodeFactory.instance
            .objectNode()
            .put("service", question.service())
            .put("severity", question.severity())
            .put("at", question.at().toString())
            .put("why", chosen);
    var array = object.putArray("told");
    for (var line : told) {
      array
          .addObject()
          .put("at", line.at().toString())
          .put("event", line.event())
          .put("step", line.step())
          .put("who", line.who())
          .put("via", line.via())
          .put("why", line.why());
    }
    return object;
  }
}

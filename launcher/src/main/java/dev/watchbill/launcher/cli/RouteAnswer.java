package dev.watchbill.launcher.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.simulate.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What became of one alert nobody answered, up to the first time the last resort was told.
 *
 * @param chosen why it went there
 * @param told who was told, and what was skipped, in order
 */
record RouteAnswer(String chosen, List<Line> told, Instant at) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Steps that say what happened to it rather than who was told. */
  private static final Set<String> BESIDE =
      Set.of("opened", "assigned", "escalated", "receipt", "alert-joined");

  RouteAnswer {
    told = List.copyOf(told);
  }

  static RouteAnswer of(List<Line> lines, Instant at) {
    var chosen =
        lines.stream()
            .filter(line -> line.event().equals("opened"))
            .map(Line::why)
            .findFirst()
            .orElse("");
    var end =
        lines.stream().filter(RouteAnswer::isLast).map(Line::at).findFirst().orElse(Instant.MAX);
    return new RouteAnswer(
        chosen,
        lines.stream()
            .filter(line -> !BESIDE.contains(line.event()))
            .filter(line -> !line.at().isAfter(end))
            .toList(),
        at);
  }

  private static boolean isLast(Line line) {
    return line.event().equals("paged") && Integer.valueOf(-1).equals(line.step());
  }

  /** For a table. */
  ArrayNode rows() {
    var rows = JSON.arrayNode();
    for (var line : told) {
      rows.addObject()
          .put("after", length(Duration.between(at, line.at())))
          .put("step", step(line))
          .put("who", line.who() == null ? "nobody" : line.who())
          .put("via", line.via())
          .put("why", line.event().equals("paged") ? line.why() : line.event() + ": " + line.why());
    }
    return rows;
  }

  ObjectNode json(String service, String severity) {
    var object =
        JSON.objectNode()
            .put("service", service)
            .put("severity", severity)
            .put("at", at.toString())
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

  private static String step(Line line) {
    var step = line.step();
    return step == null ? "" : step == -1 ? "last" : Integer.toString(step);
  }

  private static String length(Duration duration) {
    var seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds % 60 == 0 ? seconds / 60 + "m" : seconds / 60 + "m" + seconds % 60 + "s";
    }
    var minutes = seconds / 60;
    return minutes % 60 == 0 ? minutes / 60 + "h" : minutes / 60 + "h" + minutes % 60 + "m";
  }
}

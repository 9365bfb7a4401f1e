package dev.watchbill.launcher.foresight;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.simulate.EventFile;
import dev.watchbill.launcher.simulate.Happening;
import dev.watchbill.launcher.simulate.Line;
import dev.watchbill.launcher.simulate.Published;
import dev.watchbill.launcher.simulate.Result;
import dev.watchbill.launcher.simulate.Rosters;
import dev.watchbill.launcher.simulate.Simulation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Who would be told of an alert: it is played through the very same topology, with nobody
 * answering.
 *
 * @param at to the millisecond
 */
public record RouteQuestion(
    String service, String severity, Map<String, String> labels, Instant at) {
  /** Far enough for the slowest policy to come to its end. */
  private static final Duration AFTERWARDS = Duration.ofDays(2);

  public RouteQuestion {
    labels = Map.copyOf(labels);
  }

  /**
   * Answers from a roster's files.
   *
   * @param rosters in which it was read
   * @param scratch an empty folder
   * @param problems is told what could not be worked on
   * @throws IllegalArgumentException with a sentence, if it is no alert that may come
   */
  public ObjectNode ofFiles(Path roster, Rosters rosters, Path scratch, Consumer<String> problems) {
    var settings = new Simulation.Settings(roster, rosters, at.plus(AFTERWARDS), null);
    var lines = new ArrayList<Line>();
    return answer(lines, Simulation.run(settings, List.of(alert()), scratch, lines::add), problems);
  }

  /** Answers from what is published. */
  ObjectNode ofPublished(Published published, Consumer<String> problems) {
    var lines = new ArrayList<Line>();
    var result = Simulation.run(published, alert(), at.plus(AFTERWARDS), lines::add);
    return answer(lines, result, problems);
  }

  private ObjectNode answer(List<Line> lines, Result result, Consumer<String> problems) {
    result.problems().forEach(problems);
    return RouteAnswer.of(lines).json(this);
  }

  /** The alert as a line of a simulation's file, so that it is read as one. */
  private Happening alert() {
    var alert =
        JsonNodeFactory.instance
            .objectNode()
            .put("service", service)
            .put("severity", severity)
            .put("title", "route");
    var named = alert.putObject("labels");
    labels.forEach(named::put);
    var line = JsonNodeFactory.instance.objectNode().put("at", at.toString());
    line.set("alert", alert);
    try (var reader = new BufferedReader(new StringReader(line.toString()))) {
      var content = EventFile.read(reader, "route", Path.of(""), Instant::parse);
      if (!content.problems().isEmpty()) {
        throw new IllegalArgumentException(content.problems().getFirst());
      }
      return content.happenings().getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.watchbill.launcher.foresight;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.simulate.EventFile;
import dev.watchbill.launcher.simulate.Happening;
import dev.watchbill.launcher.simulate.Rosters;
import dev.watchbill.launcher.simulate.Simulation;
import dev.watchbill.launcher.simulate.Told;
import dev.watchbill.notifier.Preview;
import dev.watchbill.notifier.Preview.Shown;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What would be sent about an alert: it is played through the very same topology, with nobody
 * answering, and the first page and post that come of it are written as notifiers write them.
 *
 * @param alert as in a simulation's file
 * @param vias of {@link Preview#VIAS}
 */
public record RenderQuestion(ObjectNode alert, Instant at, List<String> vias) {
  /** Delays and support hours lie between an alert and its first page. */
  private static final Duration AFTERWARDS = Duration.ofDays(7);

  public RenderQuestion {
    vias = List.copyOf(vias);
  }

  /** An alert somebody might get. */
  public static ObjectNode example(String service, String severity) {
    var alert =
        JsonNodeFactory.instance
            .objectNode()
            .put("service", service)
            .put("severity", severity)
            .put("title", "5 % of requests fail <example> & more")
            .put("text", "An example: what an alert's description says stands here.");
    alert.putObject("labels").put("env", "production").put("alertname", "ErrorRate");
    alert
        .putArray("links")
        .addObject()
        .put("text", "Source")
        .put("href", "https://prometheus.example.com/graph?g0.expr=errors");
    return alert;
  }

  /**
   * Answers from a roster's files.
   *
   * @param rosters in which it was read
   * @param scratch an empty folder
   * @param problems is told what could not be worked on
   * @return empty: nobody is told
   * @throws IllegalArgumentException with a sentence, if it is no alert that may come
   */
  public List<Shown> ofFiles(
      Path roster, Rosters rosters, Path scratch, Consumer<String> problems) {
    var first = new First();
    var settings = new Simulation.Settings(roster, rosters, at.plus(AFTERWARDS), null);
    Simulation.run(settings, List.of(happening()), scratch, line -> {}, first)
        .problems()
        .forEach(problems);
    var preview = new Preview(rosters.snapshot(roster), at);
    var shown = new ArrayList<Shown>();
    for (var via : vias) {
      first.page().flatMap(page -> preview.of(via, page)).ifPresent(shown::add);
      first.assignment().flatMap(it -> preview.of(via, it)).ifPresent(shown::add);
    }
    return shown;
  }

  private static final class First implements Told {
    private @Nullable Page firstPage;
    private @Nullable Assignment firstAssignment;

    @Override
    public void page(Page page) {
      firstPage = firstPage == null ? page : firstPage;
    }

    @Override
    public void assignment(Assignment assignment) {
      if (!assignment.getPeople().isEmpty()) {
        firstAssignment = firstAssignment == null ? assignment : firstAssignment;
      }
    }

    Optional<Page> page() {
      return Optional.ofNullable(firstPage);
    }

    Optional<Assignment> assignment() {
      return Optional.ofNullable(firstAssignment);
    }
  }

  /** As a line of a simulation's file, so that it is read as one. */
  private Happening happening() {
    var line = JsonNodeFactory.instance.objectNode().put("at", at.toString());
    line.set("alert", alert);
    try (var reader = new BufferedReader(new StringReader(line.toString()))) {
      var content = EventFile.read(reader, "alert", Path.of(""), Instant::parse);
      if (!content.problems().isEmpty()) {
        throw new IllegalArgumentException(content.problems().getFirst());
      }
      return content.happenings().getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

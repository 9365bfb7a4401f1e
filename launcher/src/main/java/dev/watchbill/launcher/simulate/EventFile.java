package dev.watchbill.launcher.simulate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * What is to happen, in JSON Lines: written by hand as {@code {"at": …, "alert": {…}}}, or recorded
 * with {@code watchbill tail TOPIC --format json}. Lines may be in any order; what happens at the
 * same instant happens in the order of the lines.
 */
public final class EventFile {
  private static final int MOST_PROBLEMS = 20;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final List<Happening> happenings = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final String name;
  private final LineReader reader;

  private EventFile(String name, Path beside, Function<String, Instant> times) {
    this.name = name;
    this.reader = new LineReader(beside, times);
  }

  /**
   * What was read.
   *
   * @param happenings in order of time
   * @param problems one each: {@code file:line: expected …, but got …}; the first twenty
   */
  public record Content(List<Happening> happenings, List<String> problems) {
    public Content {
      happenings = List.copyOf(happenings);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads all of it.
   *
   * @param name for messages
   * @param beside where relative folders of rosters are looked for
   * @param times reads a time; throws IllegalArgumentException with a sentence
   */
  public static Content read(
      BufferedReader lines, String name, Path beside, Function<String, Instant> times)
      throws IOException {
    var file = new EventFile(name, beside, times);
    var number = 0;
    for (var line = lines.readLine();
        line != null && file.problems.size() < MOST_PROBLEMS;
        line = lines.readLine()) {
      file.line(++number, line);
    }
    file.happenings.sort(Comparator.comparing(Happening::at));
    return new Content(file.happenings, file.problems);
  }

  private void line(int number, String line) {
    if (line.isBlank()) {
      return;
    }
    try {
      happenings.add(reader.read(number, object(line)));
    } catch (BadInput e) {
      problems.add("%s:%d: %s".formatted(name, number, e.getMessage()));
    }
  }

  private static ObjectNode object(String line) throws BadInput {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new BadInput("", "a JSON object", e.getOriginalMessage());
    }
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw new BadInput("", "a JSON object", RecordReader.shown(json));
  }
}

package dev.watchbill.launcher.moving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.roster.Problem;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.yaml.RosterFiles;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Saved answers with other words and numbers here and there.
 *
 * @param words fields whose texts may be others
 * @param numbers fields whose numbers may be others
 */
public record ChangedAnswers(
    Path folder, Set<String> words, Set<String> numbers, SplittableRandom random)
    implements Source {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "nobody",
          "null",
          "~",
          "a",
          "A",
          "a@b",
          "a@b.c",
          "${env:X}@b.c",
          "- x: {",
          "\u202E\n# people:",
          "UTC",
          "Mars/Olympus",
          "Europe/Berlin",
          "+49 1",
          "1-5555550100",
          "t-pay",
          "sms",
          "voice",
          "email",
          "next",
          "random",
          "admins",
          "P2",
          "greater-than",
          "weekly",
          "daily",
          "hourly",
          "monthly",
          "SU",
          "XX",
          "wait",
          "web",
          "\uD83D\uDE00".repeat(200));
  private static final List<Integer> COUNTS = List.of(1, 2, 6, 9, 12, 17, 22, 23, 24);

  /** What must not be missing, as everything hangs on it. */
  private static final Set<String> NEEDED = Set.of("name", "username", "id");

  @Override
  public JsonNode get(String path) {
    return ask(path).orElseThrow();
  }

  @Override
  public Optional<JsonNode> ask(String path) {
    var rest = path.replaceFirst("^(api/)?(v[0-9]/)?", "");
    var name =
        rest.replaceFirst("/?(\\?.*)?$", "")
            + rest.replaceFirst("^[^?]*\\??", "")
                .replaceFirst(".*(?:schedule_id|offset|page)=([A-Za-z0-9]+).*", ".$1")
                .replaceFirst("^[^.].*", "")
            + ".json";
    if (!Files.exists(folder.resolve(name))) {
      return Optional.empty();
    }
    try {
      var answer = JSON.readTree(Files.readString(folder.resolve(name)));
      // What is beside the items says how many there are.
      answer.forEach(this::change);
      return Optional.of(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void change(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (var field : new ArrayList<>(object.properties())) {
        var key = field.getKey();
        if (words.contains(key) && random.nextInt(4) == 0 && field.getValue().isTextual()) {
          var text = TEXTS.get(random.nextInt(TEXTS.size()));
          object.put(key, text.isBlank() && NEEDED.contains(key) ? "x" : text);
        } else if (numbers.contains(key) && random.nextInt(4) == 0) {
          object.put(key, COUNTS.get(random.nextInt(COUNTS.size())));
        }
      }
    }
    node.forEach(this::change);
  }

  /** What check finds in what was written. */
  public static List<Problem> errors(Written written, Instant now) {
    var contents = new TreeMap<String, byte[]>();
    written
        .files()
        .forEach((name, text) -> contents.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return RosterReader.read(
            new RosterFiles(Path.of("roster"), contents, List.of()),
            "",
            new Environment(Map.of()),
            Purpose.CHECK,
            now)
        .errors();
  }
}

package dev.watchbill.launcher.cli.moving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.launcher.cli.terminal.Failure;
import dev.watchbill.launcher.moving.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Answers that somebody saved: each in a file called as its path without the version, with {@code
 * .json} behind it; a further page with its {@code offset}, or {@code page}, before that.
 */
record ExportFolder(Path folder) implements Source {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern OF_SCHEDULE = Pattern.compile("[?&]schedule_id=([A-Za-z0-9-]+)");
  private static final Pattern PAGE = Pattern.compile("[?&](?:offset|page)=([0-9]+)");

  ExportFolder {
    if (!Files.isDirectory(folder)) {
      throw new Failure(
          Exit.CONFIGURATION, "Expected a folder of saved answers, but got " + folder);
    }
  }

  @Override
  public JsonNode get(String path) {
    return ask(path)
        .orElseThrow(() ->
            new Failure(
                Exit.CONFIGURATION,
                "Expected %s in %s, with the answer to GET /%s"
                    .formatted(name(path), folder, path)));
  }

  @Override
  public Optional<JsonNode> ask(String path) {
    var root = folder.toAbsolutePath().normalize();
    var file = root.resolve(name(path)).normalize();
    if (!file.startsWith(root) || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(Files.readAllBytes(file)));
    } catch (JsonProcessingException e) {
      throw new Failure(
          Exit.CONFIGURATION,
          "Expected JSON in %s, but %s".formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new Failure(
          Exit.CONFIGURATION, "Expected to read %s, but got %s".formatted(file, e), e);
    }
  }

  private static String name(String path) {
    var schedule = OF_SCHEDULE.matcher(path);
    var of = schedule.find() ? "." + schedule.group(1) : "";
    var page = PAGE.matcher(path);
    var number = page.find() && !page.group(1).matches("[01]") ? "." + page.group(1) : "";
    return path.replaceFirst("\\?.*", "").replaceFirst("^(api/)?v[0-9]/", "").replaceFirst("/$", "")
        + of
        + number
        + ".json";
  }
}

package dev.watchbill.roster.yaml;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The commit that a roster folder is a clean check-out of, asked from git itself. */
final class GitVersion {
  private static final int PATIENCE_SECONDS = 5;

  private GitVersion() {}

  /** Empty: no git, no work tree, or something in the folder isn't committed. */
  static Optional<String> of(Path folder) {
    return git(folder, "status", "--porcelain", "--", ".")
        .filter(String::isEmpty)
        .flatMap(_ -> git(folder, "ls-files", "--", "."))
        .filter(files -> !files.isEmpty())
        .flatMap(_ -> git(folder, "rev-parse", "--verify", "HEAD"));
  }

  private static Optional<String> git(Path folder, String... arguments) {
    var command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
    try {
      return run(folder, command);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<String> run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    var process = builder.start();
    process.getOutputStream().close();
    try (var output = process.getInputStream()) {
      var text = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean done = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return done && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }
}

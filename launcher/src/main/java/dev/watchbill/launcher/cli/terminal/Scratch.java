package dev.watchbill.launcher.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A folder for as long as it is needed. */
public record Scratch(Path folder) implements AutoCloseable {
  /**
   * An empty one.
   *
   * @throws Failure if there can't be one
   */
  public static Scratch make() {
    try {
      return new Scratch(Files.createTempDirectory("watchbill"));
    } catch (IOException e) {
      throw new Failure(Exit.REFUSED, "Expected a temporary folder, but " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      for (var file : files()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }
}

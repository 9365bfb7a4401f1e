package dev.watchbill.roster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The example rosters at the top of the repository. */
public final class Examples {
  public static final Path SHOP = Path.of("..", "examples", "shop");

  private Examples() {}

  public static Stream<Path> shopFiles() {
    try (var files = Files.list(SHOP)) {
      return List.copyOf(files.sorted().toList()).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

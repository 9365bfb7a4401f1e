package dev.watchbill.launcher.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Java that runs, in one text. */
final class Sources {
  private Sources() {}

  /** Of all modules. */
  static String all(Path top) throws IOException {
    var text = new StringBuilder();
    try (var modules = Files.list(top)) {
      for (var module : modules.toList()) {
        text.append(of(module));
      }
    }
    return text.toString();
  }

  /** Of one. */
  static String of(Path module) throws IOException {
    var text = new StringBuilder();
    var folder = module.resolve("src/main/java");
    if (Files.isDirectory(folder)) {
      try (var files = Files.walk(folder)) {
        Predicate<Path> java = file -> file.toString().endsWith(".java");
        for (var file : files.filter(java).toList()) {
          text.append(Files.readString(file));
        }
      }
    }
    return text.toString();
  }
}

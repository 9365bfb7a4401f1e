package dev.watchbill.launcher.cli;

import java.nio.file.Path;

/** Where watchbill itself lies: the start script says so. */
final class Home {
  private Home() {}

  static Path folder() {
    return Path.of(System.getProperty("watchbill.home", "."));
  }
}

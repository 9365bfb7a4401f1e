package dev.watchbill.launcher.cli.terminal;

import java.nio.file.Path;

/** Where watchbill itself lies: the start script says so. */
public final class Home {
  private Home() {}

  public static Path folder() {
    return Path.of(System.getProperty("watchbill.home", "."));
  }
}

package dev.watchbill.launcher.up;

import java.util.Locale;

/**
 * The services of the pipeline, the rota first, then in the order an alert meets them, and who
 * watches.
 */
public enum ServiceName {
  ROTATION,
  INGEST,
  ESCALATION,
  NOTIFIER,
  CONSOLE,
  WATCHER;

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

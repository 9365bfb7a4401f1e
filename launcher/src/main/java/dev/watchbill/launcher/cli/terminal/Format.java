package dev.watchbill.launcher.cli.terminal;

/** How an answer is written. */
public enum Format {
  TEXT,
  JSON
}

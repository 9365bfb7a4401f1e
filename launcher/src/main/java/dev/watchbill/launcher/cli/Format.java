package dev.watchbill.launcher.cli;

/** How an answer is written. */
enum Format {
  TEXT,
  JSON
}

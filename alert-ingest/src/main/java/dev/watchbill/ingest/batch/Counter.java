package dev.watchbill.ingest.batch;

import java.time.Instant;

/** What operators see of a batch. */
public interface Counter {
  /** Something came from an integration. */
  void heard(String integration, Instant at);

  /** Alerts that were made of it. */
  void received(String integration, int alerts);

  /** Those of them that are durable. */
  void accepted(String integration, int alerts);

  /** Those that couldn't be made durable, and are tried again. */
  void notDurable(String integration, int alerts);

  /** Bodies, or parts of them, that are no alerts. */
  void refused(String integration, int parts);
}

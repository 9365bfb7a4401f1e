package dev.watchbill.ingest.batch;

import java.time.Instant;

/** Nobody counts. */
public class Uncounted implements Counter {
  @Override
  public void heard(String integration, Instant at) {}

  @Override
  public void received(String integration, int alerts) {}

  @Override
  public void accepted(String integration, int alerts) {}

  @Override
  public void notDurable(String integration, int alerts) {}

  @Override
  public void refused(String integration, int parts) {}
}

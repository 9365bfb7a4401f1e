package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.delivery.Taken;
import dev.watchbill.notifier.delivery.ThreadDesk;
import dev.watchbill.schemas.Incident;
import java.time.Instant;
import java.util.List;

/** Gives incidents to the desk of a provider's threads. */
final class IncidentReader implements RecordReader<Incident> {
  private final ThreadDesk desk;

  IncidentReader(ThreadDesk desk) {
    this.desk = desk;
  }

  @Override
  public void resume(Instant since) {
    desk.resume();
  }

  @Override
  public void ahead(List<Incident> batch) {
    // The desk sees by itself that a newer state has come.
  }

  @Override
  public Taken take(Incident incident, Runnable done) {
    return desk.take(incident, done);
  }
}

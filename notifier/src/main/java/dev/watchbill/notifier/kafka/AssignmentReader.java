package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.delivery.RoomDesk;
import dev.watchbill.notifier.delivery.Taken;
import dev.watchbill.schemas.Assignment;
import java.time.Instant;
import java.util.List;

/** Gives assignments to the desk of a provider's rooms. */
final class AssignmentReader implements RecordReader<Assignment> {
  private final RoomDesk desk;

  AssignmentReader(RoomDesk desk) {
    this.desk = desk;
  }

  @Override
  public void resume(Instant since) {
    // The desk knows from receipts, and from what lies ahead, what is outdated.
  }

  @Override
  public void ahead(List<Assignment> batch) {
    desk.ahead(batch);
  }

  @Override
  public Taken take(Assignment assignment, Runnable done) {
    return desk.take(assignment, done);
  }
}

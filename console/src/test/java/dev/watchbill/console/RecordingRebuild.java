package dev.watchbill.console;

import dev.watchbill.console.api.Rebuilding;

/** Is at it once it was asked, until a test says otherwise. */
final class RecordingRebuild implements Rebuilding {
  volatile Status status = Status.IDLE;

  @Override
  public synchronized boolean start() {
    if (status.goesOn()) {
      return false;
    }
    status = new Status("running", 40, 100, null, null, "");
    return true;
  }

  @Override
  public Status status() {
    return status;
  }
}

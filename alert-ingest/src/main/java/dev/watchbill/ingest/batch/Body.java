package dev.watchbill.ingest.batch;

import dev.watchbill.ingest.Arrival;

/** One body, and where it came from. */
public final class Body {
  private final byte[] bytes;
  private final Arrival arrival;

  /**
   * @param bytes not changed
   * @param arrival its path says where a refused one can be found again
   */
  public Body(byte[] bytes, Arrival arrival) {
    this.bytes = bytes;
    this.arrival = arrival;
  }

  byte[] bytes() {
    return bytes;
  }

  Arrival arrival() {
    return arrival;
  }
}

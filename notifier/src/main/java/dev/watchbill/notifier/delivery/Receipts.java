package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Receipt;

/** Where end results are written down. */
public interface Receipts {
  /**
   * Returns once the receipt can no longer be lost.
   *
   * @throws InterruptedException if this process stops first; the page will be tried again
   */
  void report(Receipt receipt) throws InterruptedException;
}

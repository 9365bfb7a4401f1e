package dev.watchbill.console.review;

import dev.watchbill.schemas.ReviewEntry;

/** Where reviews are kept. */
public interface ReviewLog {
  /**
   * Keeps an entry, in place of one with the same id. It is safe when this returns.
   *
   * @throws dev.watchbill.console.auth.LogAway if it can't be kept now
   */
  void put(ReviewEntry entry);
}

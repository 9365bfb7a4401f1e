package dev.watchbill.notifier.kafka;

import java.time.Instant;
import java.util.Set;

/** Which pages have their end result already. */
@FunctionalInterface
interface FinishedPages {
  /** Ids of all pages with a receipt since then, until now. */
  Set<String> since(Instant since);
}

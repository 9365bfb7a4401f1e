package dev.watchbill.notifier.kafka;

import dev.watchbill.schemas.Receipt;
import java.time.Instant;
import java.util.List;

/** Which pages have their end result already. */
@FunctionalInterface
interface PastReceipts {
  /** The receipts of all pages since then, until now. */
  List<Receipt> since(Instant since);
}

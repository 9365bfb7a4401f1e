package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Receipt;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps receipts in memory. */
public final class ReceiptBook implements Receipts {
  private final List<Receipt> receipts = new CopyOnWriteArrayList<>();

  @Override
  public void report(Receipt receipt) {
    receipts.add(receipt);
  }

  public List<Receipt> all() {
    return receipts;
  }

  /** PAGE OUTCOME, in the order they came. */
  public List<String> lines() {
    return receipts.stream().map(r -> r.getPage() + " " + r.getOutcome()).toList();
  }
}

package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Page;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A page that may have to wait for its person's next slot, and what becomes of it there. */
final class Waiting {
  private final Page page;
  private final Errand errand;
  private final CompletableFuture<Optional<Told>> told = new CompletableFuture<>();

  /**
   * How a person was told of a page.
   *
   * @param summary name of the message that told of several; empty: it had its own
   * @param others how many others that message told of
   */
  record Told(Attempts.Result result, Optional<String> summary, int others) {
    static Told alone(Attempts.Result result) {
      return new Told(result, Optional.empty(), 0);
    }
  }

  Waiting(Page page, Errand errand) {
    this.page = page;
    this.errand = errand;
  }

  Page page() {
    return page;
  }

  Errand errand() {
    return errand;
  }

  String id() {
    return page.getId();
  }

  String service() {
    return page.getIncident().getService();
  }

  String person() {
    return page.getPerson();
  }

  /** Says what became of it; only the first word counts. Empty: it was given up. */
  void tell(Optional<Told> end) {
    told.complete(end);
  }

  /** Waits for that word. */
  Optional<Told> outcome() throws InterruptedException {
    try {
      return told.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Nobody completes it with a failure", e);
    }
  }
}

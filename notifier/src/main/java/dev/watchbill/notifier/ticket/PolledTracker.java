package dev.watchbill.notifier.ticket;

import java.util.List;

/** A tracker that calls nobody when a ticket changes, and is asked again and again. */
public interface PolledTracker extends Tracker {
  /** Tickets as they are now; those that are gone are left out. */
  Result<List<Seen>> look(List<String> keys);

  /**
   * A ticket.
   *
   * @param closed whether it is over there
   * @param account who has it; empty: nobody
   * @param changed names its last change
   */
  record Seen(String key, boolean closed, String account, String changed) {}
}

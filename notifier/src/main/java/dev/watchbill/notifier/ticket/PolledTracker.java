package dev.watchbill.notifier.ticket;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** A tracker that can be asked what became of its tickets. */
public interface PolledTracker extends Tracker {
  /**
   * Tickets as they are now.
   *
   * @param since those that weren't touched since then, by the tracker's clock, may be left out, as
   *     those that are gone
   */
  Result<List<Seen>> look(List<String> keys, Instant since);

  /** How far the tracker's clock is ahead of ours, as far as it is known. */
  Duration ahead();

  /** How a ticket came to be closed; empty: it can't be told, so that it counts for nothing. */
  Result<Optional<Deed>> closed(Seen ticket);

  /**
   * How it came to one of those who have it; empty: it can't be told, or has been so from the
   * start.
   */
  Result<Optional<Deed>> assigned(Seen ticket, String account);

  /** What a ticket is called now; the same, where they keep their names. */
  default Result<String> now(String key) {
    return new Result.Ok<>(key);
  }

  /** Whether a ticket is closed only because it goes on elsewhere. */
  default Result<Boolean> hasMoved(String key) {
    return new Result.Ok<>(false);
  }

  /** Whether it counts, too, what somebody does there whom the roster doesn't know. */
  default boolean believesStrangers() {
    return false;
  }

  /**
   * A ticket.
   *
   * @param closed whether it is over there
   * @param accounts who have it
   * @param changed names its last change
   */
  record Seen(String key, boolean closed, List<String> accounts, String changed) {
    public Seen {
      accounts = List.copyOf(accounts);
    }

    /**
     * Of a tracker where one at most has it.
     *
     * @param account empty: nobody
     */
    Seen(String key, boolean closed, String account, String changed) {
      this(key, closed, account.isEmpty() ? List.of() : List.of(account), changed);
    }
  }

  /**
   * What somebody did to a ticket.
   *
   * @param account who; empty: the tracker doesn't say
   * @param isOurs whether it was Watchbill's own account
   * @param at by the tracker's clock; the epoch: it doesn't say
   * @param mark names it
   */
  record Deed(String account, boolean isOurs, Instant at, String mark) {
    /**
     * The same by our clock.
     *
     * @param ahead how far the tracker's is ahead of it
     */
    Deed byOurClock(Duration ahead) {
      return new Deed(account, isOurs, at.minus(ahead), mark);
    }

    /**
     * As trackers have it.
     *
     * @param ours our own account; empty: not known
     * @param time with an offset
     * @return empty: it has no time
     */
    static Optional<Deed> of(String account, String ours, String time, String mark) {
      try {
        var isOurs = !ours.isEmpty() && account.equals(ours);
        return Optional.of(new Deed(account, isOurs, OffsetDateTime.parse(time).toInstant(), mark));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
  }
}

package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a list of tickets, page by page, those that were touched last first. */
final class TouchedLast {
  /** Whoever begins to look in a very large project must end at some time. */
  private static final int MOST_PAGES = 10;

  private TouchedLast() {}

  /**
   * A page.
   *
   * @param next names the page after it; empty: there is none, or nothing on it matters
   */
  record Page(List<Seen> tickets, Optional<String> next) {}

  /**
   * Reads on until all that are wanted were seen.
   *
   * @param wanted keys
   * @param read takes the name of a page; the first one's is empty
   */
  static Result<List<Seen>> of(Collection<String> wanted, Function<String, Result<Page>> read) {
    var all = new ArrayList<Seen>();
    var missing = new HashSet<>(wanted);
    var next = Optional.of("");
    for (var pages = 0; pages < MOST_PAGES && next.isPresent() && !missing.isEmpty(); pages++) {
      switch (read.apply(next.get())) {
        case Result.Failed<Page>(var failure) -> {
          return new Result.Failed<>(failure);
        }
        case Result.Ok<Page>(var page) -> {
          all.addAll(page.tickets());
          page.tickets().stream().map(Seen::key).forEach(missing::remove);
          next = page.next();
        }
      }
    }
    return new Result.Ok<>(all);
  }
}

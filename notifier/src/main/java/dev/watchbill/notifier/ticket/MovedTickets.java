package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.ticket.PolledTracker.Seen;
import dev.watchbill.notifier.ticket.Tracker.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tickets that go on elsewhere, called otherwise: no list of their old place has them. Whoever a
 * list doesn't show may have been moved or only not touched, so these are asked for by themselves,
 * one a look in turn, and more at a start.
 */
final class MovedTickets {
  private static final int AT_A_START = 10;

  private final Function<String, Result<Seen>> ask;
  private final Map<String, String> moved = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * @param ask answers who asks by an old key with the new one
   */
  MovedTickets(Function<String, Result<Seen>> ask) {
    this.ask = ask;
  }

  /** What a ticket is called now, as far as it was seen. */
  String now(String key) {
    return moved.getOrDefault(key, key);
  }

  /**
   * Those that a list shows and those that were moved, by the keys they are known by.
   *
   * @param since as {@link PolledTracker#look} has it
   */
  Result<List<Seen>> with(List<String> wanted, List<Seen> listed, Instant since) {
    var all = new ArrayList<>(listed);
    for (var key : toBeAsked(wanted, listed, since)) {
      switch (ask.apply(now(key))) {
        case Result.Ok<Seen>(var seen) -> {
          if (!seen.key().equalsIgnoreCase(key)) {
            moved.put(key, seen.key());
            all.add(new Seen(key, seen.closed(), seen.accounts(), seen.changed()));
          }
        }
        case Result.Failed<Seen>(Delivery.Retryable away) when away.after().isPresent() -> {
          return new Result.Failed<>(away);
        }
        // It is gone, went where we may not look, or can't be seen now: its turn comes again.
        case Result.Failed<Seen> _ -> {}
      }
    }
    return new Result.Ok<>(all);
  }

  private List<String> toBeAsked(List<String> wanted, List<Seen> listed, Instant since) {
    var shown = listed.stream().map(Seen::key).collect(Collectors.toSet());
    var known = wanted.stream().filter(moved::containsKey).toList();
    var others =
        wanted.stream()
            .filter(key -> !shown.contains(key) && !moved.containsKey(key))
            .sorted()
            .toList();
    var asked = new ArrayList<>(known);
    var most = Math.min(others.size(), since.equals(Instant.EPOCH) ? AT_A_START : 1);
    for (var i = 0; i < most; i++) {
      asked.add(others.get(Math.floorMod(turn.getAndIncrement(), others.size())));
    }
    return asked;
  }
}

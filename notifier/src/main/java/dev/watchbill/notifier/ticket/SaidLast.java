package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.ticket.Tracker.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was last added to each ticket. A tracker may take it and fail at what belongs to it, a
 * status or an assignee: tried again, for a day if need be, it isn't said a second time.
 */
final class SaidLast {
  private static final int MOST = 10_000;

  /** The ticket that was last added to is the last one. */
  private final Map<String, String> texts = new LinkedHashMap<>();

  /**
   * Adds a text, unless it is what was added last.
   *
   * @param key of the ticket
   * @return the key
   */
  Result<String> once(String key, String text, Supplier<Result<String>> adding) {
    if (isLast(key, text)) {
      return new Result.Ok<>(key);
    }
    var added = adding.get();
    if (added instanceof Result.Ok<String>) {
      keep(key, text);
    }
    return added;
  }

  private synchronized boolean isLast(String key, String text) {
    return text.equals(texts.get(key));
  }

  private synchronized void keep(String key, String text) {
    texts.remove(key);
    texts.put(key, text);
    if (texts.size() > MOST) {
      texts.remove(texts.keySet().iterator().next());
    }
  }
}

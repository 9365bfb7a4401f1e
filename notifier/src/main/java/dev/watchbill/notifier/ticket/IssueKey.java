package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.ticket.Tracker.Result;
import java.util.Optional;
import java.util.function.Function;

/**
 * An issue whose number counts within its project, as PROJECT#NUMBER.
 *
 * @param project as in the roster
 */
record IssueKey(String project, String number) {
  static Optional<IssueKey> of(String key) {
    var at = key.lastIndexOf('#');
    return at < 1 || at == key.length() - 1
        ? Optional.empty()
        : Optional.of(new IssueKey(key.substring(0, at), key.substring(at + 1)));
  }

  /**
   * What comes of asking about one.
   *
   * @param like what a key looks like there
   * @return refused: it is none
   */
  static <T> Result<T> ask(String key, String like, Function<IssueKey, Result<T>> ask) {
    return of(key)
        .map(ask)
        .orElseGet(() -> Result.refused("Expected %s, but got %s".formatted(like, key)));
  }

  @Override
  public String toString() {
    return project + "#" + number;
  }
}

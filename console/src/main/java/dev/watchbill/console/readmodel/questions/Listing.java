package dev.watchbill.console.readmodel.questions;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, newest first.
 *
 * @param next where the next page begins; null: this is the last
 */
public record Listing<T>(List<T> items, @Nullable Cursor next) {
  /** The same page of something else. */
  public <R> Listing<R> map(Function<? super T, ? extends R> each) {
    return new Listing<>(items.stream().<R>map(each).toList(), next);
  }

  /**
   * @param found up to one more than the limit: a further one says that there is a next page
   */
  static <T> Listing<T> of(List<T> found, int limit, Function<T, Cursor> cursor) {
    if (found.size() <= limit) {
      return new Listing<>(found, null);
    }
    var items = found.subList(0, limit);
    return new Listing<>(List.copyOf(items), cursor.apply(items.getLast()));
  }
}

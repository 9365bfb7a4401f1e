package dev.watchbill.console.api;

import dev.watchbill.console.readmodel.questions.Cursor;
import dev.watchbill.console.readmodel.questions.Listing;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next what to pass as {@code cursor} for the next page; null: this is the last
 */
public record Items<T>(List<T> items, @Nullable String next) {
  /** A list that is answered whole. */
  public static <T> Items<T> whole(List<T> items) {
    return new Items<>(items, null);
  }

  /** A page of the read model, each item as it is answered. */
  public static <S, T> Items<T> of(Listing<S> listing, Function<S, T> each) {
    var next = listing.next();
    return new Items<>(
        listing.items().stream().map(each).toList(), next == null ? null : text(next));
  }

  private static String text(Cursor cursor) {
    return cursor.text();
  }
}

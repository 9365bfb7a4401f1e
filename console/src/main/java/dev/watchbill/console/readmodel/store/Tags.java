package dev.watchbill.console.readmodel.store;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A label that is a list, separated by commas. */
public final class Tags {
  public static final String LABEL = "tags";
  private static final int MOST = 100;

  private Tags() {}

  /** All of both, each once. */
  public static String joined(@Nullable String label, String more) {
    var tags = of(label == null ? "" : label);
    tags.addAll(of(more));
    return text(tags);
  }

  /**
   * What is left of a label.
   *
   * @param gone empty: all of it is
   * @return null: nothing
   */
  public static @Nullable String without(String label, String gone) {
    var tags = of(label);
    tags.removeAll(of(gone));
    return gone.isEmpty() || tags.isEmpty() ? null : text(tags);
  }

  private static Set<String> of(String label) {
    return Arrays.stream(label.split(",", -1))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String text(Set<String> tags) {
    return tags.stream().limit(MOST).collect(Collectors.joining(", "));
  }
}

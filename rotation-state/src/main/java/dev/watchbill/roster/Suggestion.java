package dev.watchbill.roster;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant to type. */
public final class Suggestion {
  private Suggestion() {}

  /** The nearest of the known words, if it is near enough to be a slip. */
  public static Optional<String> forWord(String word, Collection<String> known) {
    var typed = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(candidate -> near(typed, candidate.toLowerCase(Locale.ROOT)))
        .min(
            Comparator.<String>comparingInt(
                    candidate -> distance(typed, candidate.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The words as a message lists them: all while they are few, else how many there are. */
  public static String listed(Collection<String> known, String kind) {
    if (known.isEmpty()) {
      return "a " + kind + ", of which there are none";
    }
    return known.size() <= 12
        ? "one of " + known.stream().sorted().toList()
        : "one of the %d of kind %s".formatted(known.size(), kind);
  }

  /** What came, quoted, and what was probably meant. */
  public static String quoted(String word, Collection<String> known) {
    return "\"%s\"%s"
        .formatted(word, forWord(word, known).map(" (did you mean \"%s\"?)"::formatted).orElse(""));
  }

  private static boolean near(String typed, String candidate) {
    int longest = Math.max(typed.length(), candidate.length());
    return distance(typed, candidate) <= Math.max(1, longest / 3)
        || (typed.length() >= 3 && candidate.startsWith(typed));
  }

  /** Edits and swaps of neighbours (optimal string alignment). */
  private static int distance(String a, String b) {
    var rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 ? j : j == 0 ? i : step(rows, a, b, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int step(int[][] rows, String a, String b, int i, int j) {
    int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + cost);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }
}

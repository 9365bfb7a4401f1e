package dev.watchbill.notifier.slack;

import java.util.List;

/** Lists, as they are said. */
final class Words {
  private static final int MOST = 20;

  private Words() {}

  /** At most twenty, and how many more there are. */
  static String some(List<String> all) {
    var some = String.join(", ", all.stream().limit(MOST).toList());
    return all.isEmpty()
        ? "none"
        : all.size() > MOST ? some + " and " + (all.size() - MOST) + " more" : some;
  }
}

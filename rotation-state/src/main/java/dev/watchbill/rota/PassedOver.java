package dev.watchbill.rota;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** On the way to whoever serves in place of a turn: who was passed over, and for what. */
final class PassedOver {
  private final Follows follows;
  private final Map<String, String> skipped = new LinkedHashMap<>();
  private int unserved;

  PassedOver(Follows follows) {
    this.follows = follows;
  }

  /**
   * Each is said once, however many turns they have on the way.
   *
   * @param reason as one reads it after a name
   */
  void skip(Member member, String reason) {
    skipped.putIfAbsent(member.name(), reason);
  }

  /** A turn that nobody could take, or that the hours hide. */
  void skipUnserved() {
    unserved++;
  }

  /**
   * Why somebody serves.
   *
   * @param distance how many turns ahead or behind theirs is
   */
  String why(int distance) {
    var reasons = new StringJoiner("; ");
    reasons.add(
        "has the %sturn %s this in %s"
            .formatted(
                distance == 1 ? "" : Reasons.nth(distance) + " ",
                follows.turns() > 0 ? "after" : "before",
                follows.schedule()));
    skipped.forEach((name, reason) -> reasons.add(name + " skipped: " + reason));
    if (unserved > 0) {
      reasons.add(
          unserved == 1
              ? "a turn on the way has nobody"
              : unserved + " turns on the way have nobody");
    }
    return reasons.toString();
  }
}

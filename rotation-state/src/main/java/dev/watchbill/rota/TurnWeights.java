package dev.watchbill.rota;

import java.util.function.Function;

/**
 * What turns and broken nights of one rotation count for its members, in hundredths of a second.
 */
final class TurnWeights {
  private final Rota rota;
  private final Rotation rotation;
  private final Weighing weighing;
  private final long evenWeight;
  private final Function<String, Person> people;
  private final boolean brokenNights;

  /**
   * @param usualSeconds that a turn is open
   */
  TurnWeights(Rota rota, Rotation rotation, long usualSeconds, Function<String, Person> people) {
    this.rota = rota;
    this.rotation = rotation;
    this.weighing = new Weighing(rota.weights(), rotation.zone());
    this.evenWeight = usualSeconds * 100;
    this.people = people;
    this.brokenNights =
        !rota.weights().wake().isZero()
            && Members.of(rota, rotation).stream()
                .anyMatch(it -> !people.apply(it.id()).brokenNights().isEmpty());
  }

  long shareInHundredths(Member member) {
    var sum = member.people().stream().mapToDouble(who -> people.apply(who).share()).sum();
    return Math.max(1, Math.round(100 * sum / member.people().size()));
  }

  /**
   * What stretches of a turn count. Where all hours count the same, all turns do, so that a turn
   * with a clock change in it doesn't turn the order around.
   */
  long of(Member member, Spans spans, Turn turn) {
    if (rota.weights().areEven() && rotation.fairnessGroup() == null) {
      return spans == turn.open && !turn.isCut()
          ? evenWeight
          : Math.round((double) evenWeight * spans.length() / turn.fullLength());
    }
    long sum = 0;
    for (var who : member.people()) {
      sum += weighing.weigh(people.apply(who), spans);
    }
    return sum / member.people().size();
  }

  /** What a whole turn counts where all hours count the same. */
  long even() {
    return evenWeight;
  }

  /** Whether broken nights count here, and there are any. */
  boolean hasBrokenNights() {
    return brokenNights;
  }

  /** What one broken night of one of its people adds to a member's weight. */
  long night(Member member) {
    return rota.weights().wake().toSeconds() * 100 / member.people().size();
  }

  /** Adds the broken nights of a member's people up to a turn. */
  void countBrokenNights(BrokenNights nights, Member member, long turn) {
    var weight = night(member);
    member.people().forEach(who -> nights.count(member, people.apply(who), turn, weight));
  }
}

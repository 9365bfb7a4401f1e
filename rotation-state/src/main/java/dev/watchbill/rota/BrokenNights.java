package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the nights that incidents broke into a load, each once. */
final class BrokenNights {
  /** A night that was counted, from a turn on. */
  private record Counted(String member, long since, long delta) {}

  /** One person of one member. */
  private record Sleeper(String member, String who) {}

  private final Load load;
  private final Map<Sleeper, Integer> next = new HashMap<>();
  private final List<Counted> counted = new ArrayList<>();

  BrokenNights(Load load) {
    this.load = load;
  }

  /**
   * Counts the nights of a person up to a turn. Those before their account was opened are in the
   * average it began with.
   *
   * @param turn when it starts
   * @param weight of one night
   */
  void count(Member member, Person person, long turn, long weight) {
    var nights = person.brokenNights();
    var sleeper = new Sleeper(member.name(), person.id());
    int first = next.getOrDefault(sleeper, 0);
    for (int i = first; i < nights.size() && nights.get(i).toEpochMilli() <= turn; i++) {
      if (load.isOpen(member)) {
        var delta = load.forServing(member, weight);
        load.lose(member, nights.get(i), delta);
        counted.add(new Counted(member.name(), turn, delta));
      }
      next.put(sleeper, i + 1);
    }
  }

  /** How many of the nights of a person were counted. */
  int counted(Member member, String who) {
    return next.getOrDefault(new Sleeper(member.name(), who), 0);
  }

  /** What the nights that were counted by turns before this instant added to a load. */
  long before(Member member, long until) {
    return counted.stream()
        .filter(it -> it.member().equals(member.name()) && it.since() < until)
        .mapToLong(Counted::delta)
        .sum();
  }
}

package dev.watchbill.launcher.moving;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whether two plans of one schedule put the same people on call. */
public final class Comparison {
  private Comparison() {}

  /**
   * A stretch with different people on call.
   *
   * @param to exclusive
   * @param theirs who is on call elsewhere; empty: nobody
   * @param ours who is on call here; empty: nobody
   */
  public record Difference(
      Instant from, Instant to, SortedSet<String> theirs, SortedSet<String> ours) {
    /** Whether it is known who that is elsewhere. */
    public boolean isKnown() {
      return theirs.stream().allMatch(Held::isKnown);
    }
  }

  /** Where they differ in {@code [from, to)}, in order, as long stretches as can be said. */
  public static List<Difference> of(List<Held> theirs, List<Held> ours, Instant from, Instant to) {
    var differences = new ArrayList<Difference>();
    var edges = edges(theirs, ours, from, to);
    for (int i = 0; i + 1 < edges.size(); i++) {
      var at = edges.get(i);
      var difference = new Difference(at, edges.get(i + 1), at(theirs, at), at(ours, at));
      if (!difference.theirs().equals(difference.ours())) {
        add(differences, difference);
      }
    }
    return differences;
  }

  private static void add(List<Difference> differences, Difference next) {
    if (!differences.isEmpty()) {
      var last = differences.getLast();
      if (last.to().equals(next.from())
          && last.theirs().equals(next.theirs())
          && last.ours().equals(next.ours())) {
        differences.set(
            differences.size() - 1,
            new Difference(last.from(), next.to(), last.theirs(), last.ours()));
        return;
      }
    }
    differences.add(next);
  }

  private static List<Instant> edges(List<Held> theirs, List<Held> ours, Instant from, Instant to) {
    var inside =
        Stream.concat(theirs.stream(), ours.stream())
            .flatMap(it -> Stream.of(it.from(), it.to()))
            .filter(it -> it.isAfter(from) && it.isBefore(to));
    return Stream.concat(Stream.of(from, to), inside).distinct().sorted().toList();
  }

  private static SortedSet<String> at(List<Held> plan, Instant at) {
    var who = new TreeSet<String>();
    plan.stream()
        .filter(it -> !it.from().isAfter(at) && it.to().isAfter(at))
        .forEach(it -> who.add(it.who()));
    return who;
  }
}

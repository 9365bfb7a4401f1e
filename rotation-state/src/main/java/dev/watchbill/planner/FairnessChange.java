package dev.watchbill.planner;

import dev.watchbill.rota.Balance;
import dev.watchbill.rota.Fairness;
import dev.watchbill.rota.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the duty of one schedule would be shared out otherwise than it is.
 *
 * @param before null: the schedule is new
 * @param after null: the schedule goes
 */
public record FairnessChange(String schedule, @Nullable Fairness before, @Nullable Fairness after) {

  /** What a member of rotations that share a load has had. */
  private record Had(double share, Duration load) {}

  /**
   * Compares two plans of a schedule, of which one may be null; empty: everybody serves as much as
   * before, and has had as much.
   *
   * @param from counted from here to {@code to}; loads are counted from the first turn
   */
  static Optional<FairnessChange> between(
      String schedule, @Nullable Plan old, @Nullable Plan fresh, Instant from, Instant to) {
    var before = fairness(old, from, to);
    var after = fairness(fresh, from, to);
    return people(before).equals(people(after)) && loads(before).equals(loads(after))
        ? Optional.empty()
        : Optional.of(new FairnessChange(schedule, before, after));
  }

  private static @Nullable Fairness fairness(@Nullable Plan plan, Instant from, Instant to) {
    return plan == null
        ? null
        : PublishedFairness.of(
                Map.of(plan.schedule(), plan), Map.of(), List.of(plan.schedule()), from, to)
            .getFirst();
  }

  private static List<Tally> people(@Nullable Fairness fairness) {
    return fairness == null ? List.of() : fairness.people();
  }

  /** By rotations and member. What is credited since when depends on where a book begins. */
  private static Map<String, Had> loads(@Nullable Fairness fairness) {
    var loads = new TreeMap<String, Had>();
    for (var balance : fairness == null ? List.<Balance>of() : fairness.balances()) {
      for (var account : balance.accounts()) {
        loads.put(
            balance.rotations() + " " + account.who(), new Had(account.share(), account.load()));
      }
    }
    return loads;
  }
}

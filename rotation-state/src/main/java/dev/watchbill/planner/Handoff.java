package dev.watchbill.planner;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The moment between two shifts.
 *
 * @param outgoing who was on call until then and isn't any more
 * @param incoming who is from then on and wasn't before
 */
public record Handoff(Instant at, Set<String> outgoing, Set<String> incoming) {
  public Handoff {
    outgoing = Set.copyOf(outgoing);
    incoming = Set.copyOf(incoming);
  }

  /** The latest one after {@code announced}, up to and including {@code now}. */
  public static Optional<Handoff> latest(Plan plan, Instant announced, Instant now) {
    var stretches = Stretch.of(plan.shifts(), announced, now.plusMillis(1));
    if (stretches.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(between(stretches.get(stretches.size() - 2), stretches.getLast()));
  }

  /** When the first one after {@code announced} is; empty if there is none in the plan. */
  public static Optional<Instant> nextAfter(Plan plan, Instant announced) {
    return Stretch.of(plan.shifts(), announced, plan.until()).stream()
        .skip(1)
        .findFirst()
        .map(Stretch::start);
  }

  private static Handoff between(Stretch before, Stretch after) {
    return new Handoff(
        after.start(),
        Move.minus(before.who(), after.who()),
        Move.minus(after.who(), before.who()));
  }
}

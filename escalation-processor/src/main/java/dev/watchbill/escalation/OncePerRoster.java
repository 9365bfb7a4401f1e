package dev.watchbill.escalation;

import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is made of one roster once, when it is first asked for: its frozen plans, as their hash
 * costs as much as the rest of a decision, and the list of everybody.
 */
public final class OncePerRoster {
  private final Map<Key, Plan> frozen = new ConcurrentHashMap<>();

  private volatile @Nullable List<String> everybody;

  private record Key(String policy, String severity) {}

  /** The rules of a severity that the policy has. */
  Plan plan(Policy policy, String severity) {
    return frozen.computeIfAbsent(
        new Key(policy.getId(), severity),
        key ->
            Plan.of(
                policy.getId(),
                severity,
                Objects.requireNonNull(policy.getSeverities().get(severity))));
  }

  /** All people of the roster, in order. */
  List<String> everybody(RosterSnapshot roster) {
    var known = everybody;
    if (known == null) {
      known = roster.people().keySet().stream().sorted().toList();
      everybody = known;
    }
    return known;
  }
}

package dev.watchbill.escalation;

import dev.watchbill.schemas.Policy;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The plans of one roster, each frozen when it is first asked for: its hash costs as much as the
 * rest of a decision.
 */
public final class FrozenPlans {
  private final Map<Key, Plan> frozen = new ConcurrentHashMap<>();

  private record Key(String policy, String severity) {}

  /** The rules of a severity that the policy has. */
  Plan of(Policy policy, String severity) {
    return frozen.computeIfAbsent(
        new Key(policy.getId(), severity),
        key ->
            Plan.of(
                policy.getId(),
                severity,
                Objects.requireNonNull(policy.getSeverities().get(severity))));
  }
}

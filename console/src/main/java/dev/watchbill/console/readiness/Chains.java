package dev.watchbill.console.readiness;

import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.List;

/** Whom services ask. */
public final class Chains {
  private Chains() {}

  /** Schedules that a service's worst alerts ask, in the order of the policy's steps. */
  public static List<String> schedules(Service service, RosterSnapshot roster) {
    return Chain.of(service, roster).schedules().stream().map(Chain.Link::id).toList();
  }
}

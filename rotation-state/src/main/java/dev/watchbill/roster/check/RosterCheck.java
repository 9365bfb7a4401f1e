package dev.watchbill.roster.check;

import dev.watchbill.roster.Finding;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Roster;
import dev.watchbill.schemas.config.Environment;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Everything that only a whole roster can be asked. */
public final class RosterCheck {
  private RosterCheck() {}

  /**
   * What is wrong where each entry for itself is right.
   *
   * @param now clock changes are looked for from here on
   */
  public static List<Finding> findings(
      Roster roster, Environment environment, Purpose purpose, Instant now) {
    return Stream.of(
            Cycles.in(roster).stream(),
            Layers.in(roster, now).stream(),
            Covers.in(roster).stream(),
            OverriddenRotations.in(roster).stream(),
            Reach.in(roster).stream(),
            SharedAccounts.in(roster).stream(),
            Variables.in(roster, environment, purpose).stream(),
            Providers.in(roster, environment, purpose).stream())
        .flatMap(findings -> findings)
        .toList();
  }

  /**
   * Promised coverage with nobody on call. Only for a roster without errors, as it is planned.
   *
   * @param now gaps are looked for from here up to each schedule's horizon
   */
  public static List<Finding> brokenPromises(Roster roster, Purpose purpose, Instant now) {
    return Promises.in(roster, purpose, now);
  }
}

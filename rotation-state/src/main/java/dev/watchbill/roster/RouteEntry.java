package dev.watchbill.roster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Chooses policy and team for alerts of services that state none.
 *
 * @param teams the next one when the first has nobody
 * @param at where it stands, file:line
 */
public record RouteEntry(
    OptionalInt tier,
    Optional<String> region,
    Optional<String> service,
    Map<String, String> labels,
    Optional<String> policy,
    List<String> teams,
    String at) {

  public RouteEntry {
    labels = Map.copyOf(labels);
    teams = List.copyOf(teams);
  }

  /** Whether a service as the roster knows it can match; labels come with alerts, so they may. */
  public boolean mayMatch(ServiceEntry candidate) {
    return (tier.isEmpty() || tier.getAsInt() == candidate.tier())
        && (region.isEmpty() || region.equals(candidate.region()))
        && (service.isEmpty() || service.get().equals(candidate.id()));
  }
}

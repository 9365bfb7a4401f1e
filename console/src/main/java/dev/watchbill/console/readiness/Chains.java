package dev.watchbill.console.readiness;

import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom the services of one roster ask; worked out once for each roster, as there may be thousands.
 *
 * @param byService by the service's id
 * @param services by tier, region and name
 * @param asked schedules that some service asks
 * @param teamOf each person's first team
 */
public record Chains(
    RosterSnapshot roster,
    Map<String, Chain> byService,
    List<Service> services,
    Set<String> asked,
    Map<String, String> teamOf) {
  private static final Comparator<Service> BY_TIER =
      Comparator.comparingInt(Service::getTier)
          .thenComparing(Service::getRegion, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Service::getName)
          .thenComparing(Service::getId);

  static Chains of(RosterSnapshot roster) {
    var chains = new HashMap<String, Chain>();
    roster.services().values().forEach(it -> chains.put(it.getId(), Chain.of(it, roster)));
    return new Chains(
        roster,
        Map.copyOf(chains),
        roster.services().values().stream().sorted(BY_TIER).toList(),
        chains.values().stream()
            .flatMap(chain -> chain.links().stream())
            .filter(link -> link.kind().equals("schedule"))
            .map(Chain.Link::id)
            .collect(Collectors.toUnmodifiableSet()),
        teams(roster));
  }

  private static Map<String, String> teams(RosterSnapshot roster) {
    var teams = new HashMap<String, String>();
    roster.teams().values().stream()
        .sorted(Comparator.comparing(Team::getId))
        .forEach(
            team -> team.getMembers().forEach(member -> teams.putIfAbsent(member, team.getId())));
    return Map.copyOf(teams);
  }

  Chain of(Service service) {
    return Objects.requireNonNull(byService.get(service.getId()));
  }

  /** Schedules that a service's worst alerts ask, in the order of the policy's steps. */
  public static List<String> schedules(Service service, RosterSnapshot roster) {
    return Chain.of(service, roster).schedules().stream().map(Chain.Link::id).toList();
  }

  /** The same; where its policy asks none, its team's by id. */
  public static List<String> reliedOn(Service service, RosterSnapshot roster) {
    var chain = Chain.of(service, roster);
    var asked = chain.schedules().stream().map(Chain.Link::id).toList();
    var team = chain.team() == null ? null : roster.teams().get(chain.team());
    return asked.isEmpty() && team != null ? team.getSchedules().stream().sorted().toList() : asked;
  }
}

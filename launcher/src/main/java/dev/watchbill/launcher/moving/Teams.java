package dev.watchbill.launcher.moving;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Teams with their schedules. Those that are no team's stand in a team of their own, as each has
 * one here.
 *
 * @param <S> a schedule as the other product has it
 * @param teamOf of its team there; empty: it has none
 * @param zone where none of a team's schedules has one
 */
public record Teams<S>(
    Collection<S> schedules, Function<S, Optional<String>> teamOf, Taken<S> taken, ZoneId zone) {

  /**
   * A team.
   *
   * @param there its id in the other product
   * @param id here
   */
  public record Named(String there, String id, List<String> members) {}

  /** What was taken of the schedules that one asks for. */
  public interface Taken<S> {
    /** Zones that are known of them. */
    List<ZoneId> zones(Predicate<S> which);

    /** They themselves. */
    List<Draft.Schedule> drafts(Predicate<S> which);

    /** Their overrides. */
    List<Draft.OverrideEntry> overrides(Predicate<S> which);
  }

  /**
   * All of them.
   *
   * @param ids where the team of those that have none gets its id
   */
  public List<Draft.Team> drafts(List<Named> teams, Ids ids) {
    var all = new ArrayList<Draft.Team>();
    var known = new HashSet<String>();
    for (var team : teams) {
      known.add(team.there());
      all.add(
          draft(
              team.id(), team.members(), it -> teamOf.apply(it).equals(Optional.of(team.there()))));
    }
    Predicate<S> ownerless = it -> teamOf.apply(it).filter(known::contains).isEmpty();
    if (schedules.stream().anyMatch(ownerless)) {
      all.add(draft(ids.of("no-team"), List.of(), ownerless));
    }
    return all;
  }

  private Draft.Team draft(String id, List<String> members, Predicate<S> which) {
    var zones = taken.zones(which);
    return new Draft.Team(
        id,
        zones.isEmpty() ? zone : Zones.usual(zones),
        members,
        taken.drafts(which),
        taken.overrides(which),
        List.of());
  }
}

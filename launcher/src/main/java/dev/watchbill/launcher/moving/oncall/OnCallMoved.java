package dev.watchbill.launcher.moving.oncall;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.Teams;
import dev.watchbill.launcher.moving.Zones;
import dev.watchbill.launcher.moving.oncall.OnCall.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in OnCall as a roster. */
public final class OnCallMoved {
  private final OnCall account;
  private final People people;
  private final Schedules schedules;
  private final Draft draft;

  /**
   * @param now what is over by then isn't taken
   */
  public OnCallMoved(OnCall account, Instant now) {
    this.account = account;
    people = new People(account.users());
    schedules = new Schedules(account, people, now);
    draft = make();
  }

  public Draft draft() {
    return draft;
  }

  /** Ids of schedules in the roster by ids in OnCall. */
  public Map<String, String> schedules() {
    return schedules.known();
  }

  /** How somebody is called in the roster; else as OnCall calls them. */
  String person(String user, String username) {
    return people.id(user).orElse(username + " (not among OnCall's users)");
  }

  private Draft make() {
    var zones = schedules.zones(_ -> true);
    var zone = Zones.usual(zones.isEmpty() ? people.zones() : zones);
    var ids = new Ids("team");
    var teamIds = new LinkedHashMap<String, String>();
    account.teams().forEach(it -> teamIds.put(it.id(), ids.of(it.name())));
    var chains = new Chains(people, schedules, teamIds);
    account.chains().forEach(chains::add);
    var senders = new Senders(teamIds, chains);
    account.integrations().forEach(senders::add);
    var notes = new ArrayList<String>();
    account.unread().forEach(it -> notes.add("Not read, as OnCall didn't let: %s.".formatted(it)));
    notes.addAll(senders.leftOut());
    return new Draft(
        "Grafana OnCall",
        zone,
        notes,
        people.admins(),
        people.drafts(zone),
        teams(teamIds, ids, zone),
        chains.drafts(),
        senders.services(),
        senders.integrations());
  }

  private List<Draft.Team> teams(Map<String, String> teamIds, Ids ids, ZoneId organization) {
    var named =
        account.teams().stream()
            .map(it ->
                new Teams.Named(it.id(), teamIds.getOrDefault(it.id(), ""), people.of(it.id())))
            .toList();
    return new Teams<>(account.schedules(), Schedule::team, schedules, organization)
        .drafts(named, ids);
  }
}

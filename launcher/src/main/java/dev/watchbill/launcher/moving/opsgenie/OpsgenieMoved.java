package dev.watchbill.launcher.moving.opsgenie;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.Teams;
import dev.watchbill.launcher.moving.Zones;
import dev.watchbill.launcher.moving.opsgenie.Account.Schedule;
import dev.watchbill.launcher.moving.opsgenie.Account.Team;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An account as a roster. */
public final class OpsgenieMoved {
  private static final String NEVER_ASKED =
      "Not asked for: policies for alerts and notifications, maintenance, custom roles, and whether a repetition notifies people anew. What they hold back or change in Opsgenie is not here.";

  private final Account account;
  private final People people;
  private final Participants participants;
  private final Schedules schedules;
  private final Draft draft;

  /**
   * @param now overrides that are over by then aren't taken
   */
  public OpsgenieMoved(Account account, Instant now) {
    this(account, now, Set.of());
  }

  /**
   * @param skipping schedules, by their ids here, in which turns that restrictions hide completely
   *     use up nobody's turn
   */
  public OpsgenieMoved(Account account, Instant now, Set<String> skipping) {
    this.account = account;
    people = new People(account.users());
    participants = new Participants(people, account);
    schedules = new Schedules(account, participants, people, now, skipping);
    draft = make();
  }

  public Draft draft() {
    return draft;
  }

  /** Ids of schedules in the roster by ids in Opsgenie. */
  public Map<String, String> schedules() {
    return schedules.known();
  }

  Participants participants() {
    return participants;
  }

  private Draft make() {
    var zones = schedules.zones(_ -> true);
    var zone = Zones.usual(zones.isEmpty() ? people.zones() : zones);
    var ids = new Ids("team");
    var teamIds = new LinkedHashMap<String, String>();
    account.teams().forEach(it -> teamIds.put(it.id(), ids.of(it.name())));
    var escalations = new Escalations(people, participants, schedules, teamIds);
    account.escalations().forEach(escalations::add);
    var routing = new Routing(schedules, escalations);
    var policies = new LinkedHashMap<String, String>();
    for (var team : account.teams()) {
      var id = teamIds.getOrDefault(team.id(), "");
      routing.policy(team, id).ifPresent(it -> policies.put(team.id(), it));
    }
    var teams = teams(teamIds, ids, zone);
    var senders = new Senders(account, teamIds, policies);
    return new Draft(
        "Opsgenie",
        zone,
        notes(senders),
        people.admins(),
        people.drafts(zone),
        teams,
        escalations.drafts(),
        senders.services(),
        senders.integrations());
  }

  /** Of what is off there nothing is taken, so that it makes no team of its own. */
  private List<Draft.Team> teams(Map<String, String> teamIds, Ids ids, ZoneId organization) {
    var named =
        account.teams().stream()
            .map(it -> new Teams.Named(it.id(), teamIds.getOrDefault(it.id(), ""), members(it)))
            .toList();
    var on = account.schedules().stream().filter(Schedule::enabled).toList();
    return new Teams<>(on, Schedule::team, schedules, organization).drafts(named, ids);
  }

  private List<String> members(Team team) {
    return team.members().stream().flatMap(it -> people.id(it.user()).stream()).distinct().toList();
  }

  private List<String> notes(Senders senders) {
    var notes = new ArrayList<String>();
    notes.add(NEVER_ASKED);
    account
        .unread()
        .forEach(it -> notes.add("Not read, as Opsgenie didn't let: %s.".formatted(it)));
    people
        .blocked()
        .forEach(it -> notes.add("%s is blocked in Opsgenie, and was left out.".formatted(it)));
    account.schedules().stream()
        .filter(it -> !it.enabled())
        .forEach(it ->
            notes.add(
                "The schedule \"%s\" is off in Opsgenie, and was left out.".formatted(it.name())));
    notes.addAll(schedules.notTaken());
    if (!account.forwardings().isEmpty()) {
      notes.add(
          "Forwarding rules are overrides of schedules here; who is named in a policy is paged as before.");
    }
    notes.addAll(senders.leftOut());
    return notes;
  }
}

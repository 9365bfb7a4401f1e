package dev.watchbill.launcher.moving.pagerduty;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Held;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.Teams;
import dev.watchbill.launcher.moving.Zones;
import dev.watchbill.launcher.moving.pagerduty.Account.Schedule;
import dev.watchbill.launcher.moving.pagerduty.Account.Service;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account as a roster. */
public final class PagerDutyMoved {
  private static final String NEVER_ASKED =
      "Not asked for: event orchestrations and rulesets, maintenance, response plays, business services, priorities. Senders that use a global routing key have no integration here, and what is routed, held back or muted in PagerDuty isn't here.";

  private final Account account;
  private final People people;
  private final Schedules schedules;
  private final Draft draft;

  /**
   * @param now what is over by then isn't taken
   */
  public PagerDutyMoved(Account account, Instant now) {
    this.account = account;
    people = new People(account.users());
    schedules = new Schedules(account.schedules(), people, now);
    draft = make();
  }

  public Draft draft() {
    return draft;
  }

  /**
   * Who is on call in PagerDuty, by the ids schedules and people have here; empty: it isn't said.
   */
  public Map<String, Optional<List<Held>>> rendered() {
    return schedules.rendered();
  }

  private Draft make() {
    var zones = schedules.zones(_ -> true);
    var zone = Zones.usual(zones.isEmpty() ? people.zones() : zones);
    var ids = new Ids("team");
    var teamIds = new LinkedHashMap<String, String>();
    account.teams().forEach(it -> teamIds.put(it.id(), ids.of(it.name())));
    var policies = new Policies(people, schedules);
    account.policies().forEach(policies::add);
    var notes = new ArrayList<String>();
    notes.add(NEVER_ASKED);
    account
        .unread()
        .forEach(it -> notes.add("Not read, as PagerDuty didn't let: %s.".formatted(it)));
    notes.addAll(policies.notes());
    var services = new ArrayList<Draft.Service>();
    var integrations = new ArrayList<Draft.Integration>();
    var serviceIds = new Ids("service");
    var names = new Ids("integration");
    for (var service : account.services()) {
      if (service.enabled()) {
        var id = serviceIds.ascii(service.name());
        services.add(service(service, id, teamIds, policies));
        integrations(service, id, names, integrations, notes);
      } else {
        notes.add(
            "The service \"%s\" is off in PagerDuty, and was left out.".formatted(service.name()));
      }
    }
    return new Draft(
        "PagerDuty",
        zone,
        notes,
        people.admins(),
        people.drafts(zone),
        teams(teamIds, ids, zone),
        policies.drafts(),
        services,
        integrations);
  }

  private static Draft.Service service(
      Service service, String id, Map<String, String> teamIds, Policies policies) {
    var notes = new ArrayList<String>();
    if (service.urgency().equals("support_hours")) {
      notes.add(
          "Its urgency depends on support hours in PagerDuty; here it is high: see \"defer\".");
    }
    if (service.ackTimeout() > 0) {
      notes.add(
          "An acknowledgement expires after %d minutes in PagerDuty: \"ack-expires\" of its policy can say so."
              .formatted(service.ackTimeout() / 60));
    }
    var policy = policies.of(service.policy(), service.urgency());
    if (policy.isEmpty()) {
      notes.add(policies.whyNot(service.policy()));
    }
    return new Draft.Service(
        id,
        service.name(),
        service.team().flatMap(it -> Optional.ofNullable(teamIds.get(it))),
        policy,
        notes);
  }

  private static void integrations(
      Service service,
      String id,
      Ids names,
      List<Draft.Integration> integrations,
      List<String> notes) {
    for (var it : service.integrations()) {
      if (it.type().contains("email")) {
        notes.add(
            "The mails of the service \"%s\" (%s) were left out: they come to an address of their own (docs/senders.md)."
                .formatted(service.name(), it.name()));
      } else {
        integrations.add(
            new Draft.Integration(
                names.ascii(service.name() + "-" + it.name()),
                "pagerduty",
                Optional.of(id),
                Optional.empty(),
                List.of()));
      }
    }
  }

  private List<Draft.Team> teams(Map<String, String> teamIds, Ids ids, ZoneId organization) {
    var named =
        account.teams().stream()
            .map(it ->
                new Teams.Named(
                    it.id(), teamIds.getOrDefault(it.id(), ""), people.ids(it.members())))
            .toList();
    return new Teams<>(account.schedules(), Schedule::team, schedules, organization)
        .drafts(named, ids);
  }
}

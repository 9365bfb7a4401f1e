package dev.watchbill.launcher.moving.opsgenie;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.opsgenie.Account.Heartbeat;
import dev.watchbill.launcher.moving.opsgenie.Account.Integration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Services, integrations and heartbeats. An alert of a team's sender is about its team. */
final class Senders {
  private static final String NO_TEAM =
      "It belongs to no team: a \"service\" here says whom its alerts are for; until then the fallback is paged.";

  /** Senders that don't speak Opsgenie's alert API, and that intake understands otherwise. */
  private static final Map<String, String> SPOKEN =
      Map.of(
          "datadog", "datadog",
          "sentry", "sentry",
          "nagios", "nagios",
          "nagiosv2", "nagios",
          "icinga", "icinga",
          "icinga2", "icinga",
          "cloudwatch", "cloudwatch",
          "amazonsns", "cloudwatch");

  private static final Set<String> OPSGENIE =
      Set.of("api", "prometheus", "grafana", "zabbix", "terraform", "alertmanager");

  /** Tools that alerts are passed on to. */
  private static final List<String> ONWARDS =
      List.of(
          "slack",
          "microsoftteams",
          "msteams",
          "mattermost",
          "jira",
          "webhook",
          "zendesk",
          "servicenow",
          "statuspage",
          "confluence",
          "bitbucket",
          "hipchat",
          "flowdock",
          "campfire");

  private final Map<String, String> teamIds;
  private final Map<String, String> policies;
  private final Map<String, String> teamNames = new LinkedHashMap<>();
  private final Ids services = new Ids("service");
  private final Ids names = new Ids("integration");
  private final Map<String, Draft.Service> ofTeams = new LinkedHashMap<>();
  private final List<Draft.Service> own = new ArrayList<>();
  private final List<Draft.Integration> integrations = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  /**
   * @param teamIds ids in the roster by ids in Opsgenie
   * @param policies of teams, by the same
   */
  Senders(Account account, Map<String, String> teamIds, Map<String, String> policies) {
    this.teamIds = teamIds;
    this.policies = policies;
    account.teams().forEach(it -> teamNames.put(it.id(), it.name()));
    for (var service : account.services()) {
      own.add(
          new Draft.Service(
              services.ascii(service.name()),
              service.name(),
              service.team().flatMap(it -> Optional.ofNullable(teamIds.get(it))),
              service.team().flatMap(it -> Optional.ofNullable(policies.get(it))),
              List.of()));
    }
    // Their names stand in the addresses that are pinged; integrations give way.
    account.heartbeats().forEach(this::add);
    account.integrations().forEach(this::add);
  }

  private void add(Heartbeat heartbeat) {
    var unit =
        switch (heartbeat.unit()) {
          case "hours" -> "h";
          case "days" -> "d";
          default -> "m";
        };
    if (!heartbeat.enabled() || heartbeat.interval() < 1) {
      leftOut.add(
          "The heartbeat \"%s\" is off in Opsgenie, and was left out.".formatted(heartbeat.name()));
      return;
    }
    var notes = new ArrayList<String>();
    var id = names.kept(heartbeat.name());
    if (!id.equals(heartbeat.name())) {
      notes.add(
          "Its address changes: in Opsgenie it is called \"%s\".".formatted(heartbeat.name()));
    }
    integrations.add(
        new Draft.Integration(
            id,
            "heartbeat",
            service(heartbeat.team(), notes),
            Optional.of(heartbeat.interval() + unit),
            notes));
  }

  private void add(Integration integration) {
    var type = integration.type().toLowerCase(Locale.ROOT);
    var said = "The integration \"%s\" (%s)".formatted(integration.name(), integration.type());
    if (!integration.enabled()) {
      leftOut.add(said + " is off in Opsgenie, and was left out.");
    } else if (ONWARDS.stream().anyMatch(type::startsWith)) {
      leftOut.add(
          said + " passes alerts on, and was left out: see \"chat\", \"ticket\" and contacts.");
    } else if (type.contains("email")) {
      leftOut.add(said + " was left out: mails come to an address of their own (docs/senders.md).");
    } else {
      add(integration, type);
    }
  }

  private void add(Integration integration, String type) {
    var notes = new ArrayList<String>();
    var spoken = SPOKEN.getOrDefault(type, "opsgenie");
    if (!SPOKEN.containsKey(type) && !OPSGENIE.contains(type)) {
      notes.add(
          "%s: right if it posts to Opsgenie's alert API; docs/senders.md has other types."
              .formatted(integration.type()));
    }
    integrations.add(
        new Draft.Integration(
            names.ascii(integration.name()),
            spoken,
            service(integration.team(), notes),
            Optional.empty(),
            notes));
  }

  /** What all alerts of a team's senders are about. */
  private Optional<String> service(Optional<String> team, List<String> notes) {
    var id = team.flatMap(it -> Optional.ofNullable(teamIds.get(it)));
    if (id.isEmpty()) {
      notes.add(NO_TEAM);
      return Optional.empty();
    }
    return Optional.of(
        ofTeams
            .computeIfAbsent(
                team.orElseThrow(),
                it ->
                    new Draft.Service(
                        services.ascii(id.get()),
                        teamNames.getOrDefault(it, it),
                        id,
                        Optional.ofNullable(policies.get(it)),
                        List.of()))
            .id());
  }

  List<Draft.Service> services() {
    var all = new ArrayList<>(ofTeams.values());
    all.addAll(own);
    return all;
  }

  List<Draft.Integration> integrations() {
    return List.copyOf(integrations);
  }

  /** Sentences. */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }
}

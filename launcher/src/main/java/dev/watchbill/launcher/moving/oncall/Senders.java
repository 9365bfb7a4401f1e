package dev.watchbill.launcher.moving.oncall;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.oncall.OnCall.Integration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Integrations, each with a service whose policy is the chain of its default route. */
final class Senders {
  private static final Map<String, String> TYPES =
      Map.of(
          "alertmanager", "alertmanager",
          "grafana", "grafana",
          "grafana_alerting", "grafana",
          "legacy_grafana_alerting", "grafana",
          "adaptive_grafana_alerting", "grafana",
          "zabbix", "zabbix",
          "datadog", "datadog",
          "sentry", "sentry",
          "sentry_platform", "sentry",
          "amazon_sns", "cloudwatch");

  /** OnCall's own, which no sender stands behind. */
  private static final Set<String> NONE =
      Set.of("direct_paging", "manual", "maintenance", "slack_channel");

  private final Map<String, String> teams;
  private final Chains chains;
  private final Ids services = new Ids("service");
  private final Ids names = new Ids("integration");
  private final List<Draft.Service> made = new ArrayList<>();
  private final List<Draft.Integration> integrations = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  Senders(Map<String, String> teams, Chains chains) {
    this.teams = teams;
    this.chains = chains;
  }

  void add(Integration integration) {
    if (NONE.contains(integration.type())) {
      return;
    }
    if (integration.type().equals("inbound_email")) {
      leftOut.add(
          "The integration \"%s\" was left out: mails come to an address of their own (docs/senders.md)."
              .formatted(integration.name()));
      return;
    }
    var type = TYPES.getOrDefault(integration.type(), "json");
    var notes = new ArrayList<String>();
    if (type.equals("json")) {
      notes.add(
          "%s: right if \"mapping\" says how its bodies are read (docs/senders.md)."
              .formatted(integration.type()));
    }
    var service = services.ascii(integration.name());
    made.add(service(integration, service));
    integrations.add(
        new Draft.Integration(
            names.ascii(integration.name()), type, Optional.of(service), Optional.empty(), notes));
  }

  private Draft.Service service(Integration integration, String id) {
    var notes = new ArrayList<String>();
    var policy = integration.chain().flatMap(chains::id);
    if (policy.isEmpty()) {
      notes.add(
          "Its default route has no chain in OnCall: nobody is paged there, here the fallback is.");
    }
    for (var route : integration.routes()) {
      notes.add(
          "Alerts that match \"%s\" go to %s in OnCall; \"routes\" by label can say so here."
              .formatted(route.condition(), route.chain().flatMap(chains::id).orElse("nobody")));
    }
    return new Draft.Service(
        id,
        integration.name(),
        integration.team().flatMap(it -> Optional.ofNullable(teams.get(it))),
        policy,
        notes);
  }

  List<Draft.Service> services() {
    return List.copyOf(made);
  }

  List<Draft.Integration> integrations() {
    return List.copyOf(integrations);
  }

  List<String> leftOut() {
    return List.copyOf(leftOut);
  }
}

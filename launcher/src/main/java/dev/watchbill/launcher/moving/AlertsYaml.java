package dev.watchbill.launcher.moving;

import static dev.watchbill.launcher.moving.Yaml.inline;
import static dev.watchbill.launcher.moving.Yaml.table;
import static dev.watchbill.launcher.moving.Yaml.text;
import static dev.watchbill.launcher.moving.Yaml.words;

import dev.watchbill.launcher.moving.Draft.Integration;
import dev.watchbill.launcher.moving.Draft.Policy;
import dev.watchbill.launcher.moving.Draft.Reaction;
import dev.watchbill.launcher.moving.Draft.Service;
import dev.watchbill.launcher.moving.Draft.Step;
import org.snakeyaml.engine.v2.nodes.Node;

/** What becomes of alerts: policies, services, senders. */
final class AlertsYaml {
  private AlertsYaml() {}

  static Yaml policies(Draft draft) {
    var policies = table();
    draft.policies().forEach(it -> policies.put(it.id(), policy(it), it.notes()));
    return table().put("policies", policies);
  }

  private static Node policy(Policy policy) {
    var table = table();
    policy.reactions().forEach((severity, it) -> table.put(severity, reaction(it)));
    return table.node();
  }

  private static Node reaction(Reaction reaction) {
    if (reaction.steps().isEmpty()) {
      return text("none");
    }
    var table = table();
    if (!reaction.urgency().equals("high")) {
      table.put("urgency", reaction.urgency());
    }
    table.put("ack-expires", "never");
    if (reaction.repeat() > 0) {
      table.put("repeat", reaction.repeat());
    }
    var steps = reaction.steps();
    return table
        .put(
            "steps",
            RosterYaml.items(
                steps.stream().map(AlertsYaml::step).toList(),
                steps.stream().map(Step::notes).toList()))
        .node();
  }

  private static Node step(Step step) {
    var table = inline(step.notes()).put("notify", words(step.targets()));
    if (step.roundRobin()) {
      table.yes("round-robin");
    }
    if (step.delay() > 0) {
      table.put("delay", RosterYaml.length(step.delay()));
    }
    if (step.patience() > 0) {
      table.put("patience", RosterYaml.length(step.patience()));
    }
    return table.node();
  }

  static Yaml services(Draft draft) {
    var services = table();
    draft.services().forEach(it -> services.put(it.id(), service(it), it.notes()));
    var integrations = table();
    draft.integrations().forEach(it -> integrations.put(it.id(), integration(it), it.notes()));
    return table().put("services", services).put("integrations", integrations);
  }

  private static Node service(Service service) {
    return inline()
        .put("name", service.name())
        .put("team", service.team())
        .put("policy", service.policy())
        .node();
  }

  private static Node integration(Integration integration) {
    return inline()
        .put("type", integration.type())
        .put("every", integration.every())
        .put("service", integration.service())
        .node();
  }
}

package dev.watchbill.launcher.moving;

import static dev.watchbill.launcher.moving.Yaml.inline;
import static dev.watchbill.launcher.moving.Yaml.lines;
import static dev.watchbill.launcher.moving.Yaml.noted;
import static dev.watchbill.launcher.moving.Yaml.table;
import static dev.watchbill.launcher.moving.Yaml.text;
import static dev.watchbill.launcher.moving.Yaml.words;

import dev.watchbill.launcher.moving.Draft.Person;
import dev.watchbill.launcher.moving.Draft.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Writes a draft as the files of a roster. */
public final class RosterYaml {
  /** Lines at the beginning of each file that are no notes. */
  static final int HEAD = 2;

  private RosterYaml() {}

  public static Written of(Draft draft) {
    var files = new LinkedHashMap<String, String>();
    write(files, "organization.yaml", draft, organization(draft));
    write(files, "people.yaml", draft, people(draft));
    write(files, "teams.yaml", draft, TeamsYaml.of(draft));
    write(files, "policies.yaml", draft, AlertsYaml.policies(draft));
    write(files, "services.yaml", draft, AlertsYaml.services(draft));
    return new Written(files);
  }

  private static void write(Map<String, String> files, String name, Draft draft, Yaml table) {
    if (!table.isEmpty()) {
      files.put(
          name,
          """
          # yaml-language-server: $schema=roster.schema.json
          # Taken from %s by watchbill import.
          """
                  .formatted(draft.source())
              + table.written());
    }
  }

  private static Yaml organization(Draft draft) {
    var organization = table().put("timezone", draft.zone().getId());
    if (!draft.admins().isEmpty()) {
      organization.put("roles", inline().put("admin", words(draft.admins())));
    }
    return table().put("organization", organization.node(), draft.notes());
  }

  private static Yaml people(Draft draft) {
    var people = table();
    draft.people().forEach(it -> people.put(it.id(), person(it).node(), it.notes()));
    return table().put("people", people);
  }

  private static Yaml person(Person person) {
    var contacts = inline();
    person.contacts().forEach(contacts::put);
    var notify = inline();
    rules(notify, "high", person.high());
    rules(notify, "low", person.low());
    return table()
        .put("name", person.name())
        .put("timezone", person.zone())
        .put("contacts", contacts)
        .put("notify", notify);
  }

  private static void rules(Yaml notify, String urgency, List<Rule> rules) {
    if (!rules.isEmpty()) {
      notify.put(urgency, Yaml.list(rules.stream().map(RosterYaml::rule).toList()));
    }
  }

  private static Node rule(Rule rule) {
    return rule.after() == 0
        ? text(rule.via())
        : inline().put("via", rule.via()).put("after", length(rule.after())).node();
  }

  /** Items of a list, each below its notes. */
  static Node items(List<Node> nodes, List<List<String>> notes) {
    for (int i = 0; i < nodes.size(); i++) {
      noted(nodes.get(i), notes.get(i));
    }
    return lines(nodes);
  }

  /** As a roster reads lengths. */
  static String length(long seconds) {
    return seconds % 3600 == 0
        ? seconds / 3600 + "h"
        : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}

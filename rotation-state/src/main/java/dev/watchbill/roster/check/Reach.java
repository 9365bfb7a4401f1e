package dev.watchbill.roster.check;

import dev.watchbill.roster.Finding;
import dev.watchbill.roster.HeartbeatEntry;
import dev.watchbill.roster.IntegrationEntry;
import dev.watchbill.roster.PersonEntry;
import dev.watchbill.roster.PersonEntry.Rule;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.ServiceEntry;
import java.util.ArrayList;
import java.util.List;

/** Whether a page would reach somebody: contacts, channels, policies, the fallback. */
final class Reach {
  private final Roster roster;
  private final List<Finding> findings = new ArrayList<>();

  private Reach(Roster roster) {
    this.roster = roster;
  }

  static List<Finding> in(Roster roster) {
    var reach = new Reach(roster);
    roster.people().values().forEach(reach::person);
    roster.services().values().forEach(reach::service);
    roster.integrations().values().stream()
        .filter(it -> it.key().isEmpty() && it.topic().isEmpty() && !isHeardElsewhere(it))
        .forEach(it ->
            reach.warn(
                "integrations." + it.name(),
                "a \"key\" such as ${env:KEY}",
                "none: only keys that \"watchbill keys create\" made are taken"));
    reach.fallback();
    return reach.findings;
  }

  /** Its signs of life come with another integration's alerts. */
  private static boolean isHeardElsewhere(IntegrationEntry integration) {
    return integration.heartbeat().flatMap(HeartbeatEntry::from).isPresent();
  }

  private void warn(String path, String expected, String got) {
    findings.add(Finding.warning(path, expected, got));
  }

  private void person(PersonEntry person) {
    var path = "people." + person.id();
    boolean choseInbox = person.notifyHigh().stream().anyMatch(rule -> rule.via().equals("inbox"));
    if (person.contacts().isEmpty() && !choseInbox) {
      warn(path, "at least one of \"contacts\"", "none: only the console's inbox is left");
    }
    rules(person, "high", person.notifyHigh());
    rules(person, "low", person.notifyLow());
  }

  private void rules(PersonEntry person, String urgency, List<Rule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      var via = rules.get(i).via();
      var path = "people.%s.notify.%s[%d]".formatted(person.id(), urgency, i);
      var contact = contactFor(via);
      if (!via.equals("inbox") && !person.contacts().containsKey(contact)) {
        warn(path, "a channel with one of \"contacts\"", "%s without %s".formatted(via, contact));
      }
    }
  }

  private static String contactFor(String via) {
    return switch (via) {
      case "sms", "call" -> "phone";
      default -> via;
    };
  }

  private void service(ServiceEntry service) {
    var path = "services." + service.id();
    boolean routed =
        roster.routes().stream().anyMatch(it -> it.mayMatch(service) && it.policy().isPresent());
    if (service.policy().isEmpty() && !routed) {
      warn(path, "a \"policy\", or a route that gives one", "neither: the fallback is paged");
    }
  }

  private void fallback() {
    if (roster.organization().fallback().isEmpty()) {
      warn(
          "organization",
          "\"fallback\" with a policy",
          "none: what nobody is on call for pages admins, or everybody");
    }
  }
}

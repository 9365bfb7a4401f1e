package dev.watchbill.roster.check;

import dev.watchbill.roster.Finding;
import dev.watchbill.roster.IntegrationEntry;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.TopicEntry;
import dev.watchbill.schemas.config.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** References to secrets that aren't there. Says their names, never their values. */
final class Variables {
  private final Environment environment;
  private final Purpose purpose;
  private final List<Finding> findings = new ArrayList<>();

  private Variables(Environment environment, Purpose purpose) {
    this.environment = environment;
    this.purpose = purpose;
  }

  static List<Finding> in(Roster roster, Environment environment, Purpose purpose) {
    var variables = new Variables(environment, purpose);
    roster.integrations().forEach((name, it) -> variables.integration("integrations." + name, it));
    roster.services().forEach((id, it) -> variables.chat("services." + id, it.chat()));
    roster.teams().forEach((id, it) -> variables.chat("teams." + id, it.chat()));
    return variables.findings;
  }

  private void integration(String path, IntegrationEntry entry) {
    entry.key().ifPresent(key -> look(path + ".key", key));
    entry
        .topic()
        .flatMap(TopicEntry::clientProperties)
        .ifPresent(reference -> look(path + ".client-properties", reference));
  }

  private void chat(String path, Map<String, String> chat) {
    chat.forEach((provider, address) -> look("%s.chat.%s".formatted(path, provider), address));
  }

  private void look(String path, String reference) {
    if (Environment.isReference(reference) && environment.resolve(reference).isEmpty()) {
      findings.add(
          new Finding(
              purpose.unsetVariable(),
              path,
              "a variable or file that is there",
              "an unset " + reference));
    }
  }
}

package dev.watchbill.roster.check;

import dev.watchbill.roster.Finding;
import dev.watchbill.roster.PersonEntry;
import dev.watchbill.roster.Roster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Accounts that two people have: what is done with one counts as the first of them. */
final class SharedAccounts {
  /** Those that act; a mailbox or a phone may well be a team's. */
  private static final Set<String> ACTING =
      Set.of("slack", "teams", "jira", "redmine", "github", "gitlab", "servicenow");

  private SharedAccounts() {}

  static List<Finding> in(Roster roster) {
    var owners = new HashMap<String, String>();
    var findings = new ArrayList<Finding>();
    roster.people().values().stream()
        .sorted(Comparator.comparing(PersonEntry::id))
        .forEach(person ->
            person.contacts().entrySet().stream()
                .filter(contact -> ACTING.contains(contact.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(contact -> {
                  var account =
                      contact.getKey() + "\n" + contact.getValue().toLowerCase(Locale.ROOT);
                  var owner = owners.putIfAbsent(account, person.id());
                  if (owner != null) {
                    findings.add(
                        Finding.warning(
                            "people.%s.contacts.%s".formatted(person.id(), contact.getKey()),
                            "an account of one person",
                            "that of %s, too: whatever is done with it counts as done by %s"
                                .formatted(owner, owner)));
                  }
                }));
    return findings;
  }
}

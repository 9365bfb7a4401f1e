package dev.watchbill.roster.check;

import dev.watchbill.roster.PersonEntry;
import dev.watchbill.schemas.Person;
import java.util.Set;

/** Which contacts somebody can be reached on today. */
public final class Contacts {
  /** An account in a ticket system is no way to reach somebody. */
  private static final Set<String> IDENTITIES =
      Set.of("jira", "redmine", "github", "gitlab", "servicenow");

  private Contacts() {}

  /** Whether a person has a contact that works, or chose the console's inbox for what is urgent. */
  public static boolean work(PersonEntry person) {
    return person.contacts().keySet().stream().anyMatch(Contacts::works)
        || person.notifyHigh().stream().anyMatch(rule -> rule.via().equals("inbox"));
  }

  /** The same of a person as published. */
  public static boolean work(Person person) {
    return person.getContacts().keySet().stream().anyMatch(Contacts::works)
        || person.getNotifyHigh().stream().anyMatch(rule -> rule.getVia().equals("inbox"));
  }

  /** Whether a contact of this kind is one that pages are sent to. */
  public static boolean works(String contact) {
    return !IDENTITIES.contains(contact);
  }
}

package dev.watchbill.escalation;

import dev.watchbill.schemas.Person;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which of a person's contacts a channel uses. */
final class Contact {
  /** Contacts that say who somebody is elsewhere, and are no way to reach them. */
  private static final Set<String> IDENTITIES =
      Set.of("jira", "redmine", "github", "gitlab", "servicenow");

  /** What is tried first where a person's own rules say nothing; what isn't listed comes last. */
  private static final List<String> IN_ORDER =
      List.of("slack", "teams", "push", "sms", "call", "email");

  private Contact() {}

  /** {@code sms} and {@code call} both use the phone. */
  static String of(String channel) {
    return switch (channel) {
      case "sms", "call" -> "phone";
      default -> channel;
    };
  }

  /**
   * By what somebody with these contacts can be reached, in the order in which it is tried.
   *
   * @param urgent whether a telephone may ring
   */
  static Stream<String> channels(Collection<String> contacts, boolean urgent) {
    return contacts.stream()
        .filter(contact -> !IDENTITIES.contains(contact))
        .flatMap(contact ->
            switch (contact) {
              case "phone" -> urgent ? Stream.of("sms", "call") : Stream.of("sms");
              default -> Stream.of(contact);
            })
        .sorted(Comparator.comparingInt(Contact::rank).thenComparing(Comparator.naturalOrder()));
  }

  /** Whether somebody has a contact that works, or chose the console's inbox for what is urgent. */
  static boolean reaches(Person person) {
    return channels(person.getContacts().keySet(), true).findAny().isPresent()
        || person.getNotifyHigh().stream().anyMatch(rule -> rule.getVia().equals(Pager.INBOX));
  }

  private static int rank(String channel) {
    var listed = IN_ORDER.indexOf(channel);
    return listed < 0 ? IN_ORDER.size() : listed;
  }
}

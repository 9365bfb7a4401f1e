package dev.watchbill.schemas.roster;

import dev.watchbill.schemas.OwnContact;
import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.PersonSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What people say themselves of how they are reached, which wins over the roster: their contacts
 * once they are verified, their rules, when they aren't to be disturbed. What somebody says nothing
 * of stays as the roster has it.
 */
public final class OwnWord {
  private OwnWord() {}

  /** Somebody as the roster knows them, with their own word. */
  public static Person on(Person person, PersonSettings own) {
    return Person.newBuilder(person)
        .setContacts(contacts(person.getContacts(), own.getContacts()))
        .setNotifyHigh(Objects.requireNonNullElse(own.getNotifyHigh(), person.getNotifyHigh()))
        .setNotifyLow(Objects.requireNonNullElse(own.getNotifyLow(), person.getNotifyLow()))
        .setDoNotDisturb(
            Objects.requireNonNullElse(own.getDoNotDisturb(), person.getDoNotDisturb()))
        .build();
  }

  /** Everybody of a roster, those in {@code own} with their own word; others in it are left out. */
  static Map<String, Person> on(Map<String, Person> people, Map<String, PersonSettings> own) {
    var all = new HashMap<>(people);
    own.forEach((id, settings) -> all.computeIfPresent(id, (_, person) -> on(person, settings)));
    return all;
  }

  private static Map<String, String> contacts(Map<String, String> roster, List<OwnContact> own) {
    var contacts = new HashMap<>(roster);
    own.stream()
        .filter(contact -> contact.getVerifiedAt() != null)
        .forEach(contact -> contacts.put(contact.getKind(), contact.getAddress()));
    return contacts;
  }
}

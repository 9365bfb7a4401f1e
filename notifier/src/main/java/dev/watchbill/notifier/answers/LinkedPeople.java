package dev.watchbill.notifier.answers;

import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.roster.Role;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who is who: a chat's users and the people of the roster.
 *
 * @param contact that names somebody's user, such as {@code slack}
 * @param what it names, such as {@code Slack user id}
 */
public record LinkedPeople(Supplier<RosterSnapshot> roster, String contact, String what) {

  /** The person who has this user as contact. */
  public Optional<String> linked(String user) {
    return roster.get().people().values().stream()
        .filter(person -> user.equalsIgnoreCase(person.getContacts().get(contact)))
        .map(Person::getId)
        .sorted()
        .findFirst();
  }

  public boolean mayAct(String person) {
    return Role.of(person, roster.get()).filter(role -> role.covers(Role.RESPONDER)).isPresent();
  }

  /** Whether they may ask for somebody else's leave and swaps. */
  public boolean mayActFor(String person, String other) {
    return person.equals(other)
        || Role.of(person, roster.get()).filter(role -> role.covers(Role.MANAGER)).isPresent();
  }

  /** What somebody is told who may only look. */
  public static Result forbidden() {
    return new Result(
        "forbidden", "Not done. Your role in the roster is viewer; acting takes a responder.");
  }

  /** What a stranger is told. */
  public String unlinked(String user) {
    if (!roster.get().isThere()) {
      return "Not done: Watchbill has only just started, and has no roster yet. Try again in a minute.";
    }
    return ("Not done: nobody in the roster has your %s %s. Ask for"
            + " contacts: {%s: %s} in your entry, then try again.")
        .formatted(what, user, contact, user);
  }
}

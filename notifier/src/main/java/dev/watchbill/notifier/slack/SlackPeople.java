package dev.watchbill.notifier.slack;

import dev.watchbill.schemas.Person;
import dev.watchbill.schemas.roster.Role;
import dev.watchbill.schemas.roster.RosterSnapshot;
import java.util.Optional;
import java.util.function.Supplier;

/** Who is who: Slack's users and the people of the roster. */
record SlackPeople(Supplier<RosterSnapshot> roster) {

  /** The person who has this Slack user id as contact. */
  Optional<String> linked(String user) {
    return roster.get().people().values().stream()
        .filter(person -> user.equals(person.getContacts().get(SlackRooms.SLACK)))
        .map(Person::getId)
        .sorted()
        .findFirst();
  }

  boolean mayAct(String person) {
    return Role.of(person, roster.get()).filter(role -> role.covers(Role.RESPONDER)).isPresent();
  }

  /** Whether they may ask for somebody else's leave and swaps. */
  boolean mayActFor(String person, String other) {
    return person.equals(other)
        || Role.of(person, roster.get()).filter(role -> role.covers(Role.MANAGER)).isPresent();
  }

  /** What somebody is told who may only look. */
  static Result forbidden() {
    return new Result(
        "forbidden", "Not done. Your role in the roster is viewer; acting takes a responder.");
  }

  /** What a stranger is told. */
  String unlinked(String user) {
    if (!roster.get().isThere()) {
      return "Not done: Watchbill has only just started, and has no roster yet. Try again in a minute.";
    }
    return ("Not done: nobody in the roster has your Slack user id %s. Ask for"
            + " contacts: {slack: %s} in your entry, then try again.")
        .formatted(user, user);
  }
}

package dev.watchbill.notifier.teams;

import dev.watchbill.notifier.delivery.Delivery;
import java.util.regex.Pattern;

/** Where something is to be seen in Teams, as the roster has it. */
sealed interface Address {
  Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):[^}\\s]+}");
  Pattern ROOM = Pattern.compile("19:[^\\s/]+@thread\\.[a-z0-9]+");

  /** A channel's workflow: only a reference, as its address is a secret. */
  record Workflow(String reference) implements Address {}

  /** A channel or group chat that has the bot. */
  record Room(String id) implements Address {}

  /** A person, by Microsoft Entra object id. */
  record Person(String user) implements Address {}

  /** None of them. */
  record Unknown(String text) implements Address {}

  static Address of(String text) {
    if (ROOM.matcher(text).matches()) {
      return new Room(text);
    }
    if (TeamsSettings.isId(text)) {
      return new Person(text);
    }
    return REFERENCE.matcher(text).matches() ? new Workflow(text) : new Unknown(text);
  }

  /** What can be away by itself: a workflow; empty: what the bot talks to. */
  default String server() {
    return switch (this) {
      case Workflow workflow -> workflow.reference();
      case Room _, Person _, Unknown _ -> "";
    };
  }

  /** What becomes of what only a bot can do. */
  static Delivery withoutBot() {
    return Delivery.refused(
        "teams reaches people, and channels by their id, with a bot alone, and none is set up"
            + " (WATCHBILL_TEAMS_APP_ID, _APP_PASSWORD, _TENANT)");
  }
}

package dev.watchbill.launcher.moving.oncall;

import dev.watchbill.launcher.moving.Draft.Person;
import dev.watchbill.launcher.moving.Draft.Rule;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.PlainText;
import dev.watchbill.launcher.moving.Zones;
import dev.watchbill.launcher.moving.oncall.OnCall.Notification;
import dev.watchbill.launcher.moving.oncall.OnCall.User;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Users as people. OnCall gives no phone numbers away. */
final class People {
  private static final Map<String, String> CHANNELS =
      Map.of("slack", "slack", "sms", "sms", "phone_call", "call", "email", "email");

  private final List<User> users;
  private final Map<String, String> ids = new LinkedHashMap<>();

  People(List<User> users) {
    this.users = users;
    var made = new Ids("person", "nobody");
    users.forEach(it -> ids.put(it.id(), made.of(it.username().replaceFirst("@.*", ""))));
  }

  Optional<String> id(String user) {
    return Optional.ofNullable(ids.get(user));
  }

  List<String> ids(List<String> some) {
    return some.stream().flatMap(it -> id(it).stream()).distinct().toList();
  }

  List<String> of(String team) {
    return ids(users.stream().filter(it -> it.teams().contains(team)).map(User::id).toList());
  }

  List<String> admins() {
    return ids(users.stream().filter(User::admin).map(User::id).toList());
  }

  List<ZoneId> zones() {
    return users.stream().flatMap(it -> Zones.of(it.timezone()).stream()).toList();
  }

  List<Person> drafts(ZoneId organization) {
    return users.stream().map(it -> person(it, organization)).toList();
  }

  private Person person(User user, ZoneId organization) {
    var notes = new LinkedHashSet<String>();
    var contacts = new LinkedHashMap<String, String>();
    var email = PlainText.of(user.email());
    if (email.matches("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)*")) {
      contacts.put("email", email);
    }
    if (user.slack().matches("[A-Z0-9]{3,30}")) {
      contacts.put("slack", user.slack());
    }
    if (user.phone()) {
      notes.add(
          "There is a phone number in OnCall, which it doesn't give away: \"phone\" is missing.");
    }
    return new Person(
        ids.getOrDefault(user.id(), ""),
        user.username(),
        Zones.of(user.timezone()).filter(it -> !it.equals(organization)),
        contacts,
        rules(user.important(), notes),
        rules(user.usual(), notes),
        List.copyOf(notes));
  }

  private static List<Rule> rules(List<Notification> notifications, Set<String> notes) {
    var rules = new LinkedHashSet<Rule>();
    for (var it : notifications) {
      if (CHANNELS.containsKey(it.type())) {
        rules.add(new Rule(CHANNELS.getOrDefault(it.type(), ""), it.after()));
      } else {
        notes.add(
            "The channel %s of OnCall has no counterpart; \"push\" or another can take its place."
                .formatted(it.type()));
      }
    }
    return List.copyOf(rules);
  }
}

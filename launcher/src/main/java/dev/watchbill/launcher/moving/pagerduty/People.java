package dev.watchbill.launcher.moving.pagerduty;

import dev.watchbill.launcher.moving.Draft.Person;
import dev.watchbill.launcher.moving.Draft.Rule;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.PlainText;
import dev.watchbill.launcher.moving.Zones;
import dev.watchbill.launcher.moving.pagerduty.Account.Contact;
import dev.watchbill.launcher.moving.pagerduty.Account.User;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Users as people. */
final class People {
  private static final Set<String> ADMINS = Set.of("owner", "admin");
  private static final Map<String, String> CHANNELS =
      Map.of("email", "email", "sms", "sms", "phone", "call");

  private final List<User> users;
  private final Map<String, String> ids = new LinkedHashMap<>();

  People(List<User> users) {
    this.users = users;
    var made = new Ids("person", "nobody");
    for (var user : users) {
      var local = user.email().replaceFirst("@.*", "");
      ids.put(user.id(), made.of(local.isBlank() ? user.name() : local));
    }
  }

  Optional<String> id(String user) {
    return Optional.ofNullable(ids.get(user));
  }

  List<String> ids(List<String> some) {
    return some.stream().flatMap(it -> id(it).stream()).distinct().toList();
  }

  /** How somebody is called in the roster; else that they aren't in it. */
  String shown(String user) {
    return id(user).orElse(user + " (not among PagerDuty's users)");
  }

  List<String> admins() {
    return ids(users.stream().filter(it -> ADMINS.contains(it.role())).map(User::id).toList());
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
    user.contacts().forEach(it -> contact(it, contacts, notes));
    return new Person(
        ids.getOrDefault(user.id(), ""),
        user.name(),
        Zones.of(user.timezone()).filter(it -> !it.equals(organization)),
        contacts,
        rules(user, "high", contacts, notes),
        rules(user, "low", contacts, notes),
        List.copyOf(notes));
  }

  private static void contact(Contact contact, Map<String, String> contacts, Set<String> notes) {
    if (!CHANNELS.containsKey(contact.type())) {
      return;
    }
    var isMail = contact.type().equals("email");
    var key = isMail ? "email" : "phone";
    var address =
        isMail ? PlainText.of(contact.address()) : "+" + contact.address().replaceAll("[^0-9]", "");
    if (!address.matches(isMail ? "[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)*" : "\\+[1-9][0-9]{5,20}")) {
      notes.add(
          "The %s contact \"%s\" is none that can be used.".formatted(key, contact.address()));
    } else if (!contacts.computeIfAbsent(key, _ -> address).equals(address)) {
      notes.add(
          "There is place for one %s here; PagerDuty has another, %s.".formatted(key, address));
    }
  }

  private static List<Rule> rules(
      User user, String urgency, Map<String, String> contacts, Set<String> notes) {
    var rules = new LinkedHashSet<Rule>();
    for (var rule : user.rules()) {
      if (!rule.urgency().equals(urgency)) {
        continue;
      }
      var type =
          user.contacts().stream()
              .filter(it -> it.id().equals(rule.contact()))
              .map(Contact::type)
              .findFirst()
              .orElse("");
      if (type.equals("push_notification")) {
        notes.add("PagerDuty's app was a channel; a \"push\" contact can take its place.");
      } else if (contacts.containsKey(type.equals("email") ? "email" : "phone")
          && CHANNELS.containsKey(type)) {
        rules.add(new Rule(CHANNELS.getOrDefault(type, ""), rule.delay() * 60));
      }
    }
    return List.copyOf(rules);
  }
}

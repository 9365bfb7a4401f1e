package dev.watchbill.launcher.moving.opsgenie;

import dev.watchbill.launcher.moving.Draft.Person;
import dev.watchbill.launcher.moving.Draft.Rule;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.PlainText;
import dev.watchbill.launcher.moving.Zones;
import dev.watchbill.launcher.moving.opsgenie.Account.Contact;
import dev.watchbill.launcher.moving.opsgenie.Account.NotificationRule;
import dev.watchbill.launcher.moving.opsgenie.Account.Recipient;
import dev.watchbill.launcher.moving.opsgenie.Account.User;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Users as people. Who is blocked is never notified, and isn't taken. */
final class People {
  private static final Set<String> ADMINS = Set.of("Owner", "Admin");
  private static final Map<String, String> CHANNELS =
      Map.of("email", "email", "sms", "sms", "voice", "call");

  private final Map<String, String> ids = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> blocked = new LinkedHashMap<>();
  private final List<User> users;

  People(List<User> users) {
    this.users = users.stream().filter(it -> !it.blocked()).toList();
    var made = new Ids("person", "nobody");
    for (var user : this.users) {
      var id = made.of(user.username().replaceFirst("@.*", ""));
      ids.put(user.id(), id);
      names.put(user.username(), id);
    }
    users.stream().filter(User::blocked).forEach(it -> blocked.put(it.id(), it.username()));
  }

  /** Empty: nobody of the roster. */
  Optional<String> id(Recipient user) {
    return Optional.ofNullable(ids.get(user.id()))
        .or(() -> Optional.ofNullable(names.get(user.name())));
  }

  Optional<String> id(String user) {
    return Optional.ofNullable(ids.get(user));
  }

  /** Whether it is the id of somebody in the roster. */
  boolean has(String id) {
    return ids.containsValue(id);
  }

  /** How somebody is called who isn't in the roster. */
  String stranger(Recipient user) {
    return blocked.containsKey(user.id())
        ? blocked.get(user.id()) + " (blocked in Opsgenie)"
        : (user.name().isBlank() ? user.id() : user.name()) + " (not among Opsgenie's users)";
  }

  List<String> blocked() {
    return List.copyOf(blocked.values());
  }

  List<String> admins() {
    return users.stream()
        .filter(it -> ADMINS.contains(it.role()))
        .flatMap(it -> id(it.id()).stream())
        .toList();
  }

  List<ZoneId> zones() {
    return users.stream().flatMap(it -> Zones.of(it.timezone()).stream()).toList();
  }

  List<Person> drafts(ZoneId organization) {
    return users.stream().map(it -> person(it, organization)).toList();
  }

  private Person person(User user, ZoneId organization) {
    var notes = new LinkedHashSet<String>();
    var contacts = contacts(user, notes);
    var high = rules(user, contacts, notes);
    if (Zones.of(user.timezone()).isEmpty()) {
      notes.add("The time zone \"%s\" isn't known here.".formatted(user.timezone()));
    }
    return new Person(
        ids.getOrDefault(user.id(), ""),
        PlainText.of(user.fullName()).isEmpty() ? user.username() : user.fullName(),
        Zones.of(user.timezone()).filter(it -> !it.equals(organization)),
        contacts,
        high,
        List.of(),
        List.copyOf(notes));
  }

  private static Map<String, String> contacts(User user, Set<String> notes) {
    var contacts = new LinkedHashMap<String, String>();
    for (var contact : user.contacts()) {
      if (contact.enabled()) {
        contact(contact, contacts, notes);
      }
    }
    return contacts;
  }

  private static void contact(Contact contact, Map<String, String> contacts, Set<String> notes) {
    var phone = "+" + contact.to().replaceAll("[^0-9]", "");
    var isPhone = Set.of("sms", "voice").contains(contact.method());
    if (!isPhone && !contact.method().equals("email")) {
      return;
    }
    var key = isPhone ? "phone" : "email";
    var address = isPhone ? phone : PlainText.of(contact.to());
    if (!address.matches(isPhone ? "\\+[1-9][0-9]{5,20}" : "[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)*")) {
      notes.add("The %s contact \"%s\" is none that can be called.".formatted(key, contact.to()));
    } else if (!contacts.computeIfAbsent(key, _ -> address).equals(address)) {
      notes.add(
          "There is place for one %s here; Opsgenie has another, %s.".formatted(key, address));
    }
  }

  private static List<Rule> rules(User user, Map<String, String> contacts, Set<String> notes) {
    var rules = new LinkedHashSet<Rule>();
    for (var rule : user.rules()) {
      if (rule.always()) {
        rules.addAll(steps(rule, contacts, notes));
      } else {
        notes.add(
            "The notification rule \"%s\" is for some alerts or times only, and was left out."
                .formatted(rule.name()));
      }
    }
    if (rules.isEmpty() && !contacts.isEmpty() && !user.rules().isEmpty()) {
      notes.add("No notification rule is left; without \"notify\" their contacts are used.");
    }
    return new ArrayList<>(rules);
  }

  private static List<Rule> steps(
      NotificationRule rule, Map<String, String> contacts, Set<String> notes) {
    if (rule.steps().stream().anyMatch(it -> it.method().equals("mobile"))) {
      notes.add("Opsgenie's app was a channel; a \"push\" contact can take its place.");
    }
    return rule.steps().stream()
        .filter(it -> CHANNELS.containsKey(it.method()))
        .filter(it -> contacts.containsKey(it.method().equals("email") ? "email" : "phone"))
        .map(it -> new Rule(CHANNELS.getOrDefault(it.method(), ""), it.after() * 60))
        .collect(Collectors.toList());
  }
}

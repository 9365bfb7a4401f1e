package dev.watchbill.launcher.moving.pagerduty;

import dev.watchbill.launcher.moving.Draft.Person;
import dev.watchbill.launcher.moving.Draft.Rule;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.PlainText;
import dev.watchbill.launcher.moving.pagerduty.Account.Contact;
import dev.watchbill.launcher.moving.pagerduty.Account.User;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
  private static final String EMAIL = "[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)*";
  private static final String PHONE = "\\+[1-9][0-9]{5,20}";

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
    return users.stream().flatMap(it -> TimeZones.of(it.timezone()).stream()).toList();
  }

  List<Person> drafts(ZoneId organization) {
    return users.stream().map(it -> person(it, organization)).toList();
  }

  private Person person(User user, ZoneId organization) {
    var notes = new LinkedHashSet<String>();
    var contacts = contacts(user, notes);
    var zone = TimeZones.of(user.timezone());
    if (zone.isEmpty() && !user.timezone().isBlank()) {
      notes.add("The time zone \"%s\" isn't known here.".formatted(user.timezone()));
    }
    return new Person(
        ids.getOrDefault(user.id(), ""),
        user.name(),
        zone.filter(it -> !it.equals(organization)),
        contacts,
        rules(user, "high", contacts, notes),
        rules(user, "low", contacts, notes),
        List.copyOf(notes));
  }

  /** Of several the one that is told first, by the rules for what is urgent before the others. */
  private static Map<String, String> contacts(User user, Set<String> notes) {
    var told = new ArrayList<Contact>();
    for (var urgency : List.of("high", "low")) {
      user.rules().stream()
          .filter(it -> it.urgency().equals(urgency))
          .sorted(Comparator.comparingLong(Account.Rule::delay))
          .forEach(it -> told.addAll(contact(user, it).stream().toList()));
    }
    told.addAll(user.contacts());
    var chosen = new HashMap<String, String>();
    for (var it : told) {
      address(it).ifPresent(address -> chosen.putIfAbsent(key(it), address));
    }
    var contacts = new LinkedHashMap<String, String>();
    for (var it : user.contacts()) {
      if (CHANNELS.containsKey(it.type())) {
        contact(it, chosen, contacts, notes);
      }
    }
    return contacts;
  }

  private static void contact(
      Contact it, Map<String, String> chosen, Map<String, String> contacts, Set<String> notes) {
    var key = key(it);
    var address = address(it);
    if (address.isEmpty()) {
      notes.add("The %s contact \"%s\" is none that can be used.".formatted(key, it.address()));
    } else if (address.equals(Optional.ofNullable(chosen.get(key)))) {
      contacts.put(key, address.get());
    } else {
      notes.add(
          "There is place for one %s here; PagerDuty has another, %s."
              .formatted(key, address.get()));
    }
  }

  private static String key(Contact contact) {
    return contact.type().equals("email") ? "email" : "phone";
  }

  /** Empty: it is none, or none that can be used. */
  private static Optional<String> address(Contact contact) {
    if (!CHANNELS.containsKey(contact.type())) {
      return Optional.empty();
    }
    return contact.type().equals("email")
        ? Optional.of(PlainText.of(contact.address())).filter(it -> it.matches(EMAIL))
        : Optional.of("+" + contact.address().replaceAll("[^0-9]", ""))
            .filter(it -> it.matches(PHONE));
  }

  private static Optional<Contact> contact(User user, Account.Rule rule) {
    return user.contacts().stream().filter(it -> it.id().equals(rule.contact())).findFirst();
  }

  private static List<Rule> rules(
      User user, String urgency, Map<String, String> contacts, Set<String> notes) {
    var rules = new LinkedHashSet<Rule>();
    for (var rule : user.rules()) {
      if (rule.urgency().equals(urgency)) {
        contact(user, rule)
            .ifPresentOrElse(
                it -> rule(rule, it, contacts, notes).ifPresent(rules::add),
                () ->
                    notes.add(
                        "A rule of %s urgency was left out: its contact isn't among those that PagerDuty gave."
                            .formatted(urgency)));
      }
    }
    return List.copyOf(rules);
  }

  private static Optional<Rule> rule(
      Account.Rule rule, Contact contact, Map<String, String> contacts, Set<String> notes) {
    if (contact.type().equals("push_notification")) {
      notes.add("PagerDuty's app was a channel; a \"push\" contact can take its place.");
      return Optional.empty();
    }
    var channel = CHANNELS.get(contact.type());
    var address = contacts.get(key(contact));
    if (channel == null || address == null) {
      notes.add("A rule for \"%s\" was left out.".formatted(contact.type()));
      return Optional.empty();
    }
    if (!address(contact).equals(Optional.of(address))) {
      notes.add(
          "The rule \"%s after %d min\" is for %s in PagerDuty; here it goes to %s."
              .formatted(channel, rule.delay(), contact.address(), address));
    }
    return Optional.of(new Rule(channel, rule.delay() * 60));
  }
}

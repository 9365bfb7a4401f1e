package dev.watchbill.roster.check;

import static java.util.stream.Collectors.joining;

import dev.watchbill.roster.Finding;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Roster;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Providers that a roster relies on, but that nobody set up where it is read. */
final class Providers {
  /**
   * One provider.
   *
   * @param contact as people and rooms have it
   * @param variables that must be set
   */
  private record Provider(String name, String contact, List<String> variables) {
    List<String> unset(Environment environment) {
      return variables.stream().filter(it -> environment.value(it).isEmpty()).toList();
    }
  }

  private static final String TEAMS = "teams";

  /** A provider's notifier that is built adds a row. */
  private static final List<Provider> ALL =
      List.of(
          new Provider("slack", "slack", List.of("WATCHBILL_SLACK_TOKEN")),
          new Provider(
              TEAMS,
              TEAMS,
              List.of(
                  "WATCHBILL_TEAMS_APP_ID",
                  "WATCHBILL_TEAMS_APP_PASSWORD",
                  "WATCHBILL_TEAMS_TENANT")),
          new Provider("email", "email", List.of("WATCHBILL_SMTP_URL")),
          new Provider("push", "push", List.of("WATCHBILL_NTFY_URL")),
          new Provider(
              "mattermost",
              "mattermost",
              List.of("WATCHBILL_MATTERMOST_URL", "WATCHBILL_MATTERMOST_TOKEN")),
          new Provider("webhook", "webhook", List.of("WATCHBILL_WEBHOOK_SECRET")));

  /** Where there is a public server, that is meant unless another is named. */
  private static final List<String> PUBLIC =
      List.of("WATCHBILL_GITHUB_URL", "WATCHBILL_GITLAB_URL");

  /** Any of them is enough. */
  private static final List<Provider> PHONE =
      List.of(
          new Provider(
              "twilio",
              "phone",
              List.of(
                  "WATCHBILL_TWILIO_ACCOUNT", "WATCHBILL_TWILIO_TOKEN", "WATCHBILL_TWILIO_FROM")),
          new Provider(
              "vonage",
              "phone",
              List.of(
                  "WATCHBILL_VONAGE_APPLICATION",
                  "WATCHBILL_VONAGE_KEY",
                  "WATCHBILL_VONAGE_FROM")));

  private final Roster roster;

  private Providers(Roster roster) {
    this.roster = roster;
  }

  /** Who asks for shifts offline isn't told of providers. */
  static List<Finding> in(Roster roster, Environment environment, Purpose purpose) {
    var findings = new ArrayList<Finding>();
    if (purpose != Purpose.ANSWER) {
      findings.addAll(new Providers(roster).tickets(environment));
      findings.addAll(new Providers(roster).phone(environment));
      for (var provider : ALL) {
        var unset = provider.unset(environment);
        if (!unset.isEmpty()) {
          findings.addAll(new Providers(roster).without(provider, String.join(", ", unset)));
        }
      }
    }
    return findings;
  }

  /** Trackers that services name and nobody set up. */
  private List<Finding> tickets(Environment environment) {
    var findings = new ArrayList<Finding>();
    for (var service : roster.services().values()) {
      for (var tracker : service.tickets().keySet()) {
        var prefix = "WATCHBILL_%s_".formatted(tracker.toUpperCase(Locale.ROOT));
        var unset =
            Stream.of(prefix + "URL", prefix + "TOKEN")
                .filter(it -> !PUBLIC.contains(it))
                .filter(it -> environment.value(it).isEmpty())
                .toList();
        if (!unset.isEmpty()) {
          findings.add(
              Finding.warning(
                  "services.%s.ticket.%s".formatted(service.id(), tracker),
                  String.join(", ", unset) + " to be set",
                  "none: no tickets are made"));
        }
      }
    }
    return findings;
  }

  /** Nobody carries calls, or somebody who is named doesn't. */
  private List<Finding> phone(Environment environment) {
    var findings = new ArrayList<Finding>();
    if (PHONE.stream().noneMatch(it -> it.unset(environment).isEmpty())) {
      findings.addAll(
          without(
              new Provider("phone", "phone", List.of()),
              PHONE.stream()
                  .map(it -> String.join(", ", it.unset(environment)))
                  .collect(joining("; or "))));
    }
    for (var provider : PHONE) {
      var unset = provider.unset(environment);
      if (!unset.isEmpty()) {
        named(provider.name())
            .forEach(path ->
                findings.add(
                    Finding.warning(
                        path,
                        "%s to be set, as %s is named"
                            .formatted(String.join(", ", unset), provider.name()),
                        "none: it is passed over")));
      }
    }
    return findings;
  }

  private List<String> named(String provider) {
    var paths = new ArrayList<String>();
    var phone = roster.organization().phone();
    if (phone.order().contains(provider)) {
      paths.add("organization.phone.order");
    }
    phone
        .regions()
        .forEach((region, order) -> {
          if (order.contains(provider)) {
            paths.add("organization.phone.regions." + region);
          }
        });
    roster.people().values().stream()
        .filter(person -> person.phoneOrder().contains(provider))
        .forEach(person -> paths.add("people.%s.phone-order".formatted(person.id())));
    return paths;
  }

  private List<Finding> without(Provider provider, String unset) {
    var people =
        count(
            roster.people().values().stream().map(person -> person.contacts()), provider.contact());
    var rooms =
        count(
            Stream.concat(
                roster.services().values().stream().map(service -> service.chat()),
                roster.teams().values().stream().map(team -> team.chat())),
            provider.contact());
    var path = people > 0 ? "people" : "services";
    var whoever =
        Stream.of(
                people > 0 ? Counted.of(people, "person", "people") : "",
                rooms > 0 ? Counted.of(rooms, "chat channel") : "")
            .filter(it -> !it.isEmpty())
            .collect(joining(" and "));
    return people + rooms == 0
        ? List.of()
        : List.of(
            Finding.warning(
                path,
                "%s to be set, as %s %s on %s"
                    .formatted(
                        unset, whoever, people + rooms == 1 ? "relies" : "rely", provider.name()),
                "none: pages by %s fail at once, and the next contact is used"
                    .formatted(provider.name())));
  }

  private static long count(Stream<Map<String, String>> addresses, String contact) {
    return addresses
        .map(it -> it.get(contact))
        .filter(Objects::nonNull)
        .filter(address -> !isWorkflow(contact, address))
        .count();
  }

  /** Workflows of Teams need nothing set up but themselves. */
  private static boolean isWorkflow(String contact, String address) {
    return contact.equals(TEAMS) && address.startsWith("$");
  }
}

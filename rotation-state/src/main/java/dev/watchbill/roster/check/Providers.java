package dev.watchbill.roster.check;

import dev.watchbill.roster.Finding;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Roster;
import dev.watchbill.schemas.config.Environment;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Providers that a roster relies on, but that nobody set up where it is read. */
final class Providers {
  private static final String SLACK = "slack";
  private static final String SLACK_TOKEN = "WATCHBILL_SLACK_TOKEN";

  private final Roster roster;

  private Providers(Roster roster) {
    this.roster = roster;
  }

  /** Who asks for shifts offline isn't told of providers. */
  static List<Finding> in(Roster roster, Environment environment, Purpose purpose) {
    return purpose == Purpose.ANSWER || environment.value(SLACK_TOKEN).isPresent()
        ? List.of()
        : new Providers(roster).withoutSlack();
  }

  private List<Finding> withoutSlack() {
    var people = count(roster.people().values().stream().map(person -> person.contacts()));
    var rooms =
        count(
            Stream.concat(
                roster.services().values().stream().map(service -> service.chat()),
                roster.teams().values().stream().map(team -> team.chat())));
    var path = people > 0 ? "people" : "services";
    return people + rooms == 0
        ? List.of()
        : List.of(
            Finding.warning(
                path,
                "%s to be set, as %d people and %d chat channels rely on slack"
                    .formatted(SLACK_TOKEN, people, rooms),
                "none: pages by slack fail at once, and the next contact is used"));
  }

  private static long count(Stream<Map<String, String>> addresses) {
    return addresses.filter(it -> it.containsKey(SLACK)).count();
  }
}

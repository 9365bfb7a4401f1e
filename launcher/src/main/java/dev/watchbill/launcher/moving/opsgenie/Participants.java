package dev.watchbill.launcher.moving.opsgenie;

import dev.watchbill.launcher.moving.Held;
import dev.watchbill.launcher.moving.opsgenie.Account.Escalation;
import dev.watchbill.launcher.moving.opsgenie.Account.EscalationRule;
import dev.watchbill.launcher.moving.opsgenie.Account.Recipient;
import dev.watchbill.launcher.moving.opsgenie.Account.Team;
import dev.watchbill.launcher.moving.opsgenie.Account.TeamMember;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who is meant where Opsgenie names a user, a team, an escalation, or none. */
final class Participants {
  private final People people;
  private final List<Team> teams;
  private final List<Escalation> escalations;

  Participants(People people, Account account) {
    this.people = people;
    this.teams = account.teams();
    this.escalations = account.escalations();
  }

  /**
   * People who have a turn together; none: it is nobody's.
   *
   * @param notes is told what isn't as it was
   */
  List<String> of(Recipient recipient, Set<String> notes) {
    return switch (recipient.type()) {
      case "user" -> {
        var person = people.id(recipient);
        if (person.isEmpty()) {
          notes.add("The turns of %s are nobody's here.".formatted(people.stranger(recipient)));
        }
        yield person.stream().toList();
      }
      case "team" -> {
        var members = members(recipient);
        notes.add(
            (members.isEmpty()
                    ? "Opsgenie asks the routing rules of the team \"%s\" here; it has no members here, so its turns are nobody's."
                    : "Opsgenie asks the routing rules of the team \"%s\" here; written as all its members together.")
                .formatted(recipient.name()));
        yield members;
      }
      case "escalation" -> {
        var first = first(recipient);
        notes.add(
            (first.isEmpty()
                    ? "Opsgenie asks the escalation \"%s\" here; its first rules name no person, so its turns are nobody's."
                    : "Opsgenie asks the escalation \"%s\" here; written as the people its first rules name, together.")
                .formatted(recipient.name()));
        yield first;
      }
      case "none" -> List.of();
      default -> {
        notes.add(
            "The turns of the %s \"%s\" are nobody's here."
                .formatted(recipient.type(), recipient.name()));
        yield List.of();
      }
    };
  }

  /** For a plan that is compared; whom Opsgenie's rules ask isn't known before they are asked. */
  String named(Recipient recipient) {
    return recipient.type().equals("user")
        ? people.id(recipient).orElseGet(() -> people.stranger(recipient))
        : Held.whoever("the %s \"%s\" asks".formatted(recipient.type(), recipient.name()));
  }

  /** Who may serve there: who isn't in the roster is named as in Opsgenie. */
  List<String> shown(Recipient recipient) {
    return switch (recipient.type()) {
      case "user" -> List.of(people.id(recipient).orElseGet(() -> people.stranger(recipient)));
      case "team" -> members(recipient);
      case "escalation" -> first(recipient);
      default -> List.of();
    };
  }

  /** Ids of people. */
  List<String> members(Recipient team) {
    return members(team, _ -> true);
  }

  List<String> members(Recipient team, Predicate<TeamMember> which) {
    return teams.stream()
        .filter(it -> it.id().equals(team.id()) || it.name().equals(team.name()))
        .limit(1)
        .flatMap(it -> it.members().stream())
        .filter(which)
        .flatMap(it -> people.id(it.user()).stream())
        .distinct()
        .toList();
  }

  private List<String> first(Recipient escalation) {
    return escalations.stream()
        .filter(it -> it.id().equals(escalation.id()) || it.name().equals(escalation.name()))
        .limit(1)
        .flatMap(Participants::firstRules)
        .flatMap(it -> it.type().equals("escalation") ? Stream.empty() : shown(it).stream())
        .filter(people::has)
        .distinct()
        .toList();
  }

  private static Stream<Recipient> firstRules(Escalation escalation) {
    var soonest =
        escalation.rules().stream()
            .min(Comparator.comparingLong(EscalationRule::delay))
            .map(EscalationRule::delay)
            .orElse(0L);
    return escalation.rules().stream()
        .filter(it -> it.delay() == soonest)
        .map(EscalationRule::recipient);
  }
}

package dev.watchbill.launcher.moving.opsgenie;

import dev.watchbill.launcher.moving.Draft.Reaction;
import dev.watchbill.launcher.moving.opsgenie.Account.Condition;
import dev.watchbill.launcher.moving.opsgenie.Account.Recipient;
import dev.watchbill.launcher.moving.opsgenie.Account.RoutingRule;
import dev.watchbill.launcher.moving.opsgenie.Account.Team;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * A team's routing rules as one policy: what they say of priorities becomes its severities. What
 * they say of anything else has no place in a policy.
 */
final class Routing {
  private static final Map<String, Integer> SEVERITIES = severities();
  private static final String GRAVEST = "critical";
  private static final int LOWEST = 5;

  private final Schedules schedules;
  private final Escalations escalations;

  Routing(Schedules schedules, Escalations escalations) {
    this.schedules = schedules;
    this.escalations = escalations;
  }

  private static Map<String, Integer> severities() {
    var severities = new LinkedHashMap<String, Integer>();
    severities.put(GRAVEST, 1);
    severities.put("error", 2);
    severities.put("warning", 3);
    severities.put("info", 4);
    return severities;
  }

  /**
   * The id of the policy for a team's alerts; it is made where it isn't an escalation alone.
   *
   * @return empty: nothing is said, the fallback is asked
   */
  Optional<String> policy(Team team, String id) {
    var notes = new LinkedHashSet<String>();
    var rules = team.routing().stream().filter(it -> usable(it, notes)).toList();
    if (rules.isEmpty() && notes.isEmpty()) {
      return Optional.empty();
    }
    var gravest = first(rules, SEVERITIES.getOrDefault(GRAVEST, 1));
    var chosen = new LinkedHashMap<String, Recipient>();
    SEVERITIES.forEach((severity, priority) -> chosen.put(severity, first(rules, priority)));
    if (!first(rules, LOWEST).equals(chosen.get("info"))) {
      notes.add("Opsgenie tells P5 from P4; both are info here, and go as P4.");
    }
    var alike = Set.copyOf(chosen.values()).size() == 1;
    if (alike && notes.isEmpty()) {
      var escalation = escalations.of(gravest);
      if (escalation.isPresent()) {
        return Optional.of(escalation.get().id());
      }
    }
    var reactions = new LinkedHashMap<String, Reaction>();
    if (alike) {
      reactions.put(GRAVEST, reaction(gravest, notes));
    } else {
      // One that isn't listed is treated as the next higher.
      var before = new Recipient("", "", "");
      for (var it : chosen.entrySet()) {
        if (!it.getValue().equals(before)) {
          reactions.put(it.getKey(), reaction(it.getValue(), notes));
        }
        before = it.getValue();
      }
    }
    unheard(team, rules, reactions).ifPresent(notes::add);
    return Optional.of(escalations.add(id + "-routing", reactions, List.copyOf(notes)));
  }

  /** Where nobody is paged for alerts that somebody is notified of in Opsgenie. */
  private Optional<String> unheard(
      Team team, List<RoutingRule> taken, SequencedMap<String, Reaction> reactions) {
    var silent =
        reactions.entrySet().stream()
            .filter(it -> it.getValue().steps().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    var notTaken =
        team.routing().stream().filter(it -> !taken.contains(it)).map(RoutingRule::target);
    var heard =
        Stream.concat(
                notTaken,
                Stream.of(first(taken, LOWEST))
                    .filter(_ -> reactions.lastEntry().getValue().steps().isEmpty()))
            .filter(it -> !it.type().equals("none"))
            .map(it -> "the %s \"%s\"".formatted(it.type(), it.name()))
            .distinct()
            .toList();
    return silent.isEmpty() || heard.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Nobody is paged here for %s, but Opsgenie notifies %s of some of these alerts."
                .formatted(
                    reactions.size() == 1 ? "any severity" : String.join(", ", silent),
                    String.join(", ", heard)));
  }

  private static boolean usable(RoutingRule rule, Set<String> notes) {
    var why =
        rule.restricted()
            ? "some times"
            : rule.matching().equals("match-all")
                    || rule.conditions().stream().allMatch(it -> priorities(it).isPresent())
                ? ""
                : "other things than priority";
    if (!why.isEmpty()) {
      notes.add(
          "The routing rule \"%s\" is about %s, and was left out: its alerts go as the others."
              .formatted(rule.name(), why));
    }
    return why.isEmpty();
  }

  private static Recipient first(List<RoutingRule> rules, int priority) {
    return rules.stream()
        .filter(it -> matches(it, priority))
        .findFirst()
        .map(RoutingRule::target)
        .orElse(new Recipient("none", "", ""));
  }

  private static boolean matches(RoutingRule rule, int priority) {
    var conditions = rule.conditions().stream().flatMap(it -> priorities(it).stream());
    return switch (rule.matching()) {
      case "match-any-condition" -> conditions.anyMatch(it -> it.test(priority));
      case "match-all-conditions" -> conditions.allMatch(it -> it.test(priority));
      default -> true;
    };
  }

  /** The priorities a condition is for, P1 the highest; empty: it is about something else. */
  private static Optional<IntPredicate> priorities(Condition condition) {
    if (!condition.field().equals("priority") || !condition.expected().matches("P[1-5]")) {
      return Optional.empty();
    }
    int expected = condition.expected().charAt(1) - '0';
    Optional<IntPredicate> known =
        switch (condition.operation()) {
          case "equals" -> Optional.of(it -> it == expected);
          case "greater-than" -> Optional.of(it -> it < expected);
          case "less-than" -> Optional.of(it -> it > expected);
          default -> Optional.empty();
        };
    return known.map(it -> condition.not() ? it.negate() : it);
  }

  private Reaction reaction(Recipient to, Set<String> notes) {
    var nobody = new Reaction("high", 0, List.of());
    return switch (to.type()) {
      case "escalation" ->
          escalations.of(to).map(Escalations::reaction).orElseGet(() -> missing(to, notes, nobody));
      case "schedule" ->
          schedules.id(to).map(Escalations::only).orElseGet(() -> missing(to, notes, nobody));
      default -> nobody;
    };
  }

  private static Reaction missing(Recipient to, Set<String> notes, Reaction nobody) {
    notes.add(
        "Nobody is paged: the %s \"%s\" is off or isn't there.".formatted(to.type(), to.name()));
    return nobody;
  }
}

package dev.watchbill.launcher.moving.opsgenie;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Draft.Policy;
import dev.watchbill.launcher.moving.Draft.Reaction;
import dev.watchbill.launcher.moving.Draft.Step;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.opsgenie.Account.Escalation;
import dev.watchbill.launcher.moving.opsgenie.Account.EscalationRule;
import dev.watchbill.launcher.moving.opsgenie.Account.Recipient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Escalations as policies. Their times count from the alert on, patience from the step before. */
final class Escalations {
  private static final String GRAVEST = "critical";

  private final People people;
  private final Participants participants;
  private final Schedules schedules;
  private final Map<String, String> teams;
  private final Ids ids = new Ids("policy");
  private final Map<String, Policy> policies = new LinkedHashMap<>();

  /**
   * @param teams ids in the roster by ids in Opsgenie
   */
  Escalations(
      People people, Participants participants, Schedules schedules, Map<String, String> teams) {
    this.people = people;
    this.participants = participants;
    this.schedules = schedules;
    this.teams = teams;
  }

  void add(Escalation escalation) {
    var notes = new LinkedHashSet<String>();
    var steps = steps(escalation, notes);
    if (escalation.closes()) {
      notes.add("Opsgenie closes the alert after the last rule; here it stays open.");
    }
    if (steps.isEmpty()) {
      notes.add("None of its rules pages anybody here.");
    }
    var reaction = new Reaction("high", steps.isEmpty() ? 0 : escalation.repeat(), steps);
    policies.put(
        escalation.id(),
        new Policy(ids.of(escalation.name()), Map.of(GRAVEST, reaction), List.copyOf(notes)));
  }

  /** One that isn't Opsgenie's. */
  String add(String name, Map<String, Reaction> reactions, List<String> notes) {
    var id = ids.of(name);
    policies.put("made here: " + id, new Policy(id, reactions, notes));
    return id;
  }

  List<Policy> drafts() {
    return List.copyOf(policies.values());
  }

  /** Empty: there is none of that id or name. */
  Optional<Policy> of(Recipient escalation) {
    return Optional.ofNullable(policies.get(escalation.id()));
  }

  /** What an escalation asks for. */
  static Reaction reaction(Policy policy) {
    return policy.reactions().getOrDefault(GRAVEST, new Reaction("high", 0, List.of()));
  }

  private List<Step> steps(Escalation escalation, Set<String> notes) {
    var byDelay = new TreeMap<Long, List<EscalationRule>>();
    escalation
        .rules()
        .forEach(it -> byDelay.computeIfAbsent(it.delay(), _ -> new ArrayList<>()).add(it));
    var steps = new ArrayList<Step>();
    var times = new ArrayList<Long>();
    for (var at : byDelay.entrySet()) {
      for (var step : steps(at.getValue(), notes)) {
        steps.add(step);
        times.add(at.getKey());
      }
    }
    return timed(steps, times, escalation);
  }

  /** Rules of one moment are one step, but that one of a team's people needs its own. */
  private List<Step> steps(List<EscalationRule> rules, Set<String> notes) {
    var targets = new LinkedHashSet<String>();
    var stepNotes = new LinkedHashSet<String>();
    var random = new ArrayList<Step>();
    for (var rule : rules) {
      if (rule.condition().equals("if-not-closed")) {
        stepNotes.add("Opsgenie goes on to this one also when somebody has acknowledged.");
      }
      var of = targets(rule, rules.size() == 1, stepNotes);
      if (of.isEmpty()) {
        notes.add(
            "The rule after %d minutes pages nobody here: %s."
                .formatted(rule.delay(), said(rule.recipient())));
      } else if (rule.notifyType().equals("random") && rules.size() == 1) {
        random.add(new Step(of, true, 0, 0, List.copyOf(stepNotes)));
      } else {
        targets.addAll(of);
      }
    }
    return !random.isEmpty()
        ? random
        : targets.isEmpty()
            ? List.of()
            : List.of(new Step(List.copyOf(targets), false, 0, 0, List.copyOf(stepNotes)));
  }

  private String said(Recipient recipient) {
    return recipient.type().equals("user")
        ? people.stranger(recipient)
        : recipient.type() + " " + recipient.name();
  }

  private List<String> targets(EscalationRule rule, boolean alone, Set<String> notes) {
    var recipient = rule.recipient();
    return switch (recipient.type()) {
      case "user" -> people.id(recipient).stream().map(it -> "person:" + it).toList();
      case "schedule" -> schedule(rule, notes);
      case "team" -> team(rule, alone, notes);
      default -> List.of();
    };
  }

  private List<String> schedule(EscalationRule rule, Set<String> notes) {
    var turns =
        switch (rule.notifyType()) {
          case "next" -> 1;
          case "previous" -> -1;
          default -> 0;
        };
    return schedules.id(rule.recipient()).stream()
        .map(it -> turns == 0 ? it : schedules.follower(rule.recipient(), turns, notes))
        .map(it -> "schedule:" + it)
        .toList();
  }

  private List<String> team(EscalationRule rule, boolean alone, Set<String> notes) {
    var role = rule.notifyType();
    if (role.equals("admins") || role.equals("users")) {
      var wanted = role.equals("admins") ? "admin" : "user";
      return participants.members(rule.recipient(), it -> it.role().equals(wanted)).stream()
          .map(it -> "person:" + it)
          .toList();
    }
    if (participants.members(rule.recipient()).isEmpty()) {
      return List.of();
    }
    if (role.equals("random")) {
      notes.add(
          alone
              ? "Opsgenie takes one of the team at random; here each incident takes the next."
              : "Opsgenie takes one of the team \"%s\" at random; all of it are paged here, as another rule has the same time."
                  .formatted(rule.recipient().name()));
    } else if (!role.equals("all")) {
      notes.add(
          "Opsgenie asks the routing rules of the team \"%s\"; all its members are paged here."
              .formatted(rule.recipient().name()));
    }
    return Optional.ofNullable(teams.get(rule.recipient().id())).stream()
        .map(it -> "team:" + it)
        .toList();
  }

  private static List<Step> timed(List<Step> steps, List<Long> times, Escalation escalation) {
    var timed = new ArrayList<Step>();
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      var isLast = i + 1 == steps.size();
      long minutes =
          isLast
              ? escalation.repeat() > 0 ? escalation.waitInterval() : 0
              : times.get(i + 1) - times.get(i);
      timed.add(
          new Step(
              step.targets(),
              step.roundRobin(),
              i == 0 ? times.getFirst() * 60 : 0,
              minutes * 60,
              step.notes()));
    }
    return timed;
  }

  /** Whoever is on call in a schedule, as Opsgenie notifies it without an escalation. */
  static Draft.Reaction only(String schedule) {
    return new Reaction(
        "high", 0, List.of(new Step(List.of("schedule:" + schedule), false, 0, 0, List.of())));
  }
}

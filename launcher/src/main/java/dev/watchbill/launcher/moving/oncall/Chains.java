package dev.watchbill.launcher.moving.oncall;

import dev.watchbill.launcher.moving.Draft;
import dev.watchbill.launcher.moving.Draft.Policy;
import dev.watchbill.launcher.moving.Draft.Reaction;
import dev.watchbill.launcher.moving.Ids;
import dev.watchbill.launcher.moving.oncall.OnCall.Chain;
import dev.watchbill.launcher.moving.oncall.OnCall.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Escalation chains as policies: what is between two waits is one step. */
final class Chains {
  /** So often OnCall runs a chain again, at most. */
  private static final int REPEATS = 5;

  private final People people;
  private final Schedules schedules;
  private final Map<String, String> teams;
  private final Ids ids = new Ids("policy");
  private final Map<String, Policy> policies = new LinkedHashMap<>();

  Chains(People people, Schedules schedules, Map<String, String> teams) {
    this.people = people;
    this.schedules = schedules;
    this.teams = teams;
  }

  Optional<String> id(String chain) {
    return Optional.ofNullable(policies.get(chain)).map(Policy::id);
  }

  List<Policy> drafts() {
    return List.copyOf(policies.values());
  }

  void add(Chain chain) {
    var making = new Making();
    chain.steps().forEach(making::add);
    var steps = making.done();
    if (steps.isEmpty()) {
      making.notes.add("None of its steps pages anybody here.");
    }
    if (making.important && making.usual) {
      making.notes.add(
          "Some of its steps are important in OnCall and some aren't; here all are (urgency high).");
    }
    var urgency = making.important || !making.usual ? "high" : "low";
    policies.put(
        chain.id(),
        new Policy(
            ids.of(chain.name()),
            Map.of("critical", new Reaction(urgency, steps.isEmpty() ? 0 : making.repeats, steps)),
            List.copyOf(making.notes)));
  }

  /** A chain on its way to a policy. */
  private final class Making {
    private final List<Draft.Step> steps = new ArrayList<>();
    private final Set<String> targets = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private boolean roundRobin;
    private boolean important;
    private boolean usual;
    private int repeats;
    private long before;
    private long after;

    private void add(Step step) {
      switch (step.type()) {
        case "wait" -> {
          if (targets.isEmpty() && steps.isEmpty()) {
            before += step.duration();
          } else {
            after += step.duration();
          }
        }
        case "repeat_escalation" -> repeats = REPEATS;
        case "notify_persons",
            "notify_person_next_each_time",
            "notify_on_call_from_schedule",
            "notify_team_members" ->
            tell(step);
        default ->
            notes.add("The step %s has no counterpart, and was left out.".formatted(step.type()));
      }
    }

    private void tell(Step step) {
      var named = named(step);
      if (named.isEmpty()) {
        notes.add("A step %s pages nobody here.".formatted(step.type()));
        return;
      }
      var next = step.type().equals("notify_person_next_each_time");
      if (after > 0 || roundRobin || (next && !targets.isEmpty())) {
        close();
      }
      targets.addAll(named);
      roundRobin = next;
      important |= step.important();
      usual |= !step.important();
    }

    /** Where no wait stands between two, OnCall goes on at once. */
    private void close() {
      if (!targets.isEmpty()) {
        steps.add(
            new Draft.Step(
                List.copyOf(targets),
                roundRobin,
                steps.isEmpty() ? before : 0,
                Math.max(1, after),
                List.of()));
      }
      targets.clear();
      roundRobin = false;
      after = 0;
    }

    private List<Draft.Step> done() {
      var waited = after > 0;
      close();
      if (!steps.isEmpty() && !waited) {
        var last = steps.removeLast();
        steps.add(new Draft.Step(last.targets(), last.roundRobin(), last.delay(), 0, last.notes()));
      }
      return steps;
    }
  }

  private List<String> named(Step step) {
    return switch (step.type()) {
      case "notify_on_call_from_schedule" ->
          step.targets().stream()
              .flatMap(it -> schedules.id(it).stream())
              .map(it -> "schedule:" + it)
              .toList();
      case "notify_team_members" ->
          step.targets().stream()
              .filter(it -> !people.of(it).isEmpty())
              .flatMap(it -> Optional.ofNullable(teams.get(it)).stream())
              .map(it -> "team:" + it)
              .toList();
      default -> people.ids(step.targets()).stream().map(it -> "person:" + it).toList();
    };
  }
}

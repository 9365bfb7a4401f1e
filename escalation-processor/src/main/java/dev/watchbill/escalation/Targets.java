package dev.watchbill.escalation;

import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.Team;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks up who the targets of a step are at one moment. */
final class Targets {
  private final Directory directory;
  private final String service;
  private final Instant at;
  private final Map<String, Chosen> people = new LinkedHashMap<>();
  private final List<ChatChannel> channels = new ArrayList<>();
  private final List<String> nobody = new ArrayList<>();
  private @Nullable Instant handoffAt;

  private Targets(Directory directory, String service, Instant at) {
    this.directory = directory;
    this.service = service;
    this.at = at;
  }

  /** Somebody to be told, and why. */
  record Chosen(String person, @Nullable String schedule, String why) {}

  /**
   * @param nobody for each target that has nobody: why
   * @param handoffAt when the first of the shifts that were looked up ends
   */
  record Found(
      List<Chosen> people,
      List<ChatChannel> channels,
      List<String> nobody,
      @Nullable Instant handoffAt) {

    /** Whether nobody would hear of it: no person, and not even a channel that was all it named. */
    boolean isEmpty() {
      return people.isEmpty() && (channels.isEmpty() || !nobody.isEmpty());
    }

    /** The same without some people, each with the reason. */
    Found without(Map<String, String> whys) {
      return new Found(
          people.stream().filter(chosen -> !whys.containsKey(chosen.person())).toList(),
          channels,
          Stream.concat(nobody.stream(), whys.values().stream()).toList(),
          handoffAt);
    }

    /** The same people for another reason than a shift of theirs. */
    Found because(String why) {
      return new Found(
          people.stream().map(chosen -> new Chosen(chosen.person(), null, why)).toList(),
          channels,
          nobody,
          null);
    }

    /**
     * The one whose turn it is, where a step goes round.
     *
     * @param last who was asked last; empty, or somebody who isn't here any more: from the first
     */
    Found inTurn(Optional<String> last) {
      if (people.size() < 2) {
        return this;
      }
      var names = people.stream().map(Chosen::person).toList();
      var next = people.get((last.map(names::indexOf).orElse(-1) + 1) % people.size());
      var why = next.why() + ", next in turn of " + people.size();
      return new Found(
          List.of(new Chosen(next.person(), next.schedule(), why)), channels, nobody, handoffAt);
    }

    String whyNobody() {
      return nobody.isEmpty() ? "it names nobody" : String.join("; ", nobody);
    }
  }

  static Found find(Directory directory, String service, List<Target> targets, Instant at) {
    var search = new Targets(directory, service, at);
    targets.forEach(search::look);
    return search.found();
  }

  private Found found() {
    return new Found(List.copyOf(people.values()), channels, nobody, handoffAt);
  }

  private void look(Target target) {
    var ids = target.getIds();
    switch (target.getKind()) {
      case "schedule" -> ids.forEach(this::schedule);
      case "person" -> ids.forEach(this::person);
      case "team" -> ids.forEach(this::team);
      case "awake-of" -> awakeOf(ids);
      case "channel" -> ids.forEach(this::channel);
      // The roster's check refuses other kinds; one that slipped through must not stop the rest.
      default -> nobody.add("'" + target.getKind() + "' is no kind of target");
    }
  }

  private void schedule(String id) {
    var duties = directory.onCall(id, at);
    var known = duties.stream().filter(this::isKnown).toList();
    if (known.isEmpty()) {
      nobody.add("nobody is on call in " + id + (duties.isEmpty() ? "" : " whom the roster knows"));
    }
    known.forEach(duty -> choose(duty, "on call in " + id));
  }

  private void awakeOf(List<String> schedules) {
    for (var schedule : schedules) {
      var awake = directory.onCall(schedule, at).stream().filter(this::isAwake).toList();
      if (!awake.isEmpty()) {
        awake.forEach(duty -> choose(duty, "on call in " + schedule + " and awake"));
        return;
      }
    }
    schedules.stream()
        .filter(schedule -> directory.onCall(schedule, at).stream().anyMatch(this::isKnown))
        .findFirst()
        .ifPresentOrElse(
            this::schedule,
            () -> nobody.add("nobody is on call in any of " + String.join(", ", schedules)));
  }

  private boolean isKnown(Directory.Duty duty) {
    return directory.person(duty.person()).isPresent();
  }

  private boolean isAwake(Directory.Duty duty) {
    return directory.person(duty.person()).filter(person -> Nights.isAwake(person, at)).isPresent();
  }

  private void choose(Directory.Duty duty, String reason) {
    handoffAt = Signals.earlier(handoffAt, duty.end());
    people.putIfAbsent(
        duty.person(),
        new Chosen(
            duty.person(),
            duty.schedule(),
            duty.why().isEmpty() ? reason : reason + " (" + duty.why() + ")"));
  }

  private void person(String id) {
    named(id, "named by the policy");
  }

  private void team(String id) {
    var members = directory.team(id).map(Team::getMembers).orElse(List.of());
    if (members.isEmpty()) {
      nobody.add("team " + id + " has no members");
    }
    members.forEach(member -> named(member, "member of team " + id));
  }

  private void named(String person, String why) {
    if (directory.person(person).isPresent()) {
      people.putIfAbsent(person, new Chosen(person, null, why));
    } else {
      nobody.add("the roster doesn't know '" + person + "'");
    }
  }

  private void channel(String id) {
    var colon = id.indexOf(':');
    if (id.equals("service")) {
      var chat = directory.service(service).map(Service::getChat).orElse(Map.of());
      chat.forEach((provider, address) -> channels.add(new ChatChannel(provider, address)));
    } else if (colon > 0) {
      channels.add(new ChatChannel(id.substring(0, colon), id.substring(colon + 1)));
    }
  }

  /**
   * The first schedule a plan names in which somebody is on call at a moment; empty: they answer
   * for none of them.
   */
  static Optional<String> dutyOf(String person, Plan plan, Directory directory, Instant at) {
    return allOf(plan).stream()
        .filter(
            target -> target.getKind().equals("schedule") || target.getKind().equals("awake-of"))
        .flatMap(target -> target.getIds().stream())
        .filter(id -> directory.onCall(id, at).stream().anyMatch(d -> d.person().equals(person)))
        .findFirst();
  }

  /** Whether a plan names somebody, or their team, and not only a schedule. */
  static boolean isNamed(String person, Plan plan, Directory directory) {
    return Stream.concat(allOf(plan).stream(), plan.finallyTargets().stream())
        .anyMatch(target ->
            switch (target.getKind()) {
              case "person" -> target.getIds().contains(person);
              case "team" ->
                  target.getIds().stream()
                      .flatMap(id -> directory.team(id).stream())
                      .anyMatch(team -> team.getMembers().contains(person));
              default -> false;
            });
  }

  /** Everybody in all steps of a plan. */
  static Found everybodyIn(Plan plan, Directory directory, String service, Instant at) {
    return find(directory, service, allOf(plan), at);
  }

  /** The targets of all steps, in order. */
  static List<Target> allOf(Plan plan) {
    return plan.rules().getSteps().stream().flatMap(step -> step.getTargets().stream()).toList();
  }

  /** As written in a roster: {@code schedule:ID}. */
  static String text(Target target) {
    var ids = target.getIds();
    var named = ids.size() == 1 ? ids.get(0) : "[" + String.join(", ", ids) + "]";
    return Optional.of(target.getKind()).map(kind -> kind + ":" + named).orElseThrow();
  }
}

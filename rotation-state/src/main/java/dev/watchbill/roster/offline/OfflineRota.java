package dev.watchbill.roster.offline;

import dev.watchbill.roster.PolicyEntry;
import dev.watchbill.roster.PolicyEntry.Escalation;
import dev.watchbill.roster.Roster;
import dev.watchbill.roster.RouteEntry;
import dev.watchbill.roster.ServiceEntry;
import dev.watchbill.roster.Suggestion;
import dev.watchbill.roster.publish.Rotas;
import dev.watchbill.rota.Engine;
import dev.watchbill.rota.Fairness;
import dev.watchbill.rota.Rota;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Answers about a roster's schedules, planned from each rotation's anchor. What was published may
 * differ, as published shifts stay; whoever shows these answers says so.
 *
 * <p>Schedules are asked for by id; none named means all of them.
 */
public final class OfflineRota {
  /** How answers from here are introduced. */
  public static final String NOTE = "planned, not published";

  private final Roster roster;
  private final List<Rota> rotas;
  private final Engine engine;

  public OfflineRota(Roster roster) {
    this.roster = roster;
    this.rotas = List.copyOf(Rotas.of(roster).values());
    this.engine = Engine.of(rotas);
  }

  /**
   * Who is on call, each schedule at each instant, in the order asked.
   *
   * @throws IllegalArgumentException if a schedule isn't in the roster
   */
  public List<OnCallAnswer> onCall(List<String> schedules, List<Instant> at) {
    return asked(schedules).flatMap(id -> at.stream().map(when -> onCall(id, when))).toList();
  }

  /**
   * The shifts in {@code [from, to)}, cut there, sorted by schedule, start and person. Shadows, who
   * aren't on call, are left out.
   *
   * @throws IllegalArgumentException if a schedule isn't in the roster
   */
  public List<ShiftAnswer> shifts(List<String> schedules, Instant from, Instant to) {
    return asked(schedules)
        .flatMap(id ->
            engine.shifts(id, from, to).stream()
                .filter(shift -> !shift.shadow())
                .map(shift -> ShiftAnswer.of(id, shift)))
        .sorted(ShiftAnswer.ORDER)
        .toList();
  }

  /**
   * What is uncovered in {@code [from, to)}, cut there, sorted by schedule and start.
   *
   * @throws IllegalArgumentException if a schedule isn't in the roster
   */
  public List<GapAnswer> gaps(List<String> schedules, Instant from, Instant to) {
    return asked(schedules)
        .sorted()
        .flatMap(id ->
            engine.gaps(id, from, to).stream()
                .map(gap -> new GapAnswer(id, gap.start(), gap.end())))
        .toList();
  }

  /**
   * How the duty is shared out in {@code [from, to)}, sorted by schedule.
   *
   * @throws IllegalArgumentException if a schedule isn't in the roster
   */
  public List<Fairness> fairness(List<String> schedules, Instant from, Instant to) {
    return Fairness.of(rotas, asked(schedules).sorted().toList(), from, to);
  }

  /**
   * The schedules a service relies on: those its policy (without one the fallback) names for its
   * gravest severity, else its team's.
   *
   * @throws IllegalArgumentException if the service isn't in the roster
   */
  public List<String> schedulesOf(String service) {
    var entry = roster.services().get(service);
    if (entry == null) {
      throw unknown("service", service, roster.services().keySet());
    }
    var named = policyOf(entry).stream().flatMap(OfflineRota::schedulesOf).distinct().toList();
    return named.isEmpty() ? ofTeam(entry) : named;
  }

  /** Of those answers the ones in which a person is on call. */
  public static List<OnCallAnswer> of(String person, List<OnCallAnswer> answers) {
    return answers.stream().filter(it -> it.who().contains(person)).toList();
  }

  private List<String> ofTeam(ServiceEntry service) {
    return service
        .team()
        .or(() -> routeOf(service).flatMap(it -> it.teams().stream().findFirst()))
        .map(roster.teams()::get)
        .stream()
        .flatMap(team -> team.schedules().keySet().stream().sorted())
        .toList();
  }

  private Optional<PolicyEntry> policyOf(ServiceEntry service) {
    return service
        .policy()
        .or(() -> routeOf(service).flatMap(RouteEntry::policy))
        .or(() -> roster.organization().fallback())
        .map(roster.policies()::get);
  }

  /** That of its alerts whatever their labels; the first one that matches counts. */
  private Optional<RouteEntry> routeOf(ServiceEntry service) {
    return roster.routes().stream()
        .filter(it -> it.labels().isEmpty() && it.mayMatch(service))
        .findFirst();
  }

  private static Stream<String> schedulesOf(PolicyEntry policy) {
    return Stream.of("critical", "error", "warning", "info")
        .flatMap(severity -> Optional.ofNullable(policy.severities().get(severity)).stream())
        .flatMap(it -> it instanceof Escalation escalation ? Stream.of(escalation) : Stream.empty())
        .limit(1)
        .flatMap(escalation -> escalation.steps().stream())
        .flatMap(step -> step.targets().stream())
        .filter(target -> Set.of("schedule", "awake-of").contains(target.kind()))
        .flatMap(target -> target.ids().stream());
  }

  private OnCallAnswer onCall(String schedule, Instant at) {
    var answer = engine.onCall(schedule, at);
    var shift = answer.shift();
    return new OnCallAnswer(
        schedule,
        at,
        answer.who(),
        shift == null ? null : ShiftAnswer.of(schedule, shift),
        answer.why());
  }

  private Stream<String> asked(List<String> schedules) {
    var known = roster.schedules().keySet();
    for (var schedule : schedules) {
      if (!known.contains(schedule)) {
        throw unknown("schedule", schedule, known);
      }
    }
    return schedules.isEmpty() ? known.stream() : schedules.stream().distinct();
  }

  private static IllegalArgumentException unknown(
      String kind, String id, Collection<String> known) {
    return new IllegalArgumentException(
        "Expected %s, but got %s"
            .formatted(Suggestion.listed(known, kind), Suggestion.quoted(id, known)));
  }
}

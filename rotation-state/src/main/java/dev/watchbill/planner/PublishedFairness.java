package dev.watchbill.planner;

import dev.watchbill.rota.Book;
import dev.watchbill.rota.Fairness;
import dev.watchbill.rota.PlannedShift;
import dev.watchbill.rota.Rota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the duty of published schedules is shared out: as it was served, as it is published, and as
 * it would be published next. Loads are the planner's own.
 */
public final class PublishedFairness {
  private final Planner planner = new Planner();
  private final Map<String, Plan> plans;
  private final Instant from;
  private final Instant to;

  private PublishedFairness(Map<String, Plan> plans, Instant from, Instant to) {
    this.plans = plans;
    this.from = from;
    this.to = to;
  }

  /**
   * Of these schedules, in their order; one of which nothing is published is left out.
   *
   * @param plans by schedule
   * @param served shifts that are over, by schedule; what is published still is taken from the plan
   * @throws IllegalArgumentException if that is farther ahead than anybody plans
   */
  public static List<Fairness> of(
      Map<String, Plan> plans,
      Map<String, List<PlannedShift>> served,
      Collection<String> schedules,
      Instant from,
      Instant to) {
    var fairness = new PublishedFairness(plans, from, to);
    return schedules.stream()
        .filter(plans::containsKey)
        .map(id -> fairness.of(id, served.getOrDefault(id, List.of())))
        .toList();
  }

  private Fairness of(String schedule, List<PlannedShift> served) {
    var plan = plans.get(schedule);
    if (plan == null) {
      throw new IllegalArgumentException("Expected a plan of schedule '%s'".formatted(schedule));
    }
    var far = plan.until().isBefore(to) ? planner.extend(plan, to) : plan;
    var newest = far.newest();
    var rota =
        newest.rotas().stream()
            .filter(it -> it.schedule().equals(schedule))
            .findFirst()
            .orElseThrow();
    var shifts =
        Stream.concat(
                cut(served, from, Stretch.earlier(plan.from(), to)),
                cut(far.shifts(), Stretch.later(plan.from(), from), to))
            .toList();
    return Fairness.of(
        rotaWithNights(rota, plan),
        shifts,
        newest.rotas(),
        newest.book(),
        from,
        to,
        Stretch.later(to, newest.from()));
  }

  private static Stream<PlannedShift> cut(List<PlannedShift> shifts, Instant start, Instant end) {
    return shifts.stream()
        .filter(it -> it.start().isBefore(end) && it.end().isAfter(start))
        .map(it ->
            new PlannedShift(
                it.rotation(),
                it.turn(),
                it.who(),
                Stretch.later(it.start(), start),
                Stretch.earlier(it.end(), end),
                it.kind(),
                it.shadow(),
                it.why()));
  }

  /** The nights that incidents broke are in the books, not in the roster. */
  private static Rota rotaWithNights(Rota rota, Plan plan) {
    return rota.people(
        rota.people().stream()
            .map(person -> person.brokenNights(nights(plan, rota.schedule(), person.id())))
            .toList());
  }

  private static List<Instant> nights(Plan plan, String schedule, String who) {
    var nights = new ArrayList<Instant>();
    for (var segment : plan.segments()) {
      for (var line : segment.book().lines()) {
        if (line.schedule().equals(schedule)) {
          line.wakes().stream()
              .filter(wake -> wake.who().equals(who))
              .map(Book.Wake::at)
              .forEach(nights::add);
          line.accounts().stream()
              .filter(account -> account.people().equals(List.of(who)))
              .forEach(account -> nights.addAll(account.broken()));
        }
      }
    }
    return nights.stream().distinct().toList();
  }
}

package dev.watchbill.rota;

import java.time.Instant;
import java.util.List;

/**
 * How a schedule's duty is shared out.
 *
 * @param people what everybody serves between {@code from} and {@code to}, by id: all members, and
 *     whoever an override put on call
 * @param balances how evenly the turns were given out up to {@code to}, one for each load
 */
public record Fairness(
    String schedule, Instant from, Instant to, List<Tally> people, List<Balance> balances) {
  public Fairness {
    people = List.copyOf(people);
    balances = List.copyOf(balances);
  }

  /**
   * Of a schedule whose shifts are known.
   *
   * @param shifts of it between {@code from} and {@code to}
   * @param together definitions of all that are planned together
   * @param book what is settled of them; loads go on from there
   * @param until loads are counted to here
   */
  public static Fairness of(
      Rota rota,
      List<PlannedShift> shifts,
      List<Rota> together,
      Book book,
      Instant from,
      Instant to,
      Instant until) {
    return new Fairness(
        rota.schedule(),
        from,
        to,
        new Tallying(rota, shifts).tallies(from, to),
        balances(Engine.of(together, book), rota.schedule(), until));
  }

  private static List<Balance> balances(Engine engine, String schedule, Instant until) {
    return engine.replays().stream()
        .flatMap(it -> Balancing.of(it, until).stream())
        .filter(it -> it.rotations().stream().anyMatch(name -> name.startsWith(schedule + "/")))
        .toList();
  }

  /**
   * Of these schedules, in their order.
   *
   * @param together all that are planned together with them, as for {@link Engine#of(List)}
   * @throws IllegalArgumentException if a schedule isn't among them
   */
  public static List<Fairness> of(
      List<Rota> together, List<String> schedules, Instant from, Instant to) {
    // With an empty book every turn is assigned one by one, so that there are loads to look into.
    var engine = Engine.of(together, Book.EMPTY);
    var balances = engine.replays().stream().flatMap(it -> Balancing.of(it, to).stream()).toList();
    return schedules.stream()
        .map(id -> {
          var rota = engine.rota(id);
          return new Fairness(
              id,
              from,
              to,
              new Tallying(rota, engine.shifts(id, from, to)).tallies(from, to),
              balances.stream()
                  .filter(it -> it.rotations().stream().anyMatch(name -> name.startsWith(id + "/")))
                  .toList());
        })
        .toList();
  }
}

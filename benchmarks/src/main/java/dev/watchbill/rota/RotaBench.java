package dev.watchbill.rota;

import dev.watchbill.planner.Definitions;
import dev.watchbill.planner.Planner;
import dev.watchbill.planner.Replanning;
import dev.watchbill.schemas.Schedule;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The rota engine against its budgets, in time of the one thread on a processor: an instant near
 * the anchor and far from it, a year of a large company, and its first plan. Exit 1 where a budget
 * isn't kept.
 */
public final class RotaBench {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDateTime ANCHOR = LocalDateTime.parse("2026-01-05T09:00");
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  private static final int SCHEDULES = 1_000;
  private static final int CALLS = 200_000;
  private static final double ON_CALL_NANOS = 1_000;

  /** Noise of a shared machine included. */
  private static final double FAR_RATIO = 2;

  private static final double YEAR_MILLIS = 3_000;

  private boolean kept = true;

  private RotaBench() {}

  /** Without arguments. */
  public static void main(String[] none) {
    var bench = new RotaBench();
    bench.instants(false);
    bench.instants(true);
    bench.year(false);
    bench.year(true);
    bench.firstPlan(false);
    bench.firstPlan(true);
    if (!bench.kept) {
      System.exit(1);
    }
  }

  /**
   * With leave each turn is planned after the one before, once; what is measured is asking then.
   */
  private void instants(boolean leave) {
    var engine = Engine.of(rota(0, leave));
    var what = "onCall, %,d turns from the anchor" + (leave ? ", with leave" : "");
    var near = nanosOf(engine, 10);
    var far = nanosOf(engine, 1_000_000);
    line(what.formatted(10), near, "ns", ON_CALL_NANOS);
    line(what.formatted(1_000_000), far, "ns", ON_CALL_NANOS);
    line("far to near" + (leave ? ", with leave" : ""), far / near, "×", FAR_RATIO);
  }

  /** What the planner does when a company's rotas of many years are put into a new installation. */
  private void firstPlan(boolean leave) {
    var now = Instant.parse("2026-11-26T10:00:00Z");
    var schedules = IntStream.range(0, SCHEDULES).mapToObj(i -> weekly(i, leave, now)).toList();
    var wanted = Definitions.of(schedules);
    var nanos =
        least(() -> {
          long planned = 0;
          for (var lot : Replanning.together(List.of(), wanted)) {
            planned +=
                Replanning.only(new Planner(), lot, id -> Optional.empty(), wanted, List.of(), now)
                    .stream()
                    .filter(it -> it instanceof Replanning.Outcome.Planned)
                    .count();
          }
          return planned == SCHEDULES ? planned : 0;
        });
    var what = "first plan of 1,000 weekly schedules since 2020" + (leave ? ", with leave" : "");
    line(what, nanos / 1e6, "ms", YEAR_MILLIS);
  }

  private static Schedule weekly(int number, boolean leave, Instant now) {
    var rota = rota(number, LocalDateTime.parse("2020-01-06T09:00"), "1w", leave, now);
    return Schedule.newBuilder()
        .setId(rota.schedule())
        .setTeam("team")
        .setTimezone(BERLIN.getId())
        .setDefinition(RotaJson.write(rota))
        .build();
  }

  private static double nanosOf(Engine engine, int turns) {
    var at = START.plus(Duration.ofDays(turns));
    return least(() -> {
      long people = 0;
      for (int i = 0; i < CALLS; i++) {
        people += engine.onCall(at.plusSeconds(i % 1000 * 86_400L + i % 3600)).who().size();
      }
      return people;
    })
        / (double) CALLS;
  }

  private void year(boolean leave) {
    var rotas = IntStream.range(0, SCHEDULES).mapToObj(i -> rota(i, leave)).toList();
    var nanos = least(() -> plan(rotas));
    var what = "1 year × 1,000 schedules × 8 members" + (leave ? ", all with leave" : "");
    line(what, nanos / 1e6, "ms", YEAR_MILLIS);
  }

  private static long plan(List<Rota> rotas) {
    long shifts = 0;
    for (var rota : rotas) {
      shifts += Engine.of(rota).shifts(START, START.plus(Duration.ofDays(365))).size();
    }
    return shifts;
  }

  /** The quickest of some runs: the others were disturbed. */
  private static long least(LongSupplier work) {
    var threads = ManagementFactory.getThreadMXBean();
    var least = Long.MAX_VALUE;
    for (int run = 0; run < 7; run++) {
      var before = threads.getCurrentThreadCpuTime();
      if (work.getAsLong() == 0) {
        throw new IllegalStateException("Expected something to be planned, but got nothing");
      }
      least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
    }
    return least;
  }

  private void line(String what, double figure, String unit, double budget) {
    kept &= figure <= budget;
    System.out.printf(
        Locale.ROOT,
        "%-60s %9.1f %-2s  %.2f of the budget%s%n",
        what,
        figure,
        unit,
        figure / budget,
        figure <= budget ? "" : ", over");
  }

  /** Eight people who take turns of a day, each on leave for two weeks if asked for. */
  private static Rota rota(int number, boolean leave) {
    return rota(number, ANCHOR, "1d", leave, START);
  }

  private static Rota rota(
      int number, LocalDateTime anchor, String turn, boolean leave, Instant leaveFrom) {
    var members = IntStream.range(0, 8).mapToObj(i -> "person-" + i).toArray(String[]::new);
    var rotation =
        Rotation.named("turns", BERLIN, anchor, TurnLength.parse(turn)).members(members).build();
    var rota = Rota.of("schedule-" + number, BERLIN, rotation);
    var people = new ArrayList<Person>();
    for (int i = 0; i < members.length; i++) {
      var from = leaveFrom.plus(Duration.ofDays(20L * i + number % 20));
      var person = Person.of(members[i], BERLIN);
      people.add(leave ? person.away(from, from.plus(Duration.ofDays(14)), "leave") : person);
    }
    return rota.people(people);
  }
}

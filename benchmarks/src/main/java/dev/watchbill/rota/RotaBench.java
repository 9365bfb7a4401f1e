package dev.watchbill.rota;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The rota engine against its budgets, in time of the one thread on a processor: an instant near
 * the anchor and far from it, and a year of a large company. Exit 1 where a budget isn't kept.
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
    bench.instants();
    bench.year(false);
    bench.year(true);
    if (!bench.kept) {
      System.exit(1);
    }
  }

  private void instants() {
    var engine = Engine.of(rota(0, false));
    var near = nanosOf(engine, 10);
    var far = nanosOf(engine, 1_000_000);
    line("onCall, 10 turns from the anchor", near, "ns", ON_CALL_NANOS);
    line("onCall, 1,000,000 turns from the anchor", far, "ns", ON_CALL_NANOS);
    line("far to near", far / near, "×", FAR_RATIO);
  }

  private static double nanosOf(Engine engine, int turns) {
    var at = START.plus(Duration.ofDays(turns));
    return least(() -> {
      long people = 0;
      for (int i = 0; i < CALLS; i++) {
        people += engine.onCall(at.plusSeconds(i % 3600)).who().size();
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
        "%-52s %9.1f %-2s  %.2f of the budget%s%n",
        what,
        figure,
        unit,
        figure / budget,
        figure <= budget ? "" : ", over");
  }

  /** Eight people who take turns of a day, each on leave for two weeks if asked for. */
  private static Rota rota(int number, boolean leave) {
    var members = IntStream.range(0, 8).mapToObj(i -> "person-" + i).toArray(String[]::new);
    var rotation =
        Rotation.named("daily", BERLIN, ANCHOR, TurnLength.parse("1d")).members(members).build();
    var rota = Rota.of("schedule-" + number, BERLIN, rotation);
    var people = new ArrayList<Person>();
    for (int i = 0; i < members.length; i++) {
      var from = START.plus(Duration.ofDays(20L * i + number % 20));
      var person = Person.of(members[i], BERLIN);
      people.add(leave ? person.away(from, from.plus(Duration.ofDays(14)), "leave") : person);
    }
    return rota.people(people);
  }
}

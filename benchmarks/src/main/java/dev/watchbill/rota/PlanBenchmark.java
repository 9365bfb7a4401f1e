package dev.watchbill.rota;

import dev.watchbill.planner.Definitions;
import dev.watchbill.planner.Planner;
import dev.watchbill.planner.Replanning;
import dev.watchbill.schemas.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A large company's plans, from nothing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 7)
public class PlanBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  @Param({"false", "true"})
  boolean leave;

  private List<Rota> rotas = List.of();
  private List<Schedule> schedules = List.of();

  /** Writes the definitions; reading them is part of planning. */
  @Setup
  public void define() {
    rotas = BenchRotas.daily(leave);
    schedules = BenchRotas.weekly(leave, NOW);
  }

  /** All shifts of a year in daily turns. */
  @Benchmark
  public long year() {
    long shifts = 0;
    for (var rota : rotas) {
      var until = BenchRotas.START.plus(Duration.ofDays(365));
      shifts += Engine.of(rota).shifts(BenchRotas.START, until).size();
    }
    return planned(shifts, BenchRotas.SCHEDULES * 365L);
  }

  /** What the planner does when rotas of many years are put into a new installation. */
  @Benchmark
  public long firstPlan() {
    var wanted = Definitions.of(schedules);
    long plans = 0;
    for (var lot : Replanning.together(List.of(), wanted)) {
      plans +=
          Replanning.only(new Planner(), lot, id -> Optional.empty(), wanted, List.of(), NOW)
              .stream()
              .filter(it -> it instanceof Replanning.Outcome.Planned)
              .count();
    }
    return planned(plans, BenchRotas.SCHEDULES);
  }

  private static long planned(long count, long expected) {
    if (count < expected) {
      throw new IllegalStateException(
          "Expected at least %d to be planned, but got %d".formatted(expected, count));
    }
    return count;
  }
}

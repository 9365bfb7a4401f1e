package dev.watchbill.rota;

import java.time.Duration;
import java.time.Instant;
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

/**
 * Who is on call at an instant, so many turns from the anchor. With leave each turn is planned
 * after the one before, once; what is measured is asking then.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class OnCallBenchmark {
  /** As many different turns are asked for. */
  private static final int ASKED = 1_000;

  @Param({"10", "1000000"})
  int turns;

  @Param({"false", "true"})
  boolean leave;

  private Engine engine = Engine.of(BenchRotas.daily(0, false));
  private Instant first = BenchRotas.START;
  private int call;

  /** Plans as far as is asked. */
  @Setup
  public void plan() {
    engine = Engine.of(BenchRotas.daily(0, leave));
    first = BenchRotas.START.plus(Duration.ofDays(turns));
    engine.onCall(first.plus(Duration.ofDays(ASKED)));
  }

  /** Another turn and another second of it each time. */
  @Benchmark
  public OnCall onCall() {
    call++;
    return engine.onCall(first.plusSeconds(call % ASKED * 86_400L + call % 3_600));
  }
}

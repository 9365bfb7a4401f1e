package dev.watchbill.rota;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The rota engine against its budgets, by JMH, in processor time: an instant near the anchor and
 * far from it, a year of a large company, and its first plan. Exit 1 where a budget isn't kept.
 */
public final class RotaBench {
  private static final double ON_CALL_NANOS = 1_000;

  /** Noise of a shared machine included. */
  private static final double FAR_RATIO = 2;

  private static final double PLAN_MILLIS = 3_000;

  private final Collection<RunResult> results;
  private boolean kept = true;

  private RotaBench(Collection<RunResult> results) {
    this.results = results;
  }

  /** Without arguments. How it goes is told on stderr. */
  public static void main(String[] none) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(OnCallBenchmark.class.getName())
            .include(PlanBenchmark.class.getName())
            .addProfiler(ProcessorTime.class)
            .shouldFailOnError(true)
            .build();
    var progress = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL);
    var bench = new RotaBench(new Runner(options, progress).run());
    for (var leave : new boolean[] {false, true}) {
      bench.judge(leave);
    }
    if (!bench.kept) {
      System.exit(1);
    }
  }

  private void judge(boolean leave) {
    var with = leave ? ", with leave" : "";
    var near = onCall(leave, 10);
    var far = onCall(leave, 1_000_000);
    line("onCall, 10 turns from the anchor" + with, near, "ns", ON_CALL_NANOS);
    line("onCall, 1,000,000 turns from the anchor" + with, far, "ns", ON_CALL_NANOS);
    figure("far to near" + with, least(far) / least(near), "×", "", FAR_RATIO);
    var year = "1 year × 1,000 schedules × 8 members" + with;
    line(year, plan("year", leave), "ms", PLAN_MILLIS);
    var first = "first plan of 1,000 weekly schedules since 2020" + with;
    line(first, plan("firstPlan", leave), "ms", PLAN_MILLIS);
  }

  private RunResult onCall(boolean leave, int turns) {
    return result("onCall", leave, "turns", Integer.toString(turns));
  }

  private RunResult plan(String benchmark, boolean leave) {
    return result(benchmark, leave, "leave", Boolean.toString(leave));
  }

  private RunResult result(String benchmark, boolean leave, String parameter, String value) {
    return results.stream()
        .filter(it -> it.getParams().getBenchmark().endsWith("." + benchmark))
        .filter(it -> it.getParams().getParam("leave").equals(Boolean.toString(leave)))
        .filter(it -> it.getParams().getParam(parameter).equals(value))
        .findFirst()
        .orElseThrow();
  }

  /** Processor time of the quickest of some iterations: the others were disturbed. */
  private static double least(RunResult result) {
    return result.getAggregatedResult().getIterationResults().stream()
        .map(it -> Objects.requireNonNull(it.getSecondaryResults().get(ProcessorTime.NAME)))
        .mapToDouble(it -> it.getScore())
        .min()
        .orElseThrow();
  }

  private void line(String what, RunResult result, String unit, double budget) {
    var all = result.getPrimaryResult();
    var clock =
        String.format(
            Locale.ROOT,
            "; by the clock %.1f ± %.1f %s",
            all.getScore(),
            all.getScoreError(),
            unit);
    figure(what, least(result), unit, clock, budget);
  }

  private void figure(String what, double figure, String unit, String clock, double budget) {
    kept &= figure <= budget;
    System.out.printf(
        Locale.ROOT,
        "%-60s %9.1f %-2s  %.2f of the budget%s%s%n",
        what,
        figure,
        unit,
        figure / budget,
        figure <= budget ? "" : ", over",
        clock);
  }
}

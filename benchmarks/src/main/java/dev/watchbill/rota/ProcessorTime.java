package dev.watchbill.rota;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time of an operation, beside the time JMH takes by the clock: what else wants the
 * machine's processors counts only by the caches it empties. Collecting garbage is part of it.
 */
public final class ProcessorTime implements InternalProfiler {
  static final String NAME = "processor";

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private long before;

  @Override
  public String getDescription() {
    return "Processor time of an operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    before = system.getProcessCpuTime();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    var nanos = (double) (system.getProcessCpuTime() - before);
    var unit = benchmark.getTimeUnit();
    var operations = result.getMetadata().getAllOps();
    return List.of(
        new ScalarResult(
            NAME,
            nanos / operations / unit.toNanos(1),
            TimeUnit.NANOSECONDS.equals(unit) ? "ns" : "ms",
            AggregationPolicy.AVG));
  }
}

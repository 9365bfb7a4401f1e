package dev.watchbill.escalation.kafka;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/** Many times, in microseconds. */
final class Samples {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final double[] sorted;

  private Samples(double[] micros) {
    sorted = micros.clone();
    Arrays.sort(sorted);
  }

  /** The time that this share of them doesn't exceed. */
  double at(double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  /** Runs something again and again. */
  static Samples of(int times, Runnable what) {
    var micros = new double[times];
    for (var i = 0; i < times; i++) {
      micros[i] = micros(what);
    }
    return new Samples(micros);
  }

  static Samples of(List<Double> micros) {
    return new Samples(micros.stream().mapToDouble(Double::doubleValue).toArray());
  }

  int count() {
    return sorted.length;
  }

  /** What something takes of this thread's time on a processor: what else runs doesn't count. */
  static double micros(Runnable what) {
    var begun = THREADS.getCurrentThreadCpuTime();
    what.run();
    return (THREADS.getCurrentThreadCpuTime() - begun) / 1_000.0;
  }
}

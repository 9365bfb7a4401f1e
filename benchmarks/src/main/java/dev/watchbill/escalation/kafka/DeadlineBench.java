package dev.watchbill.escalation.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The stores of one task at size: the topology that runs, on disk and with changelogs, driven
 * without a broker. Prints a line a size and draws the curve.
 */
public final class DeadlineBench {
  private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000, 1_000_000);
  private static final Path CURVE = Path.of("docs/benchmarks/deadlines.svg");

  private DeadlineBench() {}

  /**
   * Runs it.
   *
   * @param sizes how many incidents are open; none: from a thousand to a million
   */
  public static void main(String[] sizes) throws IOException {
    var wanted = sizes.length == 0 ? SIZES : Stream.of(sizes).map(Integer::valueOf).toList();
    var all = new ArrayList<Figures>();
    System.out.println(Figures.HEAD);
    for (var size : wanted) {
      var figures = measure(size);
      all.add(figures);
      System.out.println(figures.line());
    }
    if (all.size() > 1) {
      Files.createDirectories(CURVE.getParent());
      Files.writeString(CURVE, new Curve(all).svg());
      System.err.println("curve: " + CURVE);
    }
  }

  /**
   * What was measured; times are those of the one thread on a processor, in microseconds unless
   * they say otherwise.
   *
   * @param idle a sweep when nothing is due: median and 99 of 100
   * @param afterCancelling the same right after the 200,000 nearest hints were deleted
   * @param crossing the one sweep that walks over those
   * @param alert one alert: four repeats to a new incident
   * @param dueMillis until 6,000 steps that are due at once were decided, encoded and written
   * @param heapMiB in use after a collection
   * @param residentMiB of the process, stores off the heap included
   */
  record Figures(
      int open,
      double idle,
      double idle99,
      double afterCancelling,
      double crossing,
      double alert,
      double dueMillis,
      long heapMiB,
      long residentMiB) {
    static final String HEAD =
        "      open  idle µs   p99 µs  cancelled µs  crossing µs  alert µs  6000 due ms  heap MiB "
            + " resident MiB";

    String line() {
      return String.format(
          Locale.ROOT,
          "%,10d %8.1f %8.1f %13.1f %12.0f %9.0f %12.0f %9d %13d",
          open,
          idle,
          idle99,
          afterCancelling,
          crossing,
          alert,
          dueMillis,
          heapMiB,
          residentMiB);
    }
  }

  private static Figures measure(int open) throws IOException {
    var folder = Files.createTempDirectory("watchbill-bench");
    try (var task = new FilledTask(folder)) {
      task.fill(open);
      var alert = task.alerts(20_000);
      task.settle();
      var idle = task.idleSweeps(4_000);
      var due = task.due();
      task.cancel(Math.min(200_000, open / 2));
      var cancelled = task.idleSweeps(4_000);
      var crossing = task.crossing();
      System.gc();
      var runtime = Runtime.getRuntime();
      return new Figures(
          open,
          idle.at(0.5),
          idle.at(0.99),
          cancelled.at(0.5),
          crossing,
          alert.at(0.5),
          due / 1_000,
          (runtime.totalMemory() - runtime.freeMemory()) >> 20,
          resident());
    } finally {
      remove(folder);
    }
  }

  private static long resident() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElse(0);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

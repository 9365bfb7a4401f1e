package dev.watchbill.launcher.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * {@code watchbill simulate} over a year: the example shop, alerts that come, are repeated and end
 * within two hours, people who answer after five minutes. Exit 1 where 100,000 alerts take more
 * than a minute, and would on a machine that does nothing else.
 */
public final class SimulateBench {
  private static final List<String> SERVICES =
      List.of("checkout", "card-gateway", "reports", "catalog", "search");
  private static final List<String> SEVERITIES = List.of("critical", "error", "error", "warning");
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final int ALERTS = 100_000;
  private static final Duration BUDGET = Duration.ofMinutes(1);
  private static final int PROCESSORS = 2;

  private SimulateBench() {}

  /**
   * Runs it.
   *
   * @param arguments how many alerts; 100,000 unless given
   */
  public static void main(String[] arguments) throws IOException {
    var alerts = arguments.length == 0 ? ALERTS : Integer.parseInt(arguments[0]);
    var folder = Files.createTempDirectory("watchbill-bench");
    var file = folder.resolve("year.jsonl");
    try {
      write(file, alerts);
      var code = time(alerts, file);
      if (code != 0) {
        System.exit(code);
      }
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static int time(int alerts, Path file) {
    var nothing = new PrintWriter(Writer.nullWriter());
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    var begun = System.nanoTime();
    var worked = processorTime();
    var code =
        CommandLines.create(nothing, err, "simulate")
            .execute(
                "simulate",
                "--roster",
                "examples/shop",
                "--alerts",
                file.toString(),
                "--answer-after",
                "5m");
    var wall = Duration.ofNanos(System.nanoTime() - begun);
    var processor = processorTime().minus(worked);
    System.out.printf(
        Locale.ROOT,
        "a year of %,d alerts: %.1f s; on processors %.1f s in all (%.0f µs an alert)%n",
        alerts,
        wall.toMillis() / 1000.0,
        processor.toMillis() / 1000.0,
        processor.toNanos() / 1000.0 / alerts);
    var isLate =
        wall.compareTo(BUDGET) > 0 && processor.dividedBy(PROCESSORS).compareTo(BUDGET) > 0;
    return code != 0 ? code : alerts >= ALERTS && isLate ? 1 : 0;
  }

  /** Of all threads, those that compile and collect garbage included. */
  private static Duration processorTime() {
    return Duration.ofNanos(
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime());
  }

  /** Each fires at some time of the year and ends within two hours; every fifth is repeated. */
  private static void write(Path file, int alerts) throws IOException {
    var random = new SplittableRandom(1);
    var lines = new TreeMap<Instant, String>();
    for (var i = 0; lines.size() < alerts; i++) {
      var at = START.plusMillis(random.nextLong(YEAR.toMillis()));
      var ends = at.plusMillis(random.nextLong(60_000, 7_200_000));
      var alert = firing(random, i);
      lines.put(at, alert);
      lines.put(ends, alert + ", \"status\": \"resolved\"");
      if (i % 5 == 0) {
        lines.put(at.plusMillis(random.nextLong(1, 60_000)), alert);
      }
    }
    try (var out = Files.newBufferedWriter(file)) {
      for (var line : lines.entrySet()) {
        out.write("{\"at\": \"%s\", \"alert\": {%s}}\n".formatted(line.getKey(), line.getValue()));
      }
    }
  }

  private static String firing(SplittableRandom random, int number) {
    return "\"service\": \"%s\", \"key\": \"alert-%d\", \"severity\": \"%s\", \"title\": \"Alert %d\""
        .formatted(
            SERVICES.get(random.nextInt(SERVICES.size())),
            number,
            SEVERITIES.get(random.nextInt(SEVERITIES.size())),
            number % 50);
  }
}

package dev.watchbill.escalation;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;

/** Thousands of made-up nights, by hand: {@code benchmarks/run nights [FROM [COUNT]]}. */
public final class ManyNights {
  private static final int TICKS = 200;
  private static final int SAY_EVERY = 1_000;

  private ManyNights() {}

  /**
   * Plays them; a seed that breaks a law is named with its timeline. Exit 1 if any does.
   *
   * @param arguments the first seed (0), and how many nights (10,000)
   */
  public static void main(String[] arguments) {
    var from = arguments.length > 0 ? Long.parseLong(arguments[0]) : 0;
    var count = arguments.length > 1 ? Long.parseLong(arguments[1]) : 10_000;
    var broken = 0;
    for (var seed = from; seed < from + count; seed++) {
      broken += keepsTheLaws(seed) ? 0 : 1;
      var played = seed - from + 1;
      if (played % SAY_EVERY == 0 || played == count) {
        System.out.printf(
            Locale.ROOT,
            "%,d nights from seed %d: %d broke a law; %d s on a processor%n",
            played,
            from,
            broken,
            processorTime().toSeconds());
      }
    }
    System.exit(broken == 0 ? 0 : 1);
  }

  private static boolean keepsTheLaws(long seed) {
    try (var night = new Simulation(seed, new MachineRig())) {
      night.run(TICKS);
      return true;
    } catch (AssertionError e) {
      System.out.printf(
          Locale.ROOT, "seed %d: %s%n%s%n", seed, String.valueOf(e.getCause()), e.getMessage());
      return false;
    }
  }

  private static Duration processorTime() {
    return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
  }
}

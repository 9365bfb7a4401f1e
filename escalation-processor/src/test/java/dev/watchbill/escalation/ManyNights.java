package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.escalation.kafka.TopologyRig;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Thousands of made-up nights, by hand: {@code benchmarks/run nights [topology] [FROM [COUNT]]}.
 */
public final class ManyNights {
  private static final String TOPOLOGY = "topology";
  private static final int TICKS = 200;
  private static final int TICKS_OF_THE_TOPOLOGY = 80;
  private static final int SAY_EVERY = 500;

  private ManyNights() {}

  /**
   * Plays them; a seed that breaks a law is named with its timeline. Exit 1 if any does.
   *
   * @param arguments {@code topology} to play them through the whole of it, else the decisions
   *     alone; the first seed (0), and how many nights (10,000)
   */
  public static void main(String[] arguments) {
    var all = List.of(arguments);
    var whole = !all.isEmpty() && all.getFirst().equals(TOPOLOGY);
    var numbers = all.subList(whole ? 1 : 0, all.size());
    var from = numbers.isEmpty() ? 0 : Long.parseLong(numbers.getFirst());
    var count = numbers.size() > 1 ? Long.parseLong(numbers.get(1)) : 10_000;
    var broken = 0;
    for (var seed = from; seed < from + count; seed++) {
      broken += keepsTheLaws(seed, whole) ? 0 : 1;
      var played = seed - from + 1;
      if (played % SAY_EVERY == 0 || played == count) {
        System.out.printf(
            Locale.ROOT,
            "%,d nights %sfrom seed %d: %d broke a law; %d s on a processor%n",
            played,
            whole ? "through the topology " : "",
            from,
            broken,
            processorTime().toSeconds());
      }
    }
    System.exit(broken == 0 ? 0 : 1);
  }

  private static boolean keepsTheLaws(long seed, boolean whole) {
    try {
      if (whole) {
        throughTheTopology(seed);
      } else {
        decided(seed);
      }
      return true;
    } catch (AssertionError e) {
      System.out.printf(
          Locale.ROOT, "seed %d: %s%n%s%n", seed, String.valueOf(e.getCause()), e.getMessage());
      return false;
    }
  }

  private static void decided(long seed) {
    try (var night = new Simulation(seed, new MachineRig())) {
      night.run(TICKS);
    }
  }

  private static void throughTheTopology(long seed) {
    var rig = new TopologyRig();
    try (var night = new Simulation(seed, rig)) {
      night.run(TICKS_OF_THE_TOPOLOGY);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  private static Duration processorTime() {
    return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
  }
}

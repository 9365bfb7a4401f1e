package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nights made up by a seed; the laws hold after each tick. */
class SimulationTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void keepsTheLaws(long seed) {
    night(seed);
  }

  @Tag("slow")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("manySeeds")
  void keepsTheLawsThroughManyNights(long seed) {
    night(seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("fewSeeds")
  void endsTheSameWhenItIsReplayed(long seed) {
    assertThat(night(seed).memory.incidents).isEqualTo(night(seed).memory.incidents).isNotEmpty();
  }

  private static MachineRig night(long seed) {
    var rig = new MachineRig();
    try (var simulation = new Simulation(seed, rig)) {
      simulation.run(200);
    }
    return rig;
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  static LongStream fewSeeds() {
    return LongStream.range(500, 510);
  }

  /** {@link ManyNights} plays thousands. */
  static LongStream manySeeds() {
    return LongStream.range(1_000, 1_300);
  }
}

package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.escalation.MachineRig;
import dev.watchbill.escalation.Simulation;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same made-up nights through the topology, over restarts. */
class TopologySimulationTest {

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
  @MethodSource("seeds")
  void keepsWhatWasDecidedAsItWas(long seed) {
    var rig = new MachineRig();
    try (var simulation = new Simulation(seed, rig)) {
      simulation.run(100);
    }

    assertThat(rig.memory.incidents.values())
        .allSatisfy(incident ->
            assertThat(StateCodec.fromRecord(StateCodec.toRecord(incident))).isEqualTo(incident));
    assertThat(rig.memory.alerts.values())
        .allSatisfy(alert ->
            assertThat(StateCodec.fromRecord(StateCodec.toRecord(alert))).isEqualTo(alert));
    assertThat(rig.memory.services.values())
        .allSatisfy(
            log -> assertThat(StateCodec.fromRecord(StateCodec.toRecord(log))).isEqualTo(log));
  }

  private static void night(long seed) {
    var rig = new TopologyRig();
    try (var simulation = new Simulation(seed, rig)) {
      simulation.run(80);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 3);
  }

  static LongStream manySeeds() {
    return LongStream.range(100, 150);
  }
}

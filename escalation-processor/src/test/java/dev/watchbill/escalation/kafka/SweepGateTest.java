package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** After a start nothing fires until the inputs have caught up. */
class SweepGateTest {
  private final SweepGate gate = new SweepGate(100_000);

  @Test
  void opensAfterASecondWhereNothingWaited() {
    assertThat(gate.isOpen(100_999)).isFalse();
    assertThat(gate.isOpen(101_000)).isTrue();
  }

  @Test
  void staysClosedWhileOldRecordsArrive() {
    gate.saw(90_000, 100_900);
    assertThat(gate.isOpen(101_500)).isFalse();
    gate.saw(91_000, 101_600);
    assertThat(gate.isOpen(102_500)).isFalse();

    assertThat(gate.isOpen(102_600)).isTrue();
  }

  @Test
  void opensWhileFreshRecordsArrive() {
    gate.saw(100_500, 100_900);

    assertThat(gate.isOpen(101_000)).isTrue();
  }

  @Test
  void opensAfterTenSecondsWhateverArrives() {
    gate.saw(90_000, 109_900);

    assertThat(gate.isOpen(110_000)).isTrue();
  }

  @Test
  void staysOpen() {
    assertThat(gate.isOpen(101_000)).isTrue();
    gate.saw(50_000, 101_100);

    assertThat(gate.isOpen(101_200)).isTrue();
  }
}

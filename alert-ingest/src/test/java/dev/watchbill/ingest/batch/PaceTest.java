package dev.watchbill.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private final Pace pace = new Pace(100, 500, START);

  @Test
  void letsABurstThroughAndHasWhatIsMoreWait() {
    assertThat(pace.took(500, START)).isZero();
    assertThat(pace.took(250, START)).isEqualTo(Duration.ofMillis(2_500));
    assertThat(pace.took(0, START.plusMillis(2_500))).isZero();
  }

  @Test
  void neverReadsMoreThanItsPartInTheLongRun() {
    var now = START;
    var taken = 0;
    while (now.isBefore(START.plusSeconds(60))) {
      taken += 70;
      now = now.plus(pace.took(70, now)).plusMillis(1);
    }
    assertThat(taken).isBetween(60 * 100, 60 * 100 + 500 + 70);
  }

  @Test
  void savesNoMoreThanABurst() {
    assertThat(pace.took(500, START)).isZero();
    assertThat(pace.took(501, START.plusSeconds(3_600))).isPositive();
  }

  @Test
  void takesAClockThatGoesBackForOneThatStands() {
    assertThat(pace.took(500, START)).isZero();
    assertThat(pace.took(1, START.minusSeconds(60))).isEqualTo(Duration.ofMillis(10));
  }
}

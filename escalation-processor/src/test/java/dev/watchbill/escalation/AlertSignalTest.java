package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlertSignalTest {
  private static final Instant FRIDAY = Instant.parse("2026-01-02T22:00:00Z");

  @Test
  void holdsAsLongAsItsSenderSaid() {
    assertThat(signal(false, Duration.ofHours(60)).validity()).isEqualTo(Duration.ofHours(60));
  }

  @Test
  void holdsAsLongAsItsSenderSaidHoweverLongItIsStale() {
    var stale = signal(false, Duration.ofHours(20)).heldAsStale(FRIDAY.plusSeconds(200_000));

    assertThat(stale.validity()).isEqualTo(Duration.ofHours(20));
  }

  /** Its end was moved on, and what it was is not known any more. */
  @Test
  void holdsForMinutesWhereItWasStaleUnderAnEarlierBuild() {
    var stale = signal(true, Duration.ofHours(60));

    assertThat(stale.validity()).isEqualTo(Duration.ofMinutes(10));
    assertThat(stale.heldUntil(FRIDAY.plusSeconds(300_000), true).validity())
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(signal(true, Duration.ofMinutes(6)).validity()).isEqualTo(Duration.ofMinutes(6));
  }

  private static AlertSignal signal(boolean stale, Duration ends) {
    return new AlertSignal(
        "prometheus",
        "db-down",
        "checkout-1",
        "db-down",
        "db-down",
        Severity.ERROR,
        true,
        stale,
        null,
        FRIDAY,
        FRIDAY.plus(ends),
        null,
        null,
        Received.first(FRIDAY),
        null);
  }
}

package dev.watchbill.ingest.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.testkit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private final TestClock clock = TestClock.at("2026-01-05T09:00:00Z");
  private final Allowance allowance = new Allowance(2, 3);

  @Test
  void givesABurstAndThenItsRate() {
    assertThat(takes("a", 5)).isEqualTo(3);
    clock.advance(Duration.ofMillis(500));
    assertThat(takes("a", 5)).isEqualTo(1);
    clock.advance(Duration.ofHours(1));
    assertThat(takes("a", 5)).isEqualTo(3);
  }

  @Test
  void takesNothingFromOthers() {
    assertThat(takes("a", 5)).isEqualTo(3);
    assertThat(takes("b", 5)).isEqualTo(3);
  }

  @Test
  void stillLimitsANameAfterAFloodOfOthers() {
    assertThat(takes("a", 5)).isEqualTo(3);
    for (var i = 0; i < 50_000; i++) {
      var _ = allowance.take("flood-" + i, clock.instant());
    }
    assertThat(takes("a", 5)).isEqualTo(0);
  }

  private int takes(String name, int times) {
    var taken = 0;
    for (var i = 0; i < times; i++) {
      taken += allowance.take(name, clock.instant()) ? 1 : 0;
    }
    return taken;
  }
}

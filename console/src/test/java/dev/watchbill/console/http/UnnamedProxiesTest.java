package dev.watchbill.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.testkit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnnamedProxiesTest {
  private final TestClock clock = TestClock.at("2026-01-05T09:30:00Z");
  private final UnnamedProxies unnamed = new UnnamedProxies(clock);

  @Test
  void logsEachOnceAnHourThoughTheyTakeTurns() {
    assertThat(unnamed.isNews("10.0.0.1")).isTrue();
    assertThat(unnamed.isNews("10.0.0.2")).isTrue();
    assertThat(unnamed.isNews("10.0.0.1")).isFalse();
    assertThat(unnamed.isNews("10.0.0.2")).isFalse();
    clock.advance(Duration.ofHours(1));
    assertThat(unnamed.isNews("10.0.0.1")).isTrue();
  }

  @Test
  void logsNoMoreThanSixteenAnHour() {
    for (var proxy = 1; proxy <= 16; proxy++) {
      assertThat(unnamed.isNews("fd00::" + proxy)).isTrue();
    }
    assertThat(unnamed.isNews("fd00::17")).isFalse();
    clock.advance(Duration.ofHours(1));
    assertThat(unnamed.isNews("fd00::17")).isTrue();
  }

  @Test
  void knowsTheLastOfADay() {
    unnamed.met("10.0.0.1");
    unnamed.met("10.0.0.2");
    clock.advance(Duration.ofHours(23));
    assertThat(unnamed.lately()).contains("10.0.0.2");
    clock.advance(Duration.ofHours(1));
    assertThat(unnamed.lately()).isEmpty();
  }
}

package dev.watchbill.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "2026-01-05T09:00Z, 2026-01-05T09:00:00Z",
    "2026-01-05T09:00:00.250Z, 2026-01-05T09:00:00.250Z",
    "2026-01-05T09:00+05:30, 2026-01-05T03:30:00Z",
    "2026-01-05T09:00 05:30, 2026-01-05T03:30:00Z",
    "2026-01-05T09:00, 2026-01-05T08:00:00Z",
    "2026-01-05 09:00, 2026-01-05T08:00:00Z",
    "2026-01-05, 2026-01-04T23:00:00Z",
    "2026-03-29T02:30, 2026-03-29T01:00:00Z",
    "2026-10-25T02:30, 2026-10-25T00:30:00Z"
  })
  void readsInstantsLocalTimesAndDays(String text, String instant) {
    assertThat(When.parse(text, BERLIN)).contains(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "9am",
        "2026-13-01T00:00Z",
        "2026-02-30",
        "12345",
        "-999999999-01-01T00:00:00Z",
        "+10000-01-01T00:00Z"
      })
  void refusesAnythingElse(String text) {
    assertThat(When.parse(text, BERLIN)).isEmpty();
  }

  @Test
  void readsAnInstantWithARegion() {
    assertThat(When.parse("2026-01-05T09:00+01:00[Europe/Berlin]", BERLIN))
        .contains(Instant.parse("2026-01-05T08:00:00Z"));
  }
}

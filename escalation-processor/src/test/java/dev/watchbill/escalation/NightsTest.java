package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Person;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class NightsTest {
  private static final Person BERLIN = person("Europe/Berlin").build();

  @Test
  void anHourAfterMidnightIsStillTheNightOfTheDayBefore() {
    assertThat(Nights.brokenAt(BERLIN, Instant.parse("2026-01-06T02:00:00Z")))
        .contains(LocalDate.parse("2026-01-05"));
    assertThat(Nights.brokenAt(BERLIN, Instant.parse("2026-01-05T22:00:00Z")))
        .contains(LocalDate.parse("2026-01-05"));
  }

  @Test
  void isByThePersonsOwnClock() {
    assertThat(Nights.brokenAt(BERLIN, Instant.parse("2026-01-06T06:00:00Z"))).isEmpty();
    assertThat(Nights.brokenAt(person("UTC").build(), Instant.parse("2026-01-06T06:00:00Z")))
        .isPresent();
  }

  @Test
  void isByThePersonsOwnWakingHours() {
    var early = person("UTC").setWakingFrom("05:00").setWakingTo("21:00").build();

    assertThat(Nights.brokenAt(early, Instant.parse("2026-01-06T06:00:00Z"))).isEmpty();
    assertThat(Nights.brokenAt(early, Instant.parse("2026-01-06T21:00:00Z"))).isPresent();
  }

  private static Person.Builder person(String zone) {
    return Person.newBuilder().setId("ann").setTimezone(zone);
  }
}

package dev.watchbill.console.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class HoursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void countsNightsAndWeekendsByTheLocalClock() {
    // Friday 18:00 to Monday 09:00.
    var hours = between("2026-01-09T18:00", "2026-01-12T09:00");

    assertThat(hours.whole()).hasHours(63);
    assertThat(hours.night()).hasHours(27);
    assertThat(hours.weekend()).hasHours(48);
  }

  @Test
  void aNightOnWhichClocksGoBackIsAnHourLonger() {
    assertThat(between("2026-10-24T22:00", "2026-10-25T07:00").night()).hasHours(10);
    assertThat(between("2026-03-28T22:00", "2026-03-29T07:00").night()).hasHours(8);
  }

  @Test
  void aDayHasNeither() {
    var hours = between("2026-01-07T09:00", "2026-01-07T17:00");

    assertThat(hours.night()).isEqualTo(Duration.ZERO);
    assertThat(hours.weekend()).isEqualTo(Duration.ZERO);
  }

  private static Hours between(String from, String to) {
    return Hours.between(
        LocalDateTime.parse(from).atZone(BERLIN).toInstant(),
        LocalDateTime.parse(to).atZone(BERLIN).toInstant(),
        BERLIN);
  }
}

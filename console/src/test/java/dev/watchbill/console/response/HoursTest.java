package dev.watchbill.console.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  /** A shift has what its minutes have. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void countsWhatItsMinutesAre(long seed) {
    var random = new SplittableRandom(seed);
    var zone =
        ZoneId.of(
            List.of("Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu")
                .get(random.nextInt(4)));
    var from = LocalDateTime.parse("2026-01-01T00:00").plusMinutes(random.nextInt(500_000));
    var start = from.atZone(zone).toInstant();
    var end = start.plus(Duration.ofMinutes(random.nextInt(20_000)));
    var night = 0;
    var weekend = 0;
    for (var minute = start; minute.isBefore(end); minute = minute.plusSeconds(60)) {
      var local = minute.atZone(zone);
      night += local.getHour() < 7 || local.getHour() >= 22 ? 1 : 0;
      weekend += local.getDayOfWeek().getValue() > 5 ? 1 : 0;
    }
    assertThat(
            new LocalClock(zone, start.minusSeconds(random.nextInt(9_000_000)), end)
                .between(start, end))
        .isEqualTo(
            new Hours(
                Duration.between(start, end),
                Duration.ofMinutes(night),
                Duration.ofMinutes(weekend)));
  }

  private static Hours between(String from, String to) {
    var start = LocalDateTime.parse(from).atZone(BERLIN).toInstant();
    var end = LocalDateTime.parse(to).atZone(BERLIN).toInstant();
    var around = Duration.ofDays(90);
    var inIt = new LocalClock(BERLIN, start.minus(around), end.plus(around)).between(start, end);
    assertThat(inIt).isEqualTo(new LocalClock(BERLIN, start, end).between(start, end));
    return inIt;
  }
}

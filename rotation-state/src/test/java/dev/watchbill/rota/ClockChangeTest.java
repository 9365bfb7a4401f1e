package dev.watchbill.rota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clocks did in odd places, and what became of the handoff. */
class ClockChangeTest {
  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    // Half an hour forwards at 02:00 on 4 October 2026, and back on 5 April.
    "Australia/Lord_Howe, 2026-10-04T02:15, 2026-10-03T15:30:00Z",
    "Australia/Lord_Howe, 2026-04-05T01:45, 2026-04-04T14:45:00Z",
    // 30 December 2011 was skipped.
    "Pacific/Apia, 2011-12-30T09:00, 2011-12-30T10:00:00Z",
    "Pacific/Apia, 2011-12-31T00:00, 2011-12-30T10:00:00Z",
    // Midnight itself doesn't exist, or comes twice.
    "America/Havana, 2026-03-08T00:00, 2026-03-08T05:00:00Z",
    "America/Havana, 2026-11-01T00:30, 2026-11-01T04:30:00Z",
    "America/Sao_Paulo, 2018-11-04T00:00, 2018-11-04T03:00:00Z",
    "America/Sao_Paulo, 2019-02-16T23:30, 2019-02-17T01:30:00Z",
    "Africa/Cairo, 2026-04-24T00:30, 2026-04-23T22:00:00Z",
    // Two hours at once.
    "Antarctica/Troll, 2026-03-29T02:30, 2026-03-29T01:00:00Z",
    "Antarctica/Troll, 2026-10-25T01:30, 2026-10-24T23:30:00Z",
    "Europe/Dublin, 2026-03-29T01:30, 2026-03-29T01:00:00Z",
    "Europe/Dublin, 2026-10-25T01:30, 2026-10-25T00:30:00Z",
    "Asia/Kathmandu, 2026-01-05T09:00, 2026-01-05T03:15:00Z",
    "Pacific/Chatham, 2026-09-27T03:00, 2026-09-26T14:00:00Z",
    "Pacific/Chatham, 2026-04-05T03:00, 2026-04-04T13:15:00Z",
    // Clocks go back for Ramadan, and forwards after it.
    "Africa/Casablanca, 2026-02-15T02:30, 2026-02-15T01:30:00Z",
    "Africa/Casablanca, 2026-03-22T02:30, 2026-03-22T02:00:00Z",
    "Europe/Berlin, 2026-03-29T02:30, 2026-03-29T01:00:00Z",
    "Europe/Berlin, 2026-10-25T02:30, 2026-10-25T00:30:00Z",
  })
  void mapsALocalTimeToTheEndOfItsGapOrItsFirstOccurrence(String zone, String local, String at) {
    assertThat(WallClock.instant(LocalDateTime.parse(local), ZoneId.of(zone)))
        .isEqualTo(Instant.parse(at));
  }

  @ParameterizedTest(name = "{0} from {1} every {2}: {3}")
  @CsvSource({
    "Europe/Berlin,       2026-03-28T02:30, 1d, 01:30 01:00 00:30",
    "Europe/Berlin,       2026-10-24T09:00, 1d, 07:00 08:00 08:00",
    "Pacific/Apia,        2011-12-29T09:00, 1d, 19:00 10:00 19:00",
    "America/Havana,      2026-03-07T00:00, 1d, 05:00 05:00 04:00",
    "Australia/Lord_Howe, 2026-10-03T02:15, 1d, 15:45 15:30 15:15",
    "Antarctica/Troll,    2026-03-28T02:00, 1d, 02:00 01:00 00:00",
    "Europe/Berlin,       2026-03-29T00:00, 6h, 23:00 04:00 10:00",
    "Europe/Berlin,       2026-03-29T00:00, 5h, 23:00 04:00 09:00",
    "Europe/Berlin,       2026-10-25T00:00, 1h, 22:00 23:00 00:00",
    "Europe/Berlin,       2026-10-25T02:00, 1h, 00:00 02:00 03:00",
  })
  void handsOffAtTheseTimes(String zone, String start, String shift, String handoffs) {
    var rotation = rotation(zone, start, shift).build();
    var from = WallClock.instant(rotation.start(), rotation.zone());
    var shifts =
        Engine.of(Rota.of("primary", rotation.zone(), rotation))
            .shifts(from, from.plusSeconds(4 * 86_400));
    assertThat(
            shifts.stream()
                .limit(3)
                .map(it -> it.start().toString().substring(11, 16))
                .collect(Collectors.joining(" ")))
        .isEqualTo(handoffs);
  }

  @Test
  void dropsADayThatNeverWasWithoutUsingUpATurn() {
    var rotation = rotation("Pacific/Apia", "2011-12-28T00:00", "1d").build();
    var from = WallClock.instant(rotation.start(), rotation.zone());
    var shifts =
        Engine.of(Rota.of("primary", rotation.zone(), rotation))
            .shifts(from, from.plusSeconds(4 * 86_400));
    assertThat(shifts)
        .extracting(it -> it.turn() + " " + it.who() + " " + it.start())
        .containsExactly(
            "0 asha 2011-12-28T10:00:00Z",
            "1 bo 2011-12-29T10:00:00Z",
            "2 carla 2011-12-30T10:00:00Z",
            "3 asha 2011-12-31T10:00:00Z");
  }

  @Test
  void dropsTheHourThatIsSkippedInSpring() {
    var rotation = rotation("Europe/Berlin", "2026-03-29T01:00", "1h").build();
    var from = WallClock.instant(rotation.start(), rotation.zone());
    var shifts =
        Engine.of(Rota.of("primary", rotation.zone(), rotation))
            .shifts(from, from.plusSeconds(3 * 3600));
    assertThat(shifts).extracting(PlannedShift::who).containsExactly("asha", "bo", "carla");
  }

  @Test
  void findsTheSameTimesInFarYearsAsTheJdkDoes() {
    var random = new SplittableRandom(7);
    for (var id : ZoneId.getAvailableZoneIds()) {
      var zone = ZoneId.of(id);
      for (int i = 0; i < 40; i++) {
        var year = 2095 + random.nextInt(i % 2 == 0 ? 20 : 20_000);
        var change = zone.getRules().nextTransition(Instant.parse(at(year)));
        var around =
            change == null || random.nextBoolean()
                ? LocalDate.ofYearDay(year, 1 + random.nextInt(365)).atTime(23, 30)
                : change.getDateTimeBefore().plusMinutes(random.nextInt(-90, 90));
        var instant = SlowRota.instant(around, zone);
        assertThat(WallClock.instant(around, zone)).as("%s %s", around, id).isEqualTo(instant);
        assertThat(WallClock.offset(instant, zone.getRules()))
            .as("%s %s", instant, id)
            .isEqualTo(zone.getRules().getOffset(instant));
      }
    }
  }

  private static String at(int year) {
    return (year > 9999 ? "+" : "") + year + "-02-01T00:00:00Z";
  }

  private static Rotation.Builder rotation(String zone, String start, String shift) {
    return Rotation.named(
            "daily", ZoneId.of(zone), LocalDateTime.parse(start), TurnLength.parse(shift))
        .members("asha", "bo", "carla");
  }
}

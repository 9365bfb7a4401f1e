package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.HoursWindow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Clock changes of Berlin: 2026-03-29 02:00 to 03:00 doesn't exist, 2026-10-25 02:00 comes twice.
 */
class HoursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void beginAtTheSameLocalTimeOnBothSidesOfAClockChange() {
    var office = hours(window("09:00", "17:00", "mon", "tue", "wed", "thu", "fri"));

    // Friday night to Monday morning.
    assertThat(office.next(at("2026-03-27T20:00:00Z"))).hasValue(at("2026-03-30T07:00:00Z"));
    assertThat(office.next(at("2026-10-23T20:00:00Z"))).hasValue(at("2026-10-26T08:00:00Z"));
  }

  @Test
  void thatBeginInTheGapBeginAtItsEnd() {
    var night = hours(window("02:30", "04:00"));

    assertThat(night.next(at("2026-03-28T12:00:00Z"))).hasValue(at("2026-03-29T01:00:00Z"));
    assertThat(night.cover(at("2026-03-29T01:00:00Z"))).isTrue();
  }

  @Test
  void thatBeginInATimeThatComesTwiceBeginAtItsFirst() {
    var night = hours(window("02:30", "04:00"));

    assertThat(night.next(at("2026-10-24T12:00:00Z"))).hasValue(at("2026-10-25T00:30:00Z"));
    // The second 02:10 is after the first 02:30.
    assertThat(night.cover(at("2026-10-25T01:10:00Z"))).isTrue();
  }

  @Test
  void includeTheirStartAndExcludeTheirEnd() {
    var office = hours(window("09:00", "17:00"));

    assertThat(office.cover(at("2026-01-05T07:59:59Z"))).isFalse();
    assertThat(office.cover(at("2026-01-05T08:00:00Z"))).isTrue();
    assertThat(office.cover(at("2026-01-05T15:59:59Z"))).isTrue();
    assertThat(office.cover(at("2026-01-05T16:00:00Z"))).isFalse();
  }

  @Test
  void thatEndAtOrBeforeTheirStartEndTheNextDay() {
    var night = hours(window("22:00", "06:00", "fri"));

    assertThat(night.cover(at("2026-01-10T04:00:00Z"))).isTrue();
    assertThat(night.end(at("2026-01-09T22:00:00Z"))).hasValue(at("2026-01-10T05:00:00Z"));
    assertThat(night.cover(at("2026-01-09T04:00:00Z"))).isFalse();
  }

  @Test
  void thatAdjoinAreOne() {
    var weekend = hours(window("22:00", "00:00", "fri"), window("00:00", "00:00", "sat", "sun"));

    assertThat(weekend.end(at("2026-01-09T21:30:00Z"))).hasValue(at("2026-01-11T23:00:00Z"));
  }

  @Test
  void nobodyCanReadAreLeftOut() {
    assertThat(hours(window("nine", "17:00")).isEmpty()).isTrue();
    assertThat(hours().next(at("2026-01-09T21:30:00Z"))).isEmpty();
  }

  private static Hours hours(HoursWindow... windows) {
    return Hours.of(Arrays.asList(windows), BERLIN);
  }

  private static HoursWindow window(String from, String to, String... days) {
    return new HoursWindow(List.of(days), from, to);
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}

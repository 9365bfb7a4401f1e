package dev.watchbill.launcher.moving.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeZonesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Eastern Time (US & Canada) | America/New_York",
        "St. Petersburg             | Europe/Moscow",
        "Mumbai                     | Asia/Kolkata",
        "Europe/Berlin              | Europe/Berlin",
        "UTC                        | UTC"
      })
  void knowsThemByBothNames(String name, String zone) {
    assertThat(TimeZones.of(name)).isEqualTo(Optional.of(ZoneId.of(zone)));
  }

  @Test
  void knowsNoOthers() {
    assertThat(TimeZones.of("Mars/Olympus")).isEmpty();
    assertThat(TimeZones.of("")).isEmpty();
  }

  @Test
  void namesOnlyZonesThatThereAre() {
    assertThat(TimeZones.rails()).hasSizeGreaterThan(140);
    assertThat(ZoneId.getAvailableZoneIds()).containsAll(TimeZones.rails().values());
  }
}

package dev.watchbill.launcher.moving.opsgenie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.moving.Draft.Hours;
import dev.watchbill.launcher.moving.opsgenie.Account.Restriction;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestrictionsTest {
  private static Hours hours(
      String startDay, int startHour, int startMin, String endDay, int endHour, int endMin) {
    return Restrictions.hours(
            List.of(new Restriction(startDay, startHour, startMin, endDay, endHour, endMin)))
        .getFirst();
  }

  @Test
  void endsADayWithHour24() {
    assertThat(hours("monday", 0, 0, "friday", 24, 0))
        .isEqualTo(new Hours("", "mon 00:00", "fri 24:00"));
    assertThat(hours("monday", 9, 0, "monday", 24, 0))
        .isEqualTo(new Hours("mon", "09:00", "24:00"));
    assertThat(hours("", 9, 0, "", 24, 0)).isEqualTo(new Hours("", "09:00", "24:00"));
  }

  @Test
  void beginsTheNextDayWithHour24() {
    assertThat(hours("sunday", 24, 0, "friday", 24, 30))
        .isEqualTo(new Hours("", "mon 00:00", "sat 00:30"));
    assertThat(hours("", 24, 0, "", 6, 0)).isEqualTo(new Hours("", "00:00", "06:00"));
  }
}

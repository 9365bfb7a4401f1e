package dev.watchbill.rota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With {@code count-idle-turns} a turn that the hours hide completely is somebody's. */
class IdleTurnsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant MONDAY = Instant.parse("2026-01-05T08:00:00Z");

  /** Daily turns that are seen on weekdays only: five of seven. */
  private static Rota weekdays() {
    var rotation =
        Rotation.named(
                "daily", BERLIN, LocalDateTime.parse("2026-01-05T09:00"), TurnLength.parse("1d"))
            .members("asha", "bo", "carla")
            .hours(
                List.of(
                    Hours.daily(
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        LocalTime.of(9, 0),
                        LocalTime.of(17, 0))))
            .countIdleTurns(true)
            .build();
    return Rota.of("primary", BERLIN, rotation);
  }

  private static List<String> who(Engine engine) {
    return engine.shifts(MONDAY, MONDAY.plus(Duration.ofDays(21))).stream()
        .map(PlannedShift::who)
        .toList();
  }

  @Test
  void countsWhatNobodySees() {
    assertThat(who(Engine.of(weekdays())))
        .startsWith("asha", "bo", "carla", "asha", "bo")
        .containsSubsequence("bo", "bo", "carla", "asha", "bo", "carla");
  }

  @Test
  void countsItWhereEachTurnIsPlannedToo() {
    var rota = weekdays();
    var later = Instant.parse("2026-06-01T00:00:00Z");
    var people =
        List.of(
            Person.of("asha", BERLIN).away(later, later.plusSeconds(3600), "leave"),
            Person.of("bo", BERLIN),
            Person.of("carla", BERLIN));

    assertThat(who(Engine.of(rota.people(people)))).isEqualTo(who(Engine.of(rota)));
  }

  @Test
  void countsItWhenWhatIsSettledGoesOn() {
    var rota = weekdays();
    var settled = Engine.of(List.of(rota), Book.EMPTY).settle(MONDAY.plus(Duration.ofDays(7)));
    var began = MONDAY.plus(Duration.ofDays(8));
    var reopened =
        Engine.of(List.of(rota), settled).reopen(began, (a, b) -> false, Duration.ofDays(1));

    assertThat(who(Engine.of(List.of(rota), settled))).isEqualTo(who(Engine.of(rota)));
    assertThat(Engine.of(List.of(rota), reopened).shifts(began, began.plus(Duration.ofDays(30))))
        .isEqualTo(Engine.of(rota).shifts(began, began.plus(Duration.ofDays(30))));
  }
}

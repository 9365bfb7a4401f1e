package dev.watchbill.launcher.moving.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.moving.oncall.Events.Begin;
import dev.watchbill.launcher.moving.oncall.OnCall.Shift;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 2026-01-05 is a Monday. */
class EventsTest {
  private static Events events(
      String frequency,
      @Nullable String days,
      String start,
      String rotationStart,
      long hours,
      boolean web) {
    var shift =
        new Shift(
            "any",
            "rolling_users",
            "",
            1,
            LocalDateTime.parse(start),
            LocalDateTime.parse(rotationStart),
            hours * 3600,
            frequency,
            1,
            Optional.empty(),
            "MO",
            days == null ? List.of() : Arrays.asList(days.split(" ")),
            false,
            List.of());
    return Events.of(shift, web).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Starts on none of its days: the first place has the week after.
          weekly | MO TU | 2026-01-10T05:00 | 2026-01-10T05:00 | 1   | false | 2026-01-12T05:00 | 0
          weekly | MO FR | 2026-01-07T05:00 | 2026-01-07T05:00 | 1   | false | 2026-01-12T05:00 | 0
          daily  | MO FR | 2026-01-07T05:00 | 2026-01-07T05:00 | 1   | false | 2026-01-12T05:00 | 0
          # Starts on one of them.
          weekly | MO FR | 2026-01-09T05:00 | 2026-01-09T05:00 | 1   | false | 2026-01-09T05:00 | 0
          # The rotation begins later: what runs then counts in the web's calendar alone.
          daily  |       | 2026-01-05T05:00 | 2026-01-08T06:00 | 2   | true  | 2026-01-08T05:00 | 3
          daily  |       | 2026-01-05T05:00 | 2026-01-08T06:00 | 2   | false | 2026-01-09T05:00 | 4
          hourly |       | 2026-01-05T05:00 | 2026-01-05T07:30 | 1   | false | 2026-01-05T08:00 | 3
          weekly | MO FR | 2026-01-05T05:00 | 2026-01-14T00:00 | 1   | false | 2026-01-16T05:00 | 1
          # Weeks in which no event counts go by on their first day, and it stays that one.
          weekly |       | 2026-01-07T05:00 | 2026-01-21T05:00 | 1   | false | 2026-01-26T05:00 | 3
          """)
  void beginWhereOnCallBegins(
      String frequency,
      String days,
      String start,
      String rotationStart,
      long hours,
      boolean web,
      String at,
      int steps) {
    assertThat(events(frequency, days, start, rotationStart, hours, web).begin())
        .contains(new Begin(LocalDateTime.parse(at), steps));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Within an event, which runs to its end; between two; at the second when one begins.
          2026-04-14T12:00 | 2026-04-15T09:00
          2026-04-16T12:00 | 2026-04-15T09:00
          2026-04-20T09:00 | 2026-04-22T09:00
          # While each place had only one.
          2026-01-13T12:00 | 2026-01-13T12:00
          """)
  void endWithTheLastThatBeginsBefore(String until, String end) {
    var begin = LocalDateTime.parse("2026-01-05T09:00");
    var events = events("weekly", null, begin.toString(), begin.toString(), 48, false);

    assertThat(events.end(begin, LocalDateTime.parse(until), ZoneId.of("UTC"), 2)).isEqualTo(end);
  }
}

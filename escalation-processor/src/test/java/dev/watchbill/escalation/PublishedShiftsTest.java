package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Which record says who is on call at an instant. */
class PublishedShiftsTest {
  private static final DateTimeFormatter ISO_WEEK =
      DateTimeFormatter.ofPattern("YYYY-'W'ww", Locale.forLanguageTag("en-DE"));

  @Test
  void namesTheIsoWeekOfEachInstantOfManyYears() {
    var until = Instant.parse("2040-01-10T00:00:00Z");
    for (var at = Instant.parse("1969-12-20T00:00:00Z");
        at.isBefore(until);
        at = at.plus(Duration.ofHours(6))) {
      assertThat(PublishedShifts.weekOf(at)).isEqualTo(ISO_WEEK.format(at.atZone(ZoneOffset.UTC)));
    }
  }

  @Test
  void beginsAWeekOnMondayAtMidnight() {
    assertThat(PublishedShifts.weekOf(Instant.parse("2026-01-04T23:59:59.999Z")))
        .isEqualTo("2026-W01");
    assertThat(PublishedShifts.weekOf(Instant.parse("2026-01-05T00:00:00Z"))).isEqualTo("2026-W02");
  }
}

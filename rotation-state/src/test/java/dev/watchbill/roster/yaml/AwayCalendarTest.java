package dev.watchbill.roster.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watchbill.roster.PersonEntry.Away;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AwayCalendarTest {
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  /** A zone as Outlook describes it: Berlin's, by another name. */
  private static final String OUTLOOK =
      """
      BEGIN:VTIMEZONE
      TZID:W. Europe Standard Time
      BEGIN:STANDARD
      DTSTART:16010101T030000
      TZOFFSETFROM:+0200
      TZOFFSETTO:+0100
      RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
      END:STANDARD
      BEGIN:DAYLIGHT
      DTSTART:16010101T020000
      TZOFFSETFROM:+0100
      TZOFFSETTO:+0200
      RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
      END:DAYLIGHT
      END:VTIMEZONE
      """;

  @Test
  void takesWholeDaysWhereThePersonLives() {
    assertThat(away("DTSTART;VALUE=DATE:20260803\nDTEND;VALUE=DATE:20260806"))
        .containsExactly("2026-08-02T18:30:00Z 2026-08-05T18:30:00Z");
  }

  @Test
  void takesTimesInTheZoneTheyName() {
    assertThat(
            away(
                "DTSTART;TZID=Europe/Berlin:20260803T090000\n"
                    + "DTEND;TZID=Europe/Berlin:20260803T120000",
                "DTSTART;TZID=\"/freeassociation.sourceforge.net/Europe/Berlin\":20260804T090000\n"
                    + "DURATION:PT1H",
                "DTSTART:20260805T090000Z\nDTEND:20260805T100000Z",
                "DTSTART:20260806T090000\nDTEND:20260806T100000"))
        .containsExactly(
            "2026-08-03T07:00:00Z 2026-08-03T10:00:00Z",
            "2026-08-04T07:00:00Z 2026-08-04T08:00:00Z",
            "2026-08-05T09:00:00Z 2026-08-05T10:00:00Z",
            "2026-08-06T03:30:00Z 2026-08-06T04:30:00Z");
  }

  @Test
  void takesAZoneThatOnlyTheCalendarKnows() {
    assertThat(
            read(
                calendar(
                    OUTLOOK,
                    "DTSTART;TZID=W. Europe Standard Time:20260803T090000\n"
                        + "DTEND;TZID=W. Europe Standard Time:20260803T120000")))
        .containsExactly("2026-08-03T07:00:00Z 2026-08-03T10:00:00Z");
  }

  @Test
  void takesATimeThatDoesNotExistForTheEndOfTheGapInEachZone() {
    for (var zone : new String[] {"Europe/Berlin", "W. Europe Standard Time"}) {
      assertThat(
              read(
                  calendar(
                      OUTLOOK,
                      "DTSTART;TZID=%1$s:20260329T023000\nDTEND;TZID=%1$s:20260329T033000"
                          .formatted(zone))))
          .as(zone)
          .containsExactly("2026-03-29T01:00:00Z 2026-03-29T01:30:00Z");
    }
  }

  @Test
  void keepsAWeeklyAbsenceAtItsHourOverAClockChange() {
    assertThat(
            away(
                """
                UID:1
                DTSTART;TZID=Europe/Berlin:20260320T090000
                DTEND;TZID=Europe/Berlin:20260320T100000
                RRULE:FREQ=WEEKLY;UNTIL=20260403T220000Z
                EXDATE;TZID=Europe/Berlin:20260327T090000\
                """))
        .containsExactly(
            "2026-03-20T08:00:00Z 2026-03-20T09:00:00Z",
            "2026-04-03T07:00:00Z 2026-04-03T08:00:00Z");
  }

  @Test
  void movesAnOccurrenceThatStandsByItself() {
    assertThat(
            away(
                "UID:1\nDTSTART;VALUE=DATE:20260501\nRRULE:FREQ=YEARLY;COUNT=2",
                "UID:1\nRECURRENCE-ID;VALUE=DATE:20260501\nDTSTART;VALUE=DATE:20260504"))
        .containsExactly(
            "2026-05-03T18:30:00Z 2026-05-04T18:30:00Z",
            "2027-04-30T18:30:00Z 2027-05-01T18:30:00Z");
  }

  @Test
  void leavesOutWhatTakesNobodyAway() {
    assertThat(
            away(
                "DTSTART;VALUE=DATE:20260801\nSTATUS:CANCELLED",
                "DTSTART:20260802T090000Z\nDTEND:20260802T100000Z\nTRANSP:TRANSPARENT",
                "DTSTART;VALUE=DATE:20260803\nX-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
                "DTSTART:20260804T090000Z\nDTEND:20260804T090000Z",
                "DTSTART;VALUE=DATE:20260805\nTRANSP:TRANSPARENT\nX-MICROSOFT-CDO-BUSYSTATUS:OOF"))
        .containsExactly("2026-08-04T18:30:00Z 2026-08-05T18:30:00Z");
  }

  @Test
  void looksAFewYearsAroundNow() {
    assertThat(away("DTSTART;VALUE=DATE:20200801\nRRULE:FREQ=YEARLY")).hasSize(4);
  }

  @Test
  void takesAnEmptyCalendarAsNobodyAway() {
    assertThat(away()).isEmpty();
  }

  /** However many begin and never end: it is read once through. */
  @Test
  void endsWithACalendarWhoseEventsNeverEnd() {
    var text = "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n".repeat(200_000) + "END:VCALENDAR\n";
    assertThatIllegalArgumentException().isThrownBy(() -> read(text));
  }

  @Test
  void refusesWhatIsNoCalendarOrTooMuch() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("<html>Sign in</html>"))
        .withMessageContaining("no calendar");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> away("DTSTART:20260101T000000Z\nDURATION:PT1H\nRRULE:FREQ=HOURLY"))
        .withMessageContaining("repeats HOURLY");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            away("DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5"))
        .withMessageContaining("repeats 25 times a day");
    var many = new String[6];
    Arrays.fill(many, "DTSTART:20260101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> away(many))
        .withMessageContaining("more than 2000 events");
  }

  private static List<String> away(String... events) {
    return read(calendar("", events));
  }

  private static List<String> read(String text) {
    return AwayCalendar.read(text, KOLKATA, NOW, "leave").stream()
        .map(Away.Dated.class::cast)
        .map(it -> it.from().start(KOLKATA) + " " + it.to().end(KOLKATA))
        .sorted()
        .toList();
  }

  private static String calendar(String zone, String... events) {
    return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n"
        + zone
        + Arrays.stream(events)
            .map("BEGIN:VEVENT\nDTSTAMP:20260101T000000Z\n%s\nEND:VEVENT\n"::formatted)
            .collect(Collectors.joining())
        + "END:VCALENDAR\n";
  }
}

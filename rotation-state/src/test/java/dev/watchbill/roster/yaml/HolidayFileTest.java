package dev.watchbill.roster.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.RosterText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HolidayFileTest {
  @Test
  void readsWholeDays() {
    assertThat(days("DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261227\nSUMMARY:Weihnachten"))
        .containsExactly("2026-12-25", "2026-12-26");
  }

  @Test
  void takesAnEventWithoutAnEndAsADay() {
    assertThat(days("DTSTART;VALUE=DATE:20261003")).containsExactly("2026-10-03");
    assertThat(days("DTSTART;VALUE=DATE:20261003\nDTEND;VALUE=DATE:20261003"))
        .containsExactly("2026-10-03");
  }

  @Test
  void repeatsWhatComesEveryYearButTheYearsLeftOut() {
    var days = days("DTSTART;VALUE=DATE:20240101\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20260101");
    assertThat(days).contains("2024-01-01", "2025-01-01", "2027-01-01", "2099-01-01");
    assertThat(days).doesNotContain("2026-01-01");
  }

  @Test
  void repeatsAWeekdayOfAMonth() {
    assertThat(days("DTSTART;VALUE=DATE:20241128\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=3"))
        .containsExactly("2024-11-28", "2025-11-27", "2026-11-26");
  }

  @Test
  void movesAnOccurrenceThatStandsByItself() {
    var series = "UID:1\nDTSTART;VALUE=DATE:20250501\nRRULE:FREQ=YEARLY;COUNT=2";
    var moved = "UID:1\nRECURRENCE-ID;VALUE=DATE:20260501\nDTSTART;VALUE=DATE:20260502";
    assertThat(days(series, moved)).containsExactly("2025-05-01", "2026-05-02");
  }

  @Test
  void leavesOutWhatIsCancelledOrHasATimeOfDay() {
    assertThat(
            days(
                "DTSTART;VALUE=DATE:20261224\nSTATUS:CANCELLED",
                "DTSTART:20261231T180000Z\nDTEND:20261231T200000Z",
                "DTSTART;VALUE=DATE:20261226"))
        .containsExactly("2026-12-26");
  }

  @Test
  void leavesTheZonesOfTheProcessAsTheyAre() {
    var before = ZoneId.getAvailableZoneIds();
    var zone =
        """
        BEGIN:VTIMEZONE
        TZID:Own
        BEGIN:STANDARD
        DTSTART:19700101T000000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0100
        END:STANDARD
        END:VTIMEZONE
        """
            .replace("\n", "\r\n");
    var event = "DTSTART;VALUE=DATE:20261225";
    var timed = "DTSTART;TZID=Own:20261231T180000\nDTEND;TZID=Own:20261231T200000";
    var calendar = calendar(event, timed).replaceFirst("BEGIN:VEVENT", zone + "BEGIN:VEVENT");
    assertThat(HolidayFile.days(calendar)).containsExactly(LocalDate.of(2026, 12, 25));
    assertThat(ZoneId.getAvailableZoneIds()).isEqualTo(before);
  }

  @Test
  void refusesWhatIsNoCalendar() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HolidayFile.days("25.12.2026"))
        .withMessageStartingWith("one that can't be read: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HolidayFile.days(calendar()))
        .withMessage("one without any");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> days("DTSTART;VALUE=DATE:20261224\nRRULE:FREQ=SECONDLY"))
        .withMessage("one that can't be read: a rule that repeats SECONDLY");
  }

  @Test
  void isNamedInTheRosterAndChangesItsVersion(@TempDir Path folder) throws IOException {
    var roster = RosterText.with("people:\n", "holidays: {de-be: calendars/de-be.ics}\npeople:\n");
    Files.writeString(folder.resolve("shop.yaml"), roster);
    Files.createDirectory(folder.resolve("calendars"));
    var file = folder.resolve("calendars/de-be.ics");
    Files.writeString(file, calendar("DTSTART;VALUE=DATE:20261225"));
    assertThat(read(folder)).containsEntry("de-be", Set.of(LocalDate.parse("2026-12-25")));
    var version = RosterFiles.load(folder).hash();
    Files.writeString(file, calendar("DTSTART;VALUE=DATE:20261226"));
    assertThat(RosterFiles.load(folder).hash()).isNotEqualTo(version);
  }

  @Test
  void standsBesideARosterOfOneFile(@TempDir Path folder) throws IOException {
    var roster = RosterText.with("people:\n", "holidays: {de-be: de-be.ics}\npeople:\n");
    Files.writeString(folder.resolve("shop.yaml"), roster);
    Files.writeString(folder.resolve("de-be.ics"), calendar("DTSTART;VALUE=DATE:20261225"));
    assertThat(read(folder.resolve("shop.yaml"))).containsKey("de-be");
  }

  @Test
  void isRefusedByNameWhenItCannotBeRead(@TempDir Path folder) throws IOException {
    var roster = RosterText.with("people:\n", "holidays: {de-be: de-be.ics}\npeople:\n");
    Files.writeString(folder.resolve("shop.yaml"), roster);
    Files.writeString(folder.resolve("de-be.ics"), calendar());
    var reading = RosterReader.read(folder, RosterText.ENVIRONMENT, Purpose.ANSWER, RosterText.NOW);
    assertThat(reading.errors())
        .singleElement()
        .asString()
        .endsWith(
            "holidays.de-be: expected an iCalendar with whole-day events, but got one without any");
  }

  private static Map<String, Set<LocalDate>> read(Path roster) {
    var reading = RosterReader.read(roster, RosterText.ENVIRONMENT, Purpose.ANSWER, RosterText.NOW);
    assertThat(reading.errors()).isEmpty();
    return reading.roster().orElseThrow().holidays();
  }

  private static List<String> days(String... events) {
    return HolidayFile.days(calendar(events)).stream().map(LocalDate::toString).toList();
  }

  private static String calendar(String... events) {
    var lines =
        Stream.of(events)
            .flatMap(it ->
                Stream.concat(
                    Stream.of("BEGIN:VEVENT", "DTSTAMP:20260101T000000Z"),
                    Stream.concat(it.lines(), Stream.of("END:VEVENT"))));
    return Stream.of(
            Stream.of("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//"),
            lines,
            Stream.of("END:VCALENDAR", ""))
        .flatMap(it -> it)
        .reduce((a, b) -> a + "\r\n" + b)
        .orElseThrow();
  }
}

package dev.watchbill.console;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalendarsTest {
  private static final String SCHEDULE = "{\"schedule\":\"primary\"}";

  @TempDir Path folder;

  private RunningConsole console;
  private Shop shop;
  private String asha;

  @BeforeEach
  void start() {
    console = new RunningConsole(folder);
    shop = new Shop(console);
    asha = console.token("responder", "asha");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private String mint(String body) {
    var answer = console.post("/api/v1/calendars", asha, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("path").asText();
  }

  private RunningConsole.Answer read(String path, String... headers) {
    return console.ask("GET", path, null, headers);
  }

  @Test
  void showsTheShiftsOfAScheduleAtAPrivateAddress() throws Exception {
    var answer = read(mint(SCHEDULE));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/calendar; charset=utf-8");
    var calendar = new CalendarBuilder().build(new StringReader(answer.text()));
    var events = calendar.<VEvent>getComponents(Component.VEVENT);
    assertThat(events).isNotEmpty();
    assertThat(requireNonNull(events.getFirst().getSummary()).getValue())
        .isEqualTo("ASHA on call: primary");
    assertThat(Instant.from(requireNonNull(events.getFirst().getDateTimeStart()).getDate()))
        .isEqualTo("2026-01-05T09:00:00Z");
  }

  /** What Google, Apple and Outlook each trip over otherwise. */
  @Test
  void isWrittenAsCalendarProgramsExpect() {
    var text = read(mint(SCHEDULE)).text();

    var lines = Arrays.asList(text.split("\r\n", -1));
    assertThat(text).doesNotContainPattern("(?<!\r)\n");
    assertThat(lines)
        .startsWith("BEGIN:VCALENDAR")
        .contains(
            "VERSION:2.0",
            "METHOD:PUBLISH",
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
            "X-WR-CALNAME:primary on call")
        .allSatisfy(
            line -> assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
    assertThat(lines.stream().filter(line -> line.startsWith("DT")))
        .isNotEmpty()
        .allMatch(line -> line.matches("DT(STAMP|START|END):\\d{8}T\\d{6}Z"));
    assertThat(lines.stream().filter(line -> line.startsWith("UID:"))).isNotEmpty();
    assertThat(lines.stream().filter("BEGIN:VEVENT"::equals).count())
        .isEqualTo(lines.stream().filter(line -> line.startsWith("DTSTAMP:")).count());
  }

  @Test
  void showsWhereNobodyIsOnCallThoughItIsPromised() {
    var address = mint(SCHEDULE);
    assertThat(read(address).text()).doesNotContain("Nobody");

    shop.promise("24x7");

    assertThat(read(address).text())
        .contains(
            "DTSTART:20260105T120000Z",
            "DTEND:20260105T140000Z",
            "SUMMARY:Nobody on call: primary");
    assertThat(read(mint("{\"person\":\"asha\"}")).text()).doesNotContain("Nobody");
  }

  @Test
  void showsAPersonsShiftsOnly() {
    assertThat(read(mint("{\"person\":\"asha\"}")).text()).contains("SUMMARY:On call: primary");
    assertThat(read(mint("{\"person\":\"bo\"}")).text())
        .doesNotContain(
            read(mint("{\"person\":\"asha\"}")).text().split("UID:", -1)[1].split("\r\n", -1)[0]);
  }

  @Test
  void hasNothingNewUntilAShiftMoves() {
    var address = mint(SCHEDULE);
    var tag = read(address).header("ETag");

    var again = read(address, "If-None-Match", "W/\"other\", " + tag);

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.text()).isEmpty();
    assertThat(read(address, "If-None-Match", "\"other\"").status()).isEqualTo(200);
  }

  @Test
  void keepsTheIdentityOfEachShift() {
    var address = mint(SCHEDULE);
    var other = mint(SCHEDULE);

    assertThat(other).isNotEqualTo(address);
    assertThat(read(other).text()).isEqualTo(read(address).text());
  }

  @Test
  void isGoneOnceItsAddressIsRevoked() {
    var address = mint(SCHEDULE);
    var id = console.get("/api/v1/calendars", asha).json().at("/items/0/id").asText();

    var answer =
        console.ask("DELETE", "/api/v1/calendars/" + id, null, "Authorization", "Bearer " + asha);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(read(address).status()).isEqualTo(404);
    assertThat(console.get("/api/v1/calendars", asha).json().path("items")).isEmpty();
  }

  @Test
  void keepsOnlyTheHashOfAnAddress() {
    var secret = mint(SCHEDULE).replace("/calendar/", "").replace(".ics", "");

    assertThat(console.log.credentials + "" + console.log.audit)
        .contains("calendar:")
        .doesNotContain(secret);
    assertThat(console.get("/api/v1/calendars", asha).text()).doesNotContain(secret);
    assertThat(console.get("/api/v1/oncall", secret).status()).isEqualTo(401);
  }

  @Test
  void isSomebodyElsesToRevokeOnlyForAnAdmin() {
    var address = mint(SCHEDULE);
    var bo = console.token("responder", "bo");
    var admin = console.token("admin", null);
    var id = console.get("/api/v1/calendars", admin).json().at("/items/0/id").asText();

    assertThat(console.get("/api/v1/calendars", bo).json().path("items")).isEmpty();
    assertThat(
            console
                .ask("DELETE", "/api/v1/calendars/" + id, null, "Authorization", "Bearer " + bo)
                .status())
        .isEqualTo(404);
    assertThat(
            console
                .ask("DELETE", "/api/v1/calendars/" + id, null, "Authorization", "Bearer " + admin)
                .status())
        .isEqualTo(204);
    assertThat(read(address).status()).isEqualTo(404);
  }

  @Test
  void refusesWhatIsNotInTheRoster() {
    assertThat(console.post("/api/v1/calendars", asha, "{\"schedule\":\"x\"}").text())
        .contains("schedule: expected a schedule of the roster, but got \\\"x\\\"");
    assertThat(console.post("/api/v1/calendars", asha, "{}").status()).isEqualTo(400);
  }

  @Test
  void slowsDownWhoGuesses() {
    for (int i = 0; i < 20; i++) {
      assertThat(read("/calendar/guess" + i + ".ics").status()).isEqualTo(404);
    }
    assertThat(read("/calendar/guess.ics").status()).isEqualTo(429);
    console.clock.advance(Duration.ofMinutes(2));
    assertThat(read("/calendar/guess.ics").status()).isEqualTo(404);
  }

  @Test
  void isUnavailableWhileAddressesAreNotKnown() {
    var address = mint(SCHEDULE);
    console.ready = false;

    assertThat(read(address).status()).isEqualTo(503);
    console.ready = true;
    assertThat(read(address).status()).isEqualTo(200);
  }
}

package dev.watchbill.planner.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.watchbill.planner.RosterSource.Draft;
import dev.watchbill.roster.yaml.KeptFeeds;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalendarFeedsTest {
  private static final String LEAVE = event("20260803", "20260811");
  private static final String SECRET = "s3cr3t-part";

  @TempDir Path folder;
  private final TestClock clock = TestClock.at("2026-01-05T09:00:00Z");
  private final List<String> outcomes = new ArrayList<>();
  private final HttpServer server = server();
  private volatile int status = 200;
  private volatile String body = LEAVE;
  private final AtomicInteger asked = new AtomicInteger();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start() throws IOException {
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1/elsewhere");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    Files.createDirectory(folder.resolve("roster"));
    Files.writeString(
        folder.resolve("roster/roster.yaml"),
        """
        organization: {name: Shop, timezone: Europe/Berlin, fallback: {policy: all}}
        holidays: {own: [2026-12-25]}
        people:
          asha: {name: Asha, contacts: {email: asha@example.com}, away: [{calendar: "${env:ASHA}", why: leave}]}
          bo: {name: Bo, contacts: {email: bo@example.com}}
        teams:
          shop:
            members: [asha, bo]
            schedules:
              primary: {rotations: [{name: weekly, members: [asha, bo], start: 2026-01-05T09:00, shift: 1w}]}
        policies: {all: {critical: {steps: [{notify: ["schedule:primary"], patience: 5m}]}}}
        """);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void takesTheAbsencesOfACalendarAtAnAddress() {
    try (var feeds = feeds()) {
      var draft = read(feeds);

      assertThat(definition(draft)).contains("2026-08-02T22:00:00Z").contains("leave");
      assertThat(draft.calendars()).isEmpty();
      assertThat(outcomes).containsExactly("calendar-fetched");
    }
  }

  @Test
  void keepsTheLastGoodStateAndSaysSo() {
    try (var feeds = feeds()) {
      var before = read(feeds);
      var seen = folder(feeds).fingerprint();
      status = 503;
      clock.advance(Duration.ofMinutes(15));
      feeds.fetchDue();

      assertThat(folder(feeds).fingerprint()).isNotEqualTo(seen);
      var after = read(feeds);
      assertThat(after.records()).isEqualTo(before.records());
      assertThat(after.calendars())
          .singleElement()
          .asString()
          .contains("people.asha.away[0].calendar")
          .contains(
              "http://127.0.0.1/…: it answers 503, since 2026-01-05T09:15:00Z, and was read last at"
                  + " 2026-01-05T09:00:00Z")
          .contains("what was read last stays in force")
          .doesNotContain(SECRET);
      assertThat(after.warnings()).containsAll(after.calendars());

      status = 200;
      clock.advance(Duration.ofMinutes(15));
      feeds.fetchDue();
      assertThat(read(feeds).calendars()).isEmpty();
    }
  }

  @Test
  void takesWhatChangedWithTheNextFetch() {
    try (var feeds = feeds()) {
      assertThat(definition(read(feeds))).contains("2026-08-02");
      var seen = folder(feeds).fingerprint();
      feeds.fetchDue();
      assertThat(asked.get()).as("not before its time").isEqualTo(1);
      // A server's own stamp is no change.
      body = LEAVE.replace("DTSTAMP:20260101T000000Z", "DTSTAMP:20260105T091500Z");
      clock.advance(Duration.ofMinutes(15));
      feeds.fetchDue();
      assertThat(new KeptFeeds(folder.resolve("calendars")).readAt(address()))
          .contains(clock.instant());
      assertThat(folder(feeds).fingerprint()).isEqualTo(seen);

      body = event("20260901", "20260902");
      clock.advance(Duration.ofMinutes(15));
      feeds.fetchDue();

      assertThat(folder(feeds).fingerprint()).isNotEqualTo(seen);
      assertThat(definition(read(feeds))).contains("2026-08-31T22").doesNotContain("2026-08-02");
    }
  }

  @Test
  void survivesARestartWhileTheCalendarIsAway() {
    try (var feeds = feeds()) {
      read(feeds);
    }
    status = 500;
    clock.advance(Duration.ofDays(3));
    try (var feeds = feeds()) {
      assertThat(definition(read(feeds))).contains("2026-08-02T22:00:00Z");
      feeds.fetchDue();
      assertThat(definition(read(feeds))).contains("2026-08-02T22:00:00Z");
      assertThat(read(feeds).calendars())
          .singleElement()
          .asString()
          .contains("since 2026-01-08T09:00:00Z, and was read last at 2026-01-05T09:00:00Z");
    }
  }

  @Test
  void appliesARosterWhoseCalendarWasNeverRead() {
    status = 404;
    try (var feeds = feeds()) {
      assertThat(read(feeds).calendars())
          .singleElement()
          .asString()
          .contains("it answers 404")
          .contains("nothing of it is known");
    }
  }

  @Test
  void refusesWhatIsNoCalendarARedirectAndAnythingInside() {
    try (var feeds = feeds()) {
      read(feeds);
      for (var bad : List.of("<html>Sign in</html>", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n")) {
        body = bad;
        clock.advance(Duration.ofMinutes(15));
        feeds.fetchDue();
        assertThat(read(feeds).calendars()).hasSize(1);
        assertThat(definition(read(feeds))).contains("2026-08-02");
      }
      status = 302;
      clock.advance(Duration.ofMinutes(15));
      feeds.fetchDue();
      assertThat(read(feeds).calendars().getFirst()).contains("redirects aren't followed");
    }
    var before = asked.get();
    try (var feeds =
        new CalendarFeeds(
            folder.resolve("other"), new Environment(Map.of()), clock, outcomes::add)) {
      assertThat(read(feeds).calendars().getFirst())
          .contains("expected https, or a host in WATCHBILL_CALENDAR_ALLOW");
    }
    assertThat(asked.get()).isEqualTo(before);
  }

  @Test
  void refusesARosterWhoseAddressIsUnset() {
    try (var feeds = feeds()) {
      var roster =
          new RosterFolder(folder.resolve("roster"), new Environment(Map.of()), clock, feeds);

      assertThat(roster.read())
          .isInstanceOfSatisfying(
              Draft.Refused.class,
              refused ->
                  assertThat(refused.messages().getFirst()).contains("an unset ${env:ASHA}"));
    }
  }

  @Test
  void asksNobodyAnyMoreWhomNoRosterNames() throws Exception {
    try (var feeds = feeds()) {
      read(feeds);
      var file = folder.resolve("roster/roster.yaml");
      Files.writeString(file, Files.readString(file).replaceAll(", away: .*", "}"));
      clock.advance(Duration.ofMinutes(16));
      read(feeds);
      feeds.fetchDue();

      assertThat(asked.get()).isEqualTo(1);
    }
  }

  private CalendarFeeds feeds() {
    return new CalendarFeeds(
        folder.resolve("calendars"),
        new Environment(Map.of(CalendarFeeds.ALLOW, "127.0.0.1")),
        clock,
        outcomes::add);
  }

  private RosterFolder folder(CalendarFeeds feeds) {
    return new RosterFolder(
        folder.resolve("roster"), new Environment(Map.of("ASHA", address())), clock, feeds);
  }

  private String address() {
    return "http://127.0.0.1:%d/%s.ics".formatted(server.getAddress().getPort(), SECRET);
  }

  private Draft.Accepted read(CalendarFeeds feeds) {
    return (Draft.Accepted) folder(feeds).read();
  }

  private static String definition(Draft.Accepted draft) {
    var record = draft.records().get("schedule:primary");
    return record == null || record.getSchedule() == null
        ? ""
        : record.getSchedule().getDefinition();
  }

  private static String event(String from, String to) {
    return """
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//test//EN
    BEGIN:VEVENT
    UID:1
    DTSTAMP:20260101T000000Z
    SUMMARY:Something private
    DTSTART;VALUE=DATE:%s
    DTEND;VALUE=DATE:%s
    END:VEVENT
    END:VCALENDAR
    """
        .formatted(from, to);
  }
}

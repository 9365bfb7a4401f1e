package dev.watchbill.launcher.cli.moving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.cli.CommandLines;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.roster.Purpose;
import dev.watchbill.roster.Reading;
import dev.watchbill.roster.yaml.RosterReader;
import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -Dgolden=true} writes the expected roster anew, to be read before it is believed. */
class OpsgenieCommandTest {
  private static final Path ACCOUNT =
      Path.of("src/test/resources/dev/watchbill/launcher/cli/moving/opsgenie");
  private static final Path EXPECTED = ACCOUNT.resolveSibling("opsgenie-roster");
  private static final String KEY = "8f3c1e-key-of-opsgenie";

  /** A fortnight before the clocks of Berlin change, a week after those of New York did. */
  private static final Instant NOW = Instant.parse("2026-03-16T10:17:23Z");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temporary;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final VendorStandIn opsgenie = new VendorStandIn(ACCOUNT, "GenieKey " + KEY);

  @AfterEach
  void stop() {
    opsgenie.close();
  }

  private Path roster() {
    return temporary.resolve("roster");
  }

  private int run(String... more) {
    return run(Map.of("WATCHBILL_OPSGENIE_TOKEN", KEY), more);
  }

  private int run(Map<String, String> variables, String... more) {
    var line = CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true));
    OpsgenieCommand command = ImportLine.of(line, "opsgenie").getCommand();
    command.options.environment = new Environment(variables);
    command.options.clock = () -> NOW;
    var arguments = new ArrayList<>(List.of("import", "opsgenie", roster().toString()));
    arguments.addAll(List.of(more));
    return line.execute(arguments.toArray(String[]::new));
  }

  private int runAgainstStandIn(String... more) {
    var arguments = new ArrayList<>(List.of("--url", opsgenie.address()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  /** Its own timelines; three weeks at most at once, from the beginning of a day on. */
  private OpsgenieCommandTest withTimelines() {
    for (var schedule : saved("schedules").path("data")) {
      var id = schedule.path("id").asText();
      var clock =
          new OpsgenieClock(
              schedule,
              saved("schedules/" + id + "/overrides").path("data"),
              saved("forwarding-rules").path("data"));
      opsgenie.computing(
          "schedules/" + id + "/timeline",
          query -> {
            var from = Instant.parse(query.get("date")).truncatedTo(ChronoUnit.DAYS);
            var weeks = Math.min(3, Integer.parseInt(query.get("interval")));
            return clock.timeline(from, from.plus(7L * weeks, ChronoUnit.DAYS)).toString();
          });
    }
    return this;
  }

  private static JsonNode saved(String path) {
    try {
      return JSON.readTree(Files.readString(ACCOUNT.resolve(path + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void writesTheRosterThatItShould() throws IOException {
    withTimelines();

    assertThat(runAgainstStandIn()).isEqualTo(Exit.CHANGED);
    var names = names(roster());
    assertThat(names)
        .containsExactly(
            "organization.yaml",
            "people.yaml",
            "policies.yaml",
            "roster.schema.json",
            "services.yaml",
            "teams.yaml");
    for (var name : names) {
      if (name.endsWith(".yaml")) {
        var written = Files.readString(roster().resolve(name));
        if (Boolean.getBoolean("golden")) {
          Files.createDirectories(EXPECTED);
          Files.writeString(EXPECTED.resolve(name), written);
        }
        assertThat(written).as(name).isEqualTo(Files.readString(EXPECTED.resolve(name)));
      }
    }
    var reading = RosterReader.read(roster(), new Environment(Map.of()), Purpose.CHECK, NOW);
    assertThat(reading.errors()).isEmpty();
    assertThat(name(reading, "zoë.o-neil")).isEqualTo("- Zoë  # *&! | O'Neil");
    assertThat(name(reading, "nobody-2")).isEqualTo("~");
  }

  @Test
  void comparesWhoIsOnCallSecondBySecondOverAClockChange() {
    withTimelines();

    assertThat(runAgainstStandIn("--weeks", "8")).isEqualTo(Exit.CHANGED);
    assertThat(out.toString())
        .contains(
            "payments-primary: the same until 2026-05-11T10:17:23Z",
            "plattform-24x7: 26 differences until 2026-05-11T10:17:23Z",
            "Opsgenie has bo-2, whoever the team \"Plattform Öffentlich\" asks, here it is bo-2, zoë.o-neil",
            "from 2026-03-19T03:30:00Z to 2026-03-21T03:30:00Z: Opsgenie has gone@example.com"
                + " (blocked in Opsgenie), here it is nobody");
  }

  @Test
  void takesFromItsTimelineWhetherHiddenTurnsCount() throws IOException {
    withTimelines();
    var schedule = (ObjectNode) saved("schedules").path("data").path(1).deepCopy();
    var clock =
        new OpsgenieClock(schedule, JSON.createArrayNode(), JSON.createArrayNode())
            .skippingHiddenDays();
    opsgenie.computing(
        "schedules/s-plat/timeline",
        query -> {
          var from = Instant.parse(query.get("date")).truncatedTo(ChronoUnit.DAYS);
          return clock.timeline(from, from.plus(56, ChronoUnit.DAYS)).toString();
        });

    assertThat(runAgainstStandIn()).isEqualTo(Exit.CHANGED);
    assertThat(out.toString().lines().filter(it -> it.contains("here it is bo-2, zoë.o-neil")))
        .isNotEmpty()
        .allMatch(it -> it.contains("whoever the team \"Plattform Öffentlich\" asks"));
    assertThat(Files.readString(roster().resolve("teams.yaml")))
        .containsOnlyOnce("count-idle-turns");
  }

  @Test
  void saysWhereOpsgenieHasSomebodyElse() throws IOException {
    withTimelines();
    var schedule = saved("schedules").path("data").path(0);
    var planted =
        new OpsgenieClock(
                schedule,
                saved("schedules/s-pay/overrides").path("data"),
                saved("forwarding-rules").path("data"))
            .timeline(Instant.parse("2026-03-16T00:00:00Z"), Instant.parse("2026-05-18T00:00:00Z"));
    var periods = planted.at("/data/finalTimeline/rotations/0/periods");
    var last = (ObjectNode) periods.path(periods.size() - 1);
    last.put("startDate", "2026-05-11T07:00:01Z");
    opsgenie.computing("schedules/s-pay/timeline", _ -> planted.toString());

    assertThat(runAgainstStandIn("--format", "json")).isEqualTo(Exit.CHANGED);
    var compared = JSON.readTree(out.toString()).path("compared").path(1);
    assertThat(compared.path("schedule").asText()).isEqualTo("payments-primary");
    assertThat(compared.path("differences"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"from": "2026-05-11T07:00:00Z", "to": "2026-05-11T07:00:01Z",
                  "theirs": [], "ours": ["asha"]}]
                """));
  }

  @Test
  void onlyReadsAndFollowsPagesAtTheAddressThatWasGiven() {
    withTimelines();

    var _ = runAgainstStandIn();

    assertThat(opsgenie.asked())
        .allMatch(it -> it.startsWith("GET "))
        .contains(
            "GET /v2/users?limit=100",
            "GET /v2/users?limit=100&offset=4&order=ASC&sort=username",
            "GET /v2/teams/t-pay/routing-rules",
            "GET /v2/schedules?expand=rotation",
            "GET /v2/users/u-asha/notification-rules/n1",
            "GET /v2/schedules/s-pay/timeline?interval=8&intervalUnit=weeks&date=2026-03-16T10:17:23Z",
            "GET /v2/schedules/s-pay/timeline?interval=8&intervalUnit=weeks&date=2026-04-06T00:00:00Z")
        .doesNotContain("GET /v2/users/u-asha/notification-rules/n9")
        .doesNotHaveDuplicates();
  }

  @Test
  void neverShowsOrWritesTheKey() throws IOException {
    withTimelines();

    var _ = runAgainstStandIn();

    assertThat(out + err.toString()).doesNotContain(KEY);
    for (var name : names(roster())) {
      assertThat(Files.readString(roster().resolve(name))).as(name).doesNotContain(KEY);
    }
  }

  @Test
  void readsAnswersThatWereSavedWithoutAnyKey() throws IOException {
    var code = run(Map.of(), "--from", ACCOUNT.toString());

    assertThat(code).isEqualTo(Exit.CHANGED);
    assertThat(roster().resolve("people.yaml"))
        .hasSameTextualContentAs(EXPECTED.resolve("people.yaml"));
    assertThat(out.toString()).contains("payments-primary: not compared");
  }

  @Test
  void comparesAsFarAsASavedTimelineGoes() throws IOException {
    smallAccount();
    var saved = temporary.resolve("saved");
    for (var file : SMALL.entrySet()) {
      var path = saved.resolve(file.getKey() + ".json");
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }

    assertThat(run(Map.of(), "--from", saved.toString())).isEqualTo(Exit.CHANGED);
    assertThat(out.toString())
        .contains(
            "primary: no difference from 2026-03-16T10:17:23Z to 2026-03-30T00:00:00Z;"
                + " the rest until 2026-05-11T10:17:23Z wasn't compared, as Opsgenie's plan isn't known")
        .doesNotContain("the same");
  }

  @Test
  void readsTheFolderThatOneIsIn() {
    assertThat(new ExportFolder(Path.of(".")).ask("v2/" + ACCOUNT + "/users?limit=100"))
        .isPresent();
    assertThat(new ExportFolder(ACCOUNT.resolve("teams")).ask("v2/../users")).isEmpty();
  }

  @Test
  void refusesAnIdThatIsNone() {
    smallAccount();
    opsgenie.answering(
        "users", "{\"data\": [{\"id\": \"a b\", \"username\": \"ann@example.com\"}]}");

    assertThat(runAgainstStandIn()).isEqualTo(Exit.UNREACHABLE);
    assertThat(err.toString())
        .contains("Expected ids that can stand in an address, but got \"v2/users/a b/contacts\"");
  }

  @Test
  void leavesContactsOutSoThatNobodyIsPagedTwice() throws IOException {
    withTimelines();

    var _ = runAgainstStandIn("--without-contacts");

    assertThat(Files.readString(roster().resolve("people.yaml")))
        .contains("Asha Rao")
        .doesNotContain("contacts", "notify");
  }

  /** An account of which everything can be taken. */
  private static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry(
              "users",
              """
              {"data": [{"id": "u", "username": "ann@example.com", "fullName": "Ann",
                "timeZone": "UTC", "role": {"name": "Owner"}, "blocked": false}]}
              """),
          Map.entry(
              "users/u/contacts",
              """
              {"data": [{"contactMethod": "email", "to": "ann@example.com",
                "status": {"enabled": true}}]}
              """),
          Map.entry("users/u/notification-rules", "{\"data\": []}"),
          Map.entry("teams", "{\"data\": [{\"id\": \"t\", \"name\": \"Shop\"}]}"),
          Map.entry(
              "teams/t",
              "{\"data\": {\"members\": [{\"user\": {\"id\": \"u\"}, \"role\": \"admin\"}]}}"),
          Map.entry(
              "teams/t/routing-rules",
              """
              {"data": [{"isDefault": true, "criteria": {"type": "match-all"},
                "notify": {"type": "escalation", "id": "e", "name": "Shop"}}]}
              """),
          Map.entry(
              "schedules",
              """
              {"data": [{"id": "s", "name": "Primary", "timezone": "UTC", "enabled": true,
                "ownerTeam": {"id": "t", "name": "Shop"}, "rotations": [{"id": "r", "name": "r",
                "startDate": "2026-03-01T00:00:00Z", "type": "weekly", "length": 1,
                "participants": [{"type": "user", "id": "u", "username": "ann@example.com"}]}]}]}
              """),
          Map.entry("schedules/s/overrides", "{\"data\": []}"),
          Map.entry(
              "schedules/s/timeline",
              """
              {"data": {"startDate": "2026-03-16T00:00:00Z", "endDate": "2026-03-30T00:00:00Z",
                "finalTimeline": {"rotations": [{"id": "r", "periods": [
                  {"startDate": "2026-03-09T00:00:00.000Z", "endDate": "2026-03-30T02:00:00+02:00",
                   "type": "default", "recipient": {"type": "user", "id": "u"}}]}]}}}
              """),
          Map.entry(
              "escalations",
              """
              {"data": [{"id": "e", "name": "Shop", "rules": [{"condition": "if-not-acked",
                "notifyType": "default", "delay": {"timeAmount": 0, "timeUnit": "minutes"},
                "recipient": {"type": "schedule", "id": "s", "name": "Primary"}}]}]}
              """),
          Map.entry(
              "services", "{\"data\": [{\"id\": \"v\", \"name\": \"shop\", \"teamId\": \"t\"}]}"),
          Map.entry("heartbeats", "{\"data\": {\"heartbeats\": []}}"),
          Map.entry("integrations", "{\"data\": []}"),
          Map.entry("forwarding-rules", "{\"data\": []}"));

  private void smallAccount() {
    SMALL.forEach(opsgenie::answering);
  }

  @Test
  void saysWhatItNeverAsksForWhereEverythingElseWasTaken() {
    smallAccount();

    assertThat(runAgainstStandIn("--weeks", "1")).isEqualTo(Exit.CHANGED);
    assertThat(out.toString())
        .contains(
            "1 person, 1 team, 1 schedule",
            "primary: the same until 2026-03-23T10:17:23Z",
            "organization.yaml:3: Not asked for: policies for alerts and notifications, maintenance")
        .doesNotContain("organization.yaml:4", "people.yaml:", "teams.yaml:", "policies.yaml:");
  }

  @Test
  void saysWhatAnAccountDoesNotHaveOrAKeyMayNotRead() {
    smallAccount();
    opsgenie.answering("services", "").answering("schedules/s/timeline", "");

    assertThat(runAgainstStandIn("--weeks", "1")).isEqualTo(Exit.CHANGED);
    assertThat(out.toString())
        .contains(
            "organization.yaml:4: Not read, as Opsgenie didn't let: services.",
            "primary: not compared, as Opsgenie's plan isn't known");
  }

  @Test
  void asksAgainWhenItIsToldTo() {
    smallAccount();
    opsgenie.first(429, new byte[0]).first(503, new byte[0]).first(429, new byte[0]);

    assertThat(runAgainstStandIn("--weeks", "1")).isEqualTo(Exit.CHANGED);
    assertThat(roster().resolve("teams.yaml")).exists();
    assertThat(err.toString()).contains("Opsgenie answered 429; asking again in 0 s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | {}      | 77 | Expected Opsgenie to know the key in WATCHBILL_OPSGENIE_TOKEN, but got 401 to GET /v2/users
          403 | {}      | 77 | Expected the key in WATCHBILL_OPSGENIE_TOKEN to have the right to read configuration, but got 403
          404 | {}      | 78 | Expected Opsgenie's API at http
          302 | {}      | 69 | Expected Opsgenie to answer GET /v2/users, but got 302
          429 | {}      | 69 | but got 429 (too many requests): ask it again later
          500 | {}      | 69 | Expected Opsgenie to answer GET /v2/users, but got 500
          200 | <html>  | 69 | Expected JSON in the answer to GET /v2/users, but got something else
          200 | {"data" | 69 | Expected JSON in the answer to GET /v2/users, but got something else
          200 | {}      | 69 | Expected a list "data" in the answer to v2/users
          200 | {"data":[{"id":"u"}]} | 69 | Expected "username" in an answer, but got {"id":"u"}
          """)
  void saysWhatItExpected(int status, String body, int exit, String sentence) {
    for (int i = 0; i < 6; i++) {
      opsgenie.first(status, body.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(runAgainstStandIn()).isEqualTo(exit);
    assertThat(err.toString()).contains(sentence).doesNotContain("defect", "\tat ");
    assertThat(out.toString()).isEmpty();
    assertThat(roster()).doesNotExist();
  }

  @Test
  void takesNoAnswerWithoutAnEnd() {
    opsgenie.first(200, new byte[33 * 1024 * 1024]);

    assertThat(runAgainstStandIn()).isEqualTo(Exit.UNREACHABLE);
    assertThat(err.toString()).contains("at most 32 MiB").doesNotContain("defect");
  }

  @Test
  void saysThatNobodyIsThere() {
    assertThat(run("--url", "http://127.0.0.1:1")).isEqualTo(Exit.UNREACHABLE);
    assertThat(err.toString()).contains("Expected Opsgenie at http://127.0.0.1:1");
  }

  @Test
  void sendsNoKeyWhereOthersCouldReadIt() {
    assertThat(run("--url", "http://api.opsgenie.com")).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("--url");
  }

  @Test
  void needsAKeyOrAnExport() {
    assertThat(run(Map.of())).isEqualTo(Exit.CONFIGURATION);
    assertThat(err.toString()).contains("WATCHBILL_OPSGENIE_TOKEN_FILE");
    assertThat(run(Map.of(), "--from", temporary.resolve("nowhere").toString()))
        .isEqualTo(Exit.CONFIGURATION);
    assertThat(run(Map.of(), "--from", temporary.toString())).isEqualTo(Exit.CONFIGURATION);
    assertThat(err.toString()).contains("Expected users.json in");
  }

  @Test
  void writesOverNothing() throws IOException {
    Files.createDirectories(roster());
    Files.writeString(roster().resolve("roster.yaml"), "people: {}\n");

    assertThat(runAgainstStandIn()).isEqualTo(Exit.REFUSED);
    assertThat(err.toString()).contains("Expected a new or empty folder");
    assertThat(opsgenie.asked()).isEmpty();
    assertThat(names(roster())).containsExactly("roster.yaml");
  }

  @Test
  void knowsWhichProducts() {
    var line = CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true));
    assertThat(line.execute("import")).isEqualTo(Exit.USAGE);
    assertThat(line.execute("import", "--help")).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("opsgenie");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  private static String name(Reading reading, String person) {
    return Objects.requireNonNull(reading.roster().orElseThrow().people().get(person)).name();
  }
}

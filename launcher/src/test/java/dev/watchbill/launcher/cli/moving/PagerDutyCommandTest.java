package dev.watchbill.launcher.cli.moving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.launcher.cli.CommandLines;
import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.schemas.config.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -Dgolden=true} writes the expected roster anew, to be read before it is believed. */
class PagerDutyCommandTest {
  private static final Path ACCOUNT =
      Path.of("src/test/resources/dev/watchbill/launcher/cli/moving/pagerduty");
  private static final Path EXPECTED = ACCOUNT.resolveSibling("pagerduty-roster");
  private static final String KEY = "8f3c1e-key-of-pagerduty";
  private static final Instant NOW = Instant.parse("2026-03-16T10:17:23Z");
  private static final Instant MORNING = Instant.parse("2026-03-16T10:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temporary;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final VendorStandIn pagerduty = new VendorStandIn(ACCOUNT, "Token token=" + KEY);

  @AfterEach
  void stop() {
    pagerduty.close();
  }

  private Path roster() {
    return temporary.resolve("roster");
  }

  private int run(String... more) {
    var line = CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true));
    PagerDutyCommand command = ImportLine.of(line, "pagerduty").getCommand();
    command.options.environment = new Environment(Map.of("WATCHBILL_PAGERDUTY_TOKEN", KEY));
    command.options.clock = () -> NOW;
    var arguments = new ArrayList<>(List.of("import", "pagerduty", roster().toString()));
    arguments.addAll(List.of("--url", pagerduty.address()));
    arguments.addAll(List.of(more));
    return line.execute(arguments.toArray(String[]::new));
  }

  private static JsonNode saved(String path) {
    try {
      return JSON.readTree(Files.readString(ACCOUNT.resolve(path + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void rendering() {
    for (var id : List.of("SPAY", "SNY")) {
      rendering(id, saved("schedules/" + id));
    }
  }

  private void rendering(String id, JsonNode schedule) {
    rendering(id, schedule, saved("schedules/" + id + "/overrides").path("overrides"));
  }

  private void rendering(String id, JsonNode schedule, JsonNode overrides) {
    pagerduty.computing(
        "schedules/" + id + "/overrides",
        query -> PagerDutyClock.overrides(overrides, query, NOW).toString());
    planning(id, schedule, overrides);
  }

  private void planning(String id, JsonNode schedule, JsonNode overrides) {
    pagerduty.computing(
        "schedules/" + id,
        query ->
            new PagerDutyClock(schedule, overrides)
                .rendered(Instant.parse(query.get("since")), Instant.parse(query.get("until")))
                .toString());
  }

  @Test
  void writesTheRosterThatItShould() throws IOException {
    rendering();

    assertThat(run()).isEqualTo(Exit.CHANGED);
    for (var name :
        List.of(
            "organization.yaml", "people.yaml", "teams.yaml", "policies.yaml", "services.yaml")) {
      var written = Files.readString(roster().resolve(name));
      if (Boolean.getBoolean("golden")) {
        Files.createDirectories(EXPECTED);
        Files.writeString(EXPECTED.resolve(name), written);
      }
      assertThat(written).as(name).isEqualTo(Files.readString(EXPECTED.resolve(name)));
      assertThat(written).as(name).doesNotContain(KEY, "secret");
    }
    assertThat(out + err.toString()).doesNotContain(KEY, "secret");
  }

  @Test
  void comparesWhoIsOnCallOverAClockChange() {
    rendering();

    assertThat(run("--weeks", "20")).isEqualTo(Exit.CHANGED);
    assertThat(out.toString())
        .contains(
            "payments-primary: the same until 2026-08-03T10:17:23Z",
            "PagerDuty has PGONE (not among PagerDuty's users), here it is nobody");
  }

  @Test
  void takesTheLayersInTheOrderThatWhatIsRenderedShows() throws IOException {
    var schedule = saved("schedules/SPAY").deepCopy();
    var clock = new PagerDutyClock(schedule, saved("schedules/SPAY/overrides").path("overrides"));
    rendering();
    pagerduty.computing(
        "schedules/SPAY",
        query -> {
          var answer =
              clock.rendered(Instant.parse(query.get("since")), Instant.parse(query.get("until")));
          var listed = new ArrayList<JsonNode>();
          answer.at("/schedule/schedule_layers").forEach(listed::add);
          var reversed = (ObjectNode) answer.deepCopy().path("schedule");
          reversed.putArray("schedule_layers").addAll(listed.reversed());
          return JSON.createObjectNode().set("schedule", reversed).toString();
        });

    assertThat(run()).isEqualTo(Exit.CHANGED);
    assertThat(out.toString()).contains("payments-primary: the same until 2026-05-11T10:17:23Z");
    assertThat(Files.readString(roster().resolve("teams.yaml")))
        .isEqualTo(Files.readString(EXPECTED.resolve("teams.yaml")));
  }

  @Test
  void saysWherePagerDutyHasSomebodyElse() throws IOException {
    rendering();
    var planted =
        new PagerDutyClock(
                saved("schedules/SPAY"), saved("schedules/SPAY/overrides").path("overrides"))
            .rendered(NOW, NOW.plus(Duration.ofDays(56)));
    var entries = planted.at("/schedule/final_schedule/rendered_schedule_entries");
    ((ObjectNode) entries.path(0)).put("start", "2026-03-16T10:17:24Z");
    pagerduty.computing("schedules/SPAY", _ -> planted.toString());

    assertThat(run("--format", "json")).isEqualTo(Exit.CHANGED);
    assertThat(JSON.readTree(out.toString()).path("compared").path(1).path("differences"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"from": "2026-03-16T10:17:23Z", "to": "2026-03-16T10:17:24Z",
                  "theirs": [], "ours": ["bo-2"]}]
                """));
  }

  /**
   * Overrides in the order they were created in: whole days from this morning on, and whose they
   * are.
   */
  private void overriding(String... overrides) {
    rendering();
    var all = JSON.createArrayNode();
    for (var it : overrides) {
      var words = it.split(" ", -1);
      var override = all.addObject();
      override.put("start", MORNING.plus(Duration.ofDays(Long.parseLong(words[0]))).toString());
      override.put("end", MORNING.plus(Duration.ofDays(Long.parseLong(words[1]))).toString());
      override.putObject("user").put("id", words[2]);
    }
    rendering("SPAY", saved("schedules/SPAY"), all);
  }

  private String teams() throws IOException {
    return Files.readString(roster().resolve("teams.yaml"));
  }

  @Test
  void takesAnOverrideWholeThatGoesOnBehindTheWindowItIsAskedIn() throws IOException {
    overriding("110 115 PBO");

    assertThat(run()).isEqualTo(Exit.CHANGED);
    assertThat(teams())
        .contains("who: bo, from: '2026-07-04T10:00:00Z', to: '2026-07-09T10:00:00Z'");
  }

  @Test
  void givesTimeThatOverridesShareToTheOneThatWasCreatedLast() throws IOException {
    overriding("3 9 PASHA", "1 4 PBO", "93 99 PASHA", "91 94 PBO");

    assertThat(run()).isEqualTo(Exit.CHANGED);
    assertThat(teams())
        .contains(
            "who: bo, from: '2026-03-17T10:00:00Z', to: '2026-03-20T10:00:00Z'",
            "who: asha, from: '2026-03-20T10:00:00Z', to: '2026-03-25T10:00:00Z'",
            "who: bo, from: '2026-06-15T10:00:00Z', to: '2026-06-18T10:00:00Z'",
            "who: asha, from: '2026-06-18T10:00:00Z', to: '2026-06-23T10:00:00Z'")
        .doesNotContain("overlap");
    assertThat(out.toString()).contains("payments-primary: the same until");
  }

  @Test
  void namesOverridesThatPagerDutyDoesNotLetItRead() {
    rendering("SNY", saved("schedules/SNY"));
    planning("SPAY", saved("schedules/SPAY"), JSON.createArrayNode());
    pagerduty.answering("schedules/SPAY/overrides", "");

    assertThat(run()).isEqualTo(Exit.CHANGED);
    assertThat(out.toString())
        .contains(
            "organization.yaml:", "Not read, as PagerDuty didn't let: schedules/SPAY/overrides");
  }

  @Test
  void onlyReads() {
    rendering();

    var _ = run("--weeks", "12");

    assertThat(pagerduty.asked())
        .allMatch(it -> it.startsWith("GET "))
        .contains(
            "GET /users?include%5B%5D=contact_methods&include%5B%5D=notification_rules&limit=100",
            "GET /users?include%5B%5D=contact_methods&include%5B%5D=notification_rules&limit=100&offset=2",
            "GET /teams/TPAY/members?limit=100",
            "GET /schedules/SPAY?since=2026-03-16T10:17:23Z&until=2026-05-11T10:17:23Z",
            "GET /schedules/SPAY?since=2026-05-11T10:17:23Z&until=2026-06-08T10:17:23Z")
        .doesNotHaveDuplicates();
  }

  @Test
  void readsAnswersThatWereSaved() throws IOException {
    assertThat(run("--from", ACCOUNT.toString())).isEqualTo(Exit.CHANGED);
    assertThat(teams())
        .contains(
            "# Overrides for дмитрий, asha overlap here: the one that was created last counts, and PagerDuty didn't say which that is.");
    assertThat(out.toString()).contains("payments-primary: not compared, as PagerDuty");
    assertThat(pagerduty.asked()).isEmpty();
  }

  /** What was saved, of payments-primary a plan of these days from now on. */
  private String savedWithPlan(int from, int to) throws IOException {
    var folder = temporary.resolve("saved");
    try (var files = Files.walk(ACCOUNT)) {
      for (var it : files.toList()) {
        Files.copy(it, folder.resolve(ACCOUNT.relativize(it).toString()));
      }
    }
    var overrides = saved("schedules/SPAY/overrides").path("overrides");
    var plan =
        new PagerDutyClock(saved("schedules/SPAY"), overrides)
            .rendered(NOW.plus(Duration.ofDays(from)), NOW.plus(Duration.ofDays(to)));
    Files.writeString(folder.resolve("schedules/SPAY.json"), plan.toString());
    return folder.toString();
  }

  @Test
  void comparesNothingWithAPlanThatWasSavedLastMonth() throws IOException {
    assertThat(run("--from", savedWithPlan(-30, -1))).isEqualTo(Exit.CHANGED);
    assertThat(out.toString()).contains("payments-primary: not compared");
  }

  @Test
  void comparesASavedPlanAsFarAsItGoes() throws IOException {
    assertThat(run("--from", savedWithPlan(-7, 14), "--format", "json")).isEqualTo(Exit.CHANGED);

    var compared = JSON.readTree(out.toString()).path("compared").path(1);
    assertThat(compared.path("schedule").asText()).isEqualTo("payments-primary");
    assertThat(compared.path("until").asText()).isEqualTo("2026-03-30T10:17:23Z");
    assertThat(compared.path("differences")).isEmpty();
    assertThat(compared.path("same").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | {}     | 77 | Expected PagerDuty to know the key in WATCHBILL_PAGERDUTY_TOKEN, but got 401
          403 | {}     | 77 | right to read
          301 | {}     | 69 | but got 301
          200 | <html> | 69 | Expected JSON
          200 | {"users":[{"name":"U"}]} | 69 | Expected "id" in an answer
          """)
  void saysWhatItExpected(int status, String body, int exit, String sentence) {
    pagerduty.first(status, body.getBytes(StandardCharsets.UTF_8));

    assertThat(run()).isEqualTo(exit);
    assertThat(err.toString()).contains(sentence).doesNotContain("defect");
    assertThat(roster()).doesNotExist();
  }
}

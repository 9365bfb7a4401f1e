package dev.watchbill.launcher.cli.moving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -Dgolden=true} writes the expected roster anew, to be read before it is believed. */
class GrafanaOnCallCommandTest {
  private static final Path ACCOUNT =
      Path.of("src/test/resources/dev/watchbill/launcher/cli/moving/grafana-oncall");
  private static final Path EXPECTED = ACCOUNT.resolveSibling("grafana-oncall-roster");
  private static final String KEY = "8f3c1e-key-of-oncall";
  private static final Instant NOW = Instant.parse("2026-03-16T10:17:23Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temporary;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final VendorStandIn oncall = new VendorStandIn(ACCOUNT, KEY);

  @AfterEach
  void stop() {
    oncall.close();
  }

  private Path roster() {
    return temporary.resolve("roster");
  }

  private int run(String... more) {
    var line = CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true));
    GrafanaOnCallCommand command = ImportLine.of(line, "grafana-oncall").getCommand();
    command.options.environment = new Environment(Map.of("WATCHBILL_GRAFANA_ONCALL_TOKEN", KEY));
    command.options.clock = () -> NOW;
    var arguments = new ArrayList<>(List.of("import", "grafana-oncall", roster().toString()));
    arguments.addAll(List.of("--url", oncall.address()));
    arguments.addAll(List.of(more));
    return line.execute(arguments.toArray(String[]::new));
  }

  private static JsonNode saved(String path) {
    try {
      return JSON.readTree(Files.readString(ACCOUNT.resolve(path + ".json"))).path("results");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> users() {
    return Stream.of(saved("users"), saved("users.2"))
        .flatMap(it -> StreamSupport.stream(it.spliterator(), false))
        .map(it -> it.path("id").asText())
        .collect(Collectors.toSet());
  }

  private void withFinalShifts() {
    for (var schedule : saved("schedules")) {
      var id = schedule.path("id").asText();
      var clock =
          new OnCallClock(schedule, saved("on_call_shifts." + id), saved("shift_swaps"), users());
      oncall.computing(
          "schedules/" + id + "/final_shifts",
          query -> clock.finalShifts(day(query, "start_date"), day(query, "end_date")).toString());
    }
  }

  private static Instant day(Map<String, String> query, String name) {
    return LocalDate.parse(Objects.requireNonNull(query.get(name)))
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC);
  }

  @Test
  void writesTheRosterThatItShould() throws IOException {
    withFinalShifts();

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
    withFinalShifts();

    assertThat(run()).isEqualTo(Exit.CHANGED);
    assertThat(out.toString())
        .contains(
            "payments-primary: the same until 2026-05-11T10:17:23Z",
            "elsewhere: the same",
            "months: the same",
            "plattform-web: the same")
        .contains(
            "names nobody who is known",
            "It has begun",
            "Who takes carla's shifts from",
            "Of several people OnCall may have the first alone",
            "Overrides of the web don't count for it in OnCall");
  }

  @Test
  void saysWhereOnCallHasSomebodyElse() throws IOException {
    withFinalShifts();
    oncall.computing(
        "schedules/SMON/final_shifts",
        _ ->
            """
            {"next": null, "results": [{"user_pk": "UBO", "user_username": "bo",
              "shift_start": "2026-04-01T00:00:00Z", "shift_end": "2026-04-02T00:00:00Z"}]}
            """);

    assertThat(run("--format", "json")).isEqualTo(Exit.CHANGED);
    assertThat(JSON.readTree(out.toString()).path("compared").path(1).path("differences"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"from": "2026-04-01T00:00:00Z", "to": "2026-04-02T00:00:00Z",
                  "theirs": ["bo-x-y"], "ours": []}]
                """));
  }

  @Test
  void onlyReadsAndFollowsPagesAtTheAddressThatWasGiven() {
    withFinalShifts();

    var _ = run();

    assertThat(oncall.asked())
        .allMatch(it -> it.startsWith("GET "))
        .contains(
            "GET /api/v1/users/",
            "GET /api/v1/users/?page=2",
            "GET /api/v1/shift_swaps/?starting_after=2023-01-01T00:00:00Z",
            "GET /api/v1/on_call_shifts/?schedule_id=SCAL",
            "GET /api/v1/schedules/SCAL/final_shifts?start_date=2026-03-15&end_date=2026-05-12")
        .doesNotHaveDuplicates();
  }

  @Test
  void readsAnswersThatWereSaved() throws IOException {
    assertThat(run("--from", ACCOUNT.toString())).isEqualTo(Exit.CHANGED);
    assertThat(roster().resolve("teams.yaml"))
        .hasSameTextualContentAs(EXPECTED.resolve("teams.yaml"));
    assertThat(out.toString()).contains("payments-primary: not compared");
    assertThat(oncall.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | {}     | 77 | Expected OnCall to know the key in WATCHBILL_GRAFANA_ONCALL_TOKEN, but got 401
          403 | {}     | 77 | right to read
          301 | {}     | 69 | but got 301
          200 | <html> | 69 | Expected JSON
          200 | {"results":[{"id":"U"}]} | 69 | Expected "username" in an answer
          """)
  void saysWhatItExpected(int status, String body, int exit, String sentence) {
    // The first three may be missing.
    var rules = "{\"results\": []}".getBytes(StandardCharsets.UTF_8);
    oncall.first(200, rules).first(200, rules).first(200, rules);
    oncall.first(status, body.getBytes(StandardCharsets.UTF_8));

    assertThat(run()).isEqualTo(exit);
    assertThat(err.toString()).contains(sentence).doesNotContain("defect");
    assertThat(roster()).doesNotExist();
  }
}

package dev.watchbill.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.launcher.cli.terminal.Exit;
import dev.watchbill.schemas.config.Environment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

class CommandLinesTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhatASettingNamesThatCannotBeRead() {
    var line = CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true));
    var nowhere = new Environment(Map.of("KEY_FILE", "/nowhere/key"));
    line.addSubcommand(
        "starting",
        CommandSpec.wrapWithoutInspection(
            (Callable<Object>)
                () -> CompletableFuture.supplyAsync(() -> nowhere.value("KEY")).join()));

    line.setErr(new PrintWriter(err, true));

    assertThat(line.execute("starting")).isEqualTo(Exit.CONFIGURATION);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("Expected a readable file, but got /nowhere/key");
  }

  @Test
  void anUnknownCommandIsAMatterOfUsage() {
    assertThat(run("wake-everybody")).isEqualTo(Exit.USAGE);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("wake-everybody");
  }

  @Test
  void noCommandIsAMatterOfUsage() {
    assertThat(run()).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("Expected a command");
  }

  @Test
  void helpIsAnAnswer() {
    assertThat(run("--help")).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("oncall").contains("ack").contains("up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"oncall", "up", "ack"})
  void aCommandThatIsAskedForAloneIsTheSame(String command) {
    assertThat(run(command, "--help")).isEqualTo(Exit.OK);
    var alone = new StringWriter();
    var writer = new PrintWriter(alone, true);
    CommandLines.create(writer, writer, command, "--help").execute(command, "--help");
    assertThat(alone.toString()).isEqualTo(out.toString()).contains("watchbill " + command);
  }

  @Test
  void aServerThatIsAwayIsUnreachable() {
    assertThat(run("incidents", "--server", "http://127.0.0.1:1")).isEqualTo(Exit.UNREACHABLE);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFolderThatNoUpUsesIsUnreachable(@TempDir Path folder) {
    assertThat(run("incidents", "--data", folder.toString())).isEqualTo(Exit.UNREACHABLE);
    assertThat(err.toString()).contains("endpoints.json");
  }

  @Test
  void aServerThatDoesNotKnowUsIsNotAllowed() {
    try (var server = new StubServer(401, "{\"title\":\"Unauthorized\",\"status\":401}")) {
      assertThat(run("incidents", "--server", server.address())).isEqualTo(Exit.NOT_ALLOWED);
      assertThat(err.toString()).contains("Unauthorized");
    }
  }

  @Test
  void aRefusalIsToldInTheServersWords() {
    var problem = "{\"status\":409,\"detail\":\"checkout-1 was resolved at 2026-01-05T09:07:00Z\"}";
    try (var server = new StubServer(409, problem)) {
      assertThat(run("ack", "checkout-1", "--server", server.address())).isEqualTo(Exit.REFUSED);
      assertThat(err.toString()).contains("was resolved at 2026-01-05T09:07:00Z");
    }
  }

  @Test
  void anAcknowledgementGoesToTheIncident() {
    try (var server = new StubServer(200, "{\"outcome\":\"applied\"}")) {
      assertThat(run("ack", "checkout-1", "-m", "on it", "--server", server.address()))
          .isEqualTo(Exit.OK);
      assertThat(server.asked())
          .containsExactly("POST /api/v1/incidents/checkout-1/acknowledge {\"text\":\"on it\"}");
      assertThat(out.toString()).startsWith("checkout-1 acknowledge: applied");
    }
  }

  @Test
  void anOverrideOfOneRotationNamesIt() {
    try (var server = new StubServer(200, "{\"outcome\":\"applied\"}")) {
      var asked =
          "override primary --who bo --rotation office --from 2026-01-05T18:00 --to"
              + " 2026-01-05T22:00 --server "
              + server.address();
      assertThat(run(asked.split(" ", -1))).isEqualTo(Exit.OK);
      assertThat(server.asked())
          .containsExactly(
              "POST /api/v1/overrides {\"schedule\":\"primary\",\"who\":\"bo\","
                  + "\"rotation\":\"office\",\"from\":\"2026-01-05T18:00\","
                  + "\"to\":\"2026-01-05T22:00\"}");
    }
  }

  @Test
  void anAnswerThatIsOnlyRecordedIsNotTakenForDone() {
    try (var server = new StubServer(202, "{\"response\":\"r1\"}")) {
      assertThat(run("ack", "checkout-1", "--server", server.address()))
          .isEqualTo(Exit.UNREACHABLE);
      assertThat(err.toString()).contains("nothing answered yet");
    }
  }

  @Test
  void jsonPassesAsTheServerGaveIt() {
    var answer = "[{\"schedule\":\"primary\",\"at\":\"2026-01-05T09:00:00Z\",\"who\":[\"asha\"]}]";
    try (var server = new StubServer(200, answer)) {
      var code =
          run(
              "oncall",
              "primary",
              "--at",
              "2026-01-05T09:00Z",
              "--server",
              server.address(),
              "--format",
              "json");
      assertThat(code).isEqualTo(Exit.OK);
      assertThat(out.toString().replaceAll("\\s", "")).isEqualTo(answer);
      assertThat(server.asked())
          .containsExactly("GET /api/v1/oncall?schedule=primary&at=2026-01-05T09%3A00Z ");
    }
  }

  @Test
  void theServerKnowsWhichSchedulesAServiceReliesOn() {
    try (var server = new StubServer(200, "[]")) {
      assertThat(run("oncall", "--service", "checkout", "--server", server.address()))
          .isEqualTo(Exit.OK);
      assertThat(server.asked()).containsExactly("GET /api/v1/oncall?service=checkout ");
    }
  }

  @Test
  void nobodyOnCallIsAnAnswer() {
    var answer = "[{\"schedule\":\"primary\",\"at\":\"2026-01-05T09:00:00Z\",\"who\":[]}]";
    try (var server = new StubServer(200, answer)) {
      assertThat(run("oncall", "--server", server.address())).isEqualTo(Exit.OK);
      assertThat(out.toString()).contains("nobody");
    }
  }

  @Test
  void whatAnAlertSaysCannotMoveTheCursor() {
    var answer =
        "{\"items\":[{\"id\":\"a-1\",\"title\":\"red\\u001b[31m\\nalert\"}],\"next\":null}";
    try (var server = new StubServer(200, answer)) {
      run("incidents", "--server", server.address());
      assertThat(out.toString()).contains("red [31m alert").doesNotContain("\u001b");
    }
  }

  @Test
  void ownRulesLeaveWhatIsNotNamedAsItIs() {
    var now =
        "{\"contacts\":[],\"high\":{\"own\":false,\"rules\":[],\"works\":false},"
            + "\"low\":{\"own\":true,\"rules\":[{\"via\":\"slack\",\"after\":\"0s\",\"works\":true}],"
            + "\"works\":true},\"doNotDisturb\":{\"own\":false,\"hours\":[]}}";
    try (var server = new StubServer(200, now)) {
      var code =
          run(
              "contacts",
              "rules",
              "--high",
              "slack,call/3m",
              "--do-not-disturb",
              "22:00-07:00",
              "--server",
              server.address());
      assertThat(code).isEqualTo(Exit.OK);
      assertThat(server.asked())
          .containsExactly(
              "GET /api/v1/people/me/settings ",
              "PUT /api/v1/people/me/settings"
                  + " {\"high\":[{\"via\":\"slack\",\"after\":\"0s\"},{\"via\":\"call\",\"after\":\"3m\"}],"
                  + "\"low\":[{\"via\":\"slack\",\"after\":\"0s\"}],"
                  + "\"doNotDisturb\":[{\"from\":\"22:00\",\"to\":\"07:00\"}]}");
      assertThat(out.toString()).contains("not urgent:    slack (your own)");
    }
    assertThat(run("contacts", "rules", "--server", "http://127.0.0.1:1")).isEqualTo(Exit.USAGE);
    assertThat(run("contacts")).isEqualTo(Exit.USAGE);
  }

  @Test
  void snoozeWantsToKnowHowLong() {
    assertThat(run("snooze", "checkout-1")).isEqualTo(Exit.USAGE);
    assertThat(run("snooze", "checkout-1", "--for", "soon")).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("expected a duration such as 30m, but got \"soon\"");
  }

  @Test
  void aPageByHandNamesPeopleAndAService() {
    try (var server =
        new StubServer(200, "{\"incident\":\"checkout-7\",\"why\":\"paged by hand by Asha\"}")) {
      var code =
          run(
              "page",
              "bo",
              "team:payments",
              "--service",
              "checkout",
              "-m",
              "It is slow",
              "--server",
              server.address());
      assertThat(code).isEqualTo(Exit.OK);
      assertThat(server.asked())
          .containsExactly(
              "POST /api/v1/pages {\"text\":\"It is slow\",\"service\":\"checkout\","
                  + "\"to\":[\"bo\",\"team:payments\"]}");
      assertThat(out.toString()).startsWith("checkout-7: paged by hand by Asha");
    }
  }

  @Test
  void triesOnesOwnPagesWithoutSayingWhatFor() {
    try (var server =
        new StubServer(200, "{\"incident\":\"by-hand-1\",\"why\":\"paged by hand by Asha\"}")) {
      assertThat(run("page", "me", "--server", server.address())).isEqualTo(Exit.OK);
      assertThat(server.asked())
          .containsExactly("POST /api/v1/pages {\"text\":\"\",\"to\":[\"me\"]}");
      assertThat(run("page", "bo", "--server", server.address())).isEqualTo(Exit.USAGE);
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void aNewKeyStandsAloneOnStdout() {
    var answer = "{\"id\":\"1f\",\"integration\":\"prometheus\",\"key\":\"0123456789abcdef\"}";
    try (var server = new StubServer(201, answer)) {
      var code =
          run("keys", "create", "prometheus", "-m", "Frankfurt", "--server", server.address());
      assertThat(code).isEqualTo(Exit.OK);
      assertThat(out.toString()).isEqualToIgnoringNewLines("0123456789abcdef");
      assertThat(server.asked())
          .containsExactly("POST /api/v1/integrations/prometheus/keys {\"why\":\"Frankfurt\"}");
    }
  }

  @Test
  void anInvitationStandsAloneOnStdout() {
    var answer =
        "{\"person\":\"asha\",\"link\":\"/invitations/s3cret\","
            + "\"expiresAt\":\"2026-01-08T09:00:00Z\"}";
    try (var server = new StubServer(201, answer)) {
      assertThat(run("accounts", "add", "asha", "--server", server.address())).isEqualTo(Exit.OK);
      assertThat(run("accounts", "reset", "asha", "--server", server.address())).isEqualTo(Exit.OK);
      assertThat(out.toString().strip().lines())
          .containsExactly(
              server.address() + "/invitations/s3cret", server.address() + "/invitations/s3cret");
      assertThat(server.asked())
          .containsExactly(
              "POST /api/v1/accounts {\"person\":\"asha\"}", "POST /api/v1/accounts/asha/reset {}");
    }
  }

  @Test
  void aRebuildIsFollowedToItsEnd() {
    var running = "{\"state\":\"running\",\"records\":480,\"of\":1200,\"why\":\"\"}";
    var done = "{\"state\":\"done\",\"records\":1200,\"of\":1200,\"why\":\"\"}";
    try (var server = new StubServer(202, running, running, done)) {
      assertThat(run("rebuild", "--server", server.address())).isEqualTo(Exit.OK);
      assertThat(err.toString().lines())
          .containsSequence(" 40 %  480 of 1,200", "100 %  1,200 of 1,200");
      assertThat(out.toString()).contains("made anew from 1,200");
      assertThat(server.asked())
          .startsWith("POST /api/v1/read-model/rebuild {}", "GET /api/v1/read-model ")
          .hasSize(3);
    }
  }

  @Test
  void aRebuildThatFailedIsSaidToHave() {
    var answer = "{\"state\":\"failed\",\"why\":\"The old one is in force: no.\"}";
    try (var server = new StubServer(202, answer)) {
      assertThat(run("rebuild", "--server", server.address())).isEqualTo(Exit.REFUSED);
      assertThat(err.toString()).contains("The old one is in force: no.");
    }
  }

  @Test
  void aSilenceIsTypedAsForAmtool() {
    var answer =
        "{\"id\":\"s1\",\"endsAt\":\"2099-01-05T09:00:00Z\",\"service\":\"checkout\","
            + "\"matchers\":[{\"name\":\"env\",\"value\":\"prod.*\",\"isRegex\":true,\"isEqual\":false}]}";
    try (var server = new StubServer(201, answer)) {
      var code =
          run(
              "silence",
              "db-down",
              "env!~prod.*",
              "--service",
              "checkout",
              "--until",
              "2099-01-05T09:00Z",
              "-m",
              "deploy",
              "--server",
              server.address());
      assertThat(code).isEqualTo(Exit.OK);
      assertThat(server.asked())
          .containsExactly(
              "POST /api/v1/silences {\"matchers\":[{\"name\":\"alertname\",\"value\":\"db-down\"},"
                  + "{\"name\":\"env\",\"value\":\"prod.*\",\"isRegex\":true,\"isEqual\":false}],"
                  + "\"service\":\"checkout\",\"endsAt\":\"2099-01-05T09:00:00Z\",\"comment\":\"deploy\"}");
      assertThat(out.toString())
          .startsWith("silence s1: env!~prod.* of checkout until 2099-01-05T09:00:00Z");
    }
  }

  @Test
  void rotatingAKeyLetsTheOthersExpireLater() {
    try (var server = new StubServer(201, "{\"key\":\"0123456789abcdef\"}")) {
      assertThat(
              run("keys", "rotate", "prometheus", "--overlap", "2h", "--server", server.address()))
          .isEqualTo(Exit.OK);
      assertThat(server.asked().getFirst()).contains("{\"othersExpireAt\":\"20");
    }
  }

  @Test
  void aRevokedKeyIsTakenAway() {
    try (var server = new StubServer(204, "")) {
      assertThat(run("keys", "revoke", "prometheus", "1f", "--server", server.address()))
          .isEqualTo(Exit.OK);
      assertThat(server.asked()).containsExactly("DELETE /api/v1/integrations/prometheus/keys/1f ");
    }
  }

  @Test
  void aNewCalendarsAddressStandsAloneOnStdout() {
    var answer = "{\"id\":\"1f\",\"path\":\"/calendar/0123456789abcdef.ics\"}";
    try (var server = new StubServer(201, answer)) {
      var code = run("calendars", "create", "--person", "asha", "--server", server.address());
      assertThat(code).isEqualTo(Exit.OK);
      assertThat(out.toString())
          .isEqualToIgnoringNewLines(server.address() + "/calendar/0123456789abcdef.ics");
      assertThat(server.asked()).containsExactly("POST /api/v1/calendars {\"person\":\"asha\"}");
    }
  }

  @Test
  void aCalendarIsOfAScheduleOrAPerson() {
    assertThat(run("calendars", "create")).isEqualTo(Exit.USAGE);
    assertThat(run("calendars", "create", "--person", "asha", "--schedule", "primary"))
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void aSilenceWantsToKnowHowLongAndWhy() {
    assertThat(run("silence", "db-down", "-m", "deploy")).isEqualTo(Exit.USAGE);
    assertThat(run("silence", "db-down", "--for", "1h")).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("--message");
  }

  @Test
  void aSilenceIsEndedByItsId() {
    try (var server = new StubServer(204, "")) {
      assertThat(run("unsilence", "s1", "--server", server.address())).isEqualTo(Exit.OK);
      assertThat(server.asked()).containsExactly("DELETE /api/v1/silences/s1 ");
    }
  }

  private int run(String... arguments) {
    return CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }
}

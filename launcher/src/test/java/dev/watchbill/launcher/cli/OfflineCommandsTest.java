package dev.watchbill.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.launcher.cli.terminal.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineCommandsTest {
  private static final String ROSTER =
      """
      organization: {name: Test, timezone: Europe/Berlin}
      people:
        ann: {name: Ann, timezone: UTC}
        bob: {name: Bob, timezone: UTC}
      teams:
        payments:
          members: [ann, bob]
          schedules:
            primary:
              rotations: [{name: weekly, members: [ann, bob], start: 2026-01-05T09:00, shift: 1w}]
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsTheSchemaThatEditorsReadAndInitWritesItBesideTheRoster() throws Exception {
    var commands = CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true));
    assertThat(commands.execute("check", "--json-schema")).isEqualTo(Exit.OK);
    assertThat(new ObjectMapper().readTree(out.toString()).path("$defs").has("rotation")).isTrue();

    var made = folder.resolve("made");
    assertThat(commands.execute("init", made.toString())).isEqualTo(Exit.OK);
    assertThat(made.resolve("roster.yaml")).content().contains("$schema=roster.schema.json");
    assertThat(made.resolve("roster.schema.json")).content().contains("\"max-stint\"");
  }

  @Test
  void refusesAWindowThatEndsTheDayBeforeItBegins() throws Exception {
    write(ROSTER);

    assertThat(run("shifts", "--from", "2026-01-06", "--to", "2026-01-05")).isEqualTo(Exit.USAGE);
    assertThat(err.toString())
        .contains("Expected --to on or after --from (2026-01-06), but got 2026-01-05");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void readsInstantsAsOtherProgramsWriteThem() throws Exception {
    write(ROSTER);

    // A quarter to nine in Berlin: ann's week begins at nine.
    for (var at : new String[] {"2026-01-12T13:15+0530", "2026-01-12T13:30[Asia/Kathmandu]"}) {
      assertThat(run("oncall", "primary", "--at", at, "--format", "json")).isEqualTo(Exit.OK);
    }
    assertThat(out.toString()).contains("2026-01-12T07:45:00Z").doesNotContain("bob");
  }

  @Test
  void aServiceThatReliesOnNoScheduleHasNobodyRatherThanEverybody() throws Exception {
    write(ROSTER + "services: {shop: {team: payments}, press: {}}\n");

    var at = "2026-01-12T10:00";
    assertThat(run("oncall", "--service", "shop", "--at", at, "--format", "json"))
        .isEqualTo(Exit.OK);
    assertThat(new ObjectMapper().readTree(out.toString()).path(0).path("who").path(0).asText())
        .isEqualTo("bob");
    out.getBuffer().setLength(0);
    assertThat(run("oncall", "--service", "press", "--at", at, "--format", "json"))
        .isEqualTo(Exit.OK);
    assertThat(new ObjectMapper().readTree(out.toString())).isEmpty();
  }

  @Test
  void saysWhoIsOnCallAtALocalTimeWithoutAnyServer() throws Exception {
    write(ROSTER);

    var code = run("oncall", "primary", "--at", "2026-01-12T10:00", "--format", "json");

    assertThat(code).isEqualTo(Exit.OK);
    assertThat(new ObjectMapper().readTree(out.toString()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    [{"schedule": "primary", "at": "2026-01-12T09:00:00Z", "who": ["bob"],
                      "shift": {"schedule": "primary", "rotation": "weekly", "turn": 1,
                        "who": "bob", "start": "2026-01-12T08:00:00Z",
                        "end": "2026-01-19T08:00:00Z", "kind": "turn", "why": "next in turn"},
                      "why": "next in turn"}]
                    """));
    assertThat(err.toString()).contains("planned, not published");
  }

  private static final String MAPPED =
      """
      services: {shop: {team: payments}}
      policies: {default: {error: {steps: [{notify: "schedule:primary", patience: 5m}]}}}
      integrations:
        checks:
          type: json
          mapping: {for-each: body.checks, key: it.name, service: "'shop'", title: it.name + " is " + it.state, status: it.state}
      """;

  @Test
  void saysWhoWasPassedOverInAScheduleThatFollows() throws Exception {
    write(ROSTER + "      after: {follows: {schedule: primary, turns: 2}}\n");
    var why = "has the 3rd turn after this in primary; bob skipped: has this turn";

    assertThat(run("oncall", "after", "--at", "2026-01-12T10:00")).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("ann").contains(why);
    out.getBuffer().setLength(0);
    assertThat(run("oncall", "after", "--at", "2026-01-12T10:00", "--format", "json"))
        .isEqualTo(Exit.OK);
    var answer = new ObjectMapper().readTree(out.toString()).path(0);
    assertThat(answer.path("why").asText()).isEqualTo(why);
    assertThat(answer.path("shift").path("why").asText()).isEqualTo(why);
  }

  @Test
  void showsWhatABodyBecomesWithoutAnyServer() throws Exception {
    write(ROSTER + MAPPED);
    var body = folder.resolveSibling(folder.getFileName() + "-body.json");
    Files.writeString(
        body,
        "{\"checks\":[{\"name\":\"disk\\u001b[31m\",\"state\":\"down\"},{\"name\":\"cpu\",\"state\":\"ok\"}]}");

    assertThat(map(body)).isEqualTo(Exit.OK);
    assertThat(out.toString())
        .contains(
            "firing error: disk\uFFFD[31m is down", "service: shop", "resolved error: cpu is ok")
        .doesNotContain("\u001b");

    Files.writeString(body, "{\"checks\":[{}]}");
    assertThat(map(body)).isEqualTo(Exit.REFUSED);
    assertThat(out.toString()).contains("refused: mapping.key: expected a text");
  }

  @Test
  void saysWhereAMappingIsWrong() throws Exception {
    write(ROSTER + MAPPED.replace("it.state,", "itt.state,"));

    assertThat(command("check", folder.toString())).isEqualTo(Exit.REFUSED);
    assertThat(out.toString())
        .contains(
            "integrations.checks.mapping.title: expected a CEL expression over it, body and headers"
                + " that gives a text, but got one that doesn't (column 20: undeclared reference to"
                + " 'itt')");
  }

  @Test
  void showsWhatWouldBeSent() throws Exception {
    write(saying("{{sign}} in {{service}}!"));

    assertThat(command("render", "--roster", folder.toString(), "--via", "sms,email"))
        .isEqualTo(Exit.OK);
    assertThat(out.toString())
        .contains("--- sms, person\nCRITICAL in ", "--- email, person\nSubject: [CRITICAL] ")
        .contains("Why now: ", "Why you: ");
  }

  @Test
  void showsWhatWouldBeSentOfAnAlertOfOnesOwn() throws Exception {
    write(ROSTER);
    var alert =
        Files.writeString(
            folder.resolve("alert.json"),
            "{\"service\": \"shop\", \"severity\": \"error\", \"title\": \"disk is full\"}");

    assertThat(
            command(
                "render",
                "--roster",
                folder.toString(),
                "--alert",
                alert.toString(),
                "--via",
                "slack",
                "--format",
                "json"))
        .isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("disk is full", "\"via\" : \"slack\"", "blocks");
  }

  @Test
  void saysWhereAMessageIsWrong() throws Exception {
    write(saying("{{sevrity}}"));

    assertThat(command("check", folder.toString())).isEqualTo(Exit.REFUSED);
    assertThat(out.toString())
        .contains(
            "organization.messages.sms: expected a Mustache template",
            "but got one with \"sevrity\" (did you mean \"severity\"?)");
  }

  private static String saying(String words) {
    return ROSTER.replace("{name: Test,", "{messages: {sms: \"%s\"}, name: Test,".formatted(words));
  }

  private int map(Path body) {
    return command(
        "map", "--roster", folder.toString(), "--integration", "checks", body.toString());
  }

  private int command(String... arguments) {
    return CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void nobodyOnCallIsAnAnswer() throws Exception {
    write(ROSTER);

    assertThat(run("oncall", "--at", "2026-01-01T00:00Z")).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("nobody");
  }

  @Test
  void aScheduleThatIsNotThereIsRefused() throws Exception {
    write(ROSTER);

    assertThat(run("shifts", "primry")).isEqualTo(Exit.REFUSED);
    assertThat(err.toString()).contains("primry").contains("primary");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aTimeThatIsNoneIsAMatterOfUsage() throws Exception {
    write(ROSTER);

    assertThat(run("oncall", "--at", "noon")).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("got \"noon\"");
  }

  @Test
  void aPlainDateAtTheEndIsIncluded() throws Exception {
    write(ROSTER);
    assertThat(run("shifts", "--from", "2026-01-05", "--to", "2026-01-05", "--format", "csv"))
        .isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("2026-01-05T08:00:00Z,2026-01-05T23:00:00Z");
  }

  @Test
  void somebodyWhoIsNotInTheRosterIsRefused() throws Exception {
    write(ROSTER);
    assertThat(run("oncall", "--person", "anne")).isEqualTo(Exit.REFUSED);
    assertThat(err.toString()).contains("got \"anne\" (did you mean \"ann\"?)");
  }

  @Test
  void fairnessSaysWhoServesHowMuchAndWhetherTheBoundHolds() throws Exception {
    write(ROSTER);
    var code =
        run(
            "fairness",
            "--from",
            "2026-01-05T09:00",
            "--to",
            "2026-01-26T09:00",
            "--format",
            "json");
    assertThat(code).isEqualTo(Exit.OK);
    assertThat(new ObjectMapper().readTree(out.toString()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    [{"schedule": "primary", "from": "2026-01-05T08:00:00Z", "to": "2026-01-26T08:00:00Z",
                      "people": [
                        {"who": "ann", "turns": 2, "hours": 336.0, "night": 126.0, "weekend": 96.0,
                          "holiday": 0.0, "brokenNights": 0},
                        {"who": "bob", "turns": 1, "hours": 168.0, "night": 63.0, "weekend": 48.0,
                          "holiday": 0.0, "brokenNights": 0}],
                      "balances": [{"rotations": ["primary/weekly"], "group": null,
                        "members": [
                          {"who": "ann", "share": 1.0, "load": 336.0, "credited": 0.0, "compared": true, "apart": null},
                          {"who": "bob", "share": 1.0, "load": 168.0, "credited": 0.0, "compared": true, "apart": null}],
                        "spread": 168.0, "bound": 168.0, "holds": true}]}]
                    """));
  }

  @Test
  void fairnessIsToldToPeopleInATable() throws Exception {
    write(ROSTER);
    assertThat(run("fairness", "primary")).isEqualTo(Exit.OK);
    assertThat(out.toString())
        .contains("WHO  TURNS  HOURS")
        .contains("primary/weekly")
        .containsPattern("spread \\d+\\.0 h, bound 168\\.0 h: holds");
  }

  @Test
  void anErrorInTheRosterRefusesTheAnswerAndIsTold() throws Exception {
    write(ROSTER.replace("members: [ann, bob], start", "members: [ann, zoe], start"));

    assertThat(run("oncall")).isEqualTo(Exit.REFUSED);
    assertThat(err.toString()).contains("zoe");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void checkTellsEveryProblemWithItsPlaceAndFails() throws Exception {
    write(ROSTER.replace("members: [ann, bob], start", "members: [ann, zoe], start"));

    assertThat(check()).isEqualTo(Exit.REFUSED);
    assertThat(out.toString()).containsPattern("roster.yaml:10: teams\\.payments\\..*\"zoe\"");
  }

  @Test
  void checkTakesTheRosterAsOtherCommandsDo() throws Exception {
    write(ROSTER.replace("members: [ann, bob], start", "members: [ann, zoe], start"));

    assertThat(command("check", "--roster", folder.toString())).isEqualTo(Exit.REFUSED);
    assertThat(out.toString()).contains("zoe");
    assertThat(command("check", folder.toString(), "--roster", folder.toString()))
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void checkPassesARosterThatOnlyDeservesWarnings() throws Exception {
    write(ROSTER);

    assertThat(check()).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("(warning)").contains("0 errors");
  }

  private void write(String roster) throws IOException {
    Files.writeString(folder.resolve("roster.yaml"), roster);
  }

  private int check() {
    return CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute("check", folder.toString());
  }

  private int run(String... arguments) {
    var all = new java.util.ArrayList<>(java.util.List.of(arguments));
    all.add("--roster");
    all.add(folder.toString());
    return command(all.toArray(String[]::new));
  }
}

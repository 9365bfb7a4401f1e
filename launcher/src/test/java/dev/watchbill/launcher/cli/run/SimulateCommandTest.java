package dev.watchbill.launcher.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.launcher.cli.CommandLines;
import dev.watchbill.launcher.cli.terminal.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  private static final String ROSTER =
      """
      organization: {name: Test, timezone: Europe/Berlin, fallback: {policy: usual}}
      people:
        ann: {name: Ann, timezone: Europe/Berlin, contacts: {slack: U1}, notify: {high: [slack]}}
        bob: {name: Bob, timezone: Europe/Berlin, contacts: {slack: U2}, notify: {high: [slack]}}
      teams:
        payments:
          members: [ann, bob]
          schedules:
            primary:
              rotations: [{name: weekly, members: [ann, bob], start: 2026-01-05T09:00, shift: 1w}]
      services:
        checkout: {team: payments, policy: usual}
      policies:
        usual:
          critical:
            urgency: high
            steps:
              - {notify: ["schedule:primary"], patience: 5m}
              - {notify: ["person:bob"], patience: 10m}
      """;

  private static final String DOWN =
      """
      {"at": "2026-01-06T03:00", "alert": {"service": "checkout", "key": "db", "severity": "critical"}}
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void aRoster() throws IOException {
    roster("roster", ROSTER);
  }

  @Test
  void pagesWhoIsOnCallAndThenTheNextToTheMillisecond() throws Exception {
    simulate(DOWN);

    assertThat(lines("paged").subList(0, 2))
        .containsExactly(
            "2026-01-06T02:00:00Z checkout-1 1 ann slack",
            "2026-01-06T02:05:00Z checkout-1 2 bob slack");
    assertThat(err.toString()).contains("pages of ann");
  }

  @Test
  void stopsWhenThePersonTheFileNamesAcknowledgesByTheAlertsKey() throws Exception {
    simulate(
        DOWN
            + """
            {"at": "2026-01-06T03:04:59.999+01:00", "response":
              {"service": "checkout", "key": "db", "person": "ann", "action": "acknowledge"}}
            """
                .replace("\n  ", " "),
        "--until",
        "2026-01-06T03:30");

    assertThat(lines("paged")).hasSize(1);
    assertThat(lines("acknowledged"))
        .containsExactly("2026-01-06T02:04:59.999Z checkout-1 null ann file");
  }

  @Test
  void aFailingChannelIsFollowedByTheNextStepAtOnce() throws Exception {
    simulate(
        """
        {"at": "2026-01-06T02:59", "receipt": {"person": "ann", "outcome": "failed", "reason": "gone"}}
        """
            + DOWN);

    assertThat(lines("paged"))
        .startsWith(
            "2026-01-06T02:00:00Z checkout-1 1 ann slack",
            "2026-01-06T02:00:00Z checkout-1 1 ann inbox",
            "2026-01-06T02:00:00Z checkout-1 2 bob slack");
  }

  @Test
  void anotherRosterTakesOverWhenTheFileSaysSo() throws Exception {
    roster("other", ROSTER.replace("[\"schedule:primary\"]", "[\"person:bob\"]"));

    simulate("{\"at\": \"2026-01-06T02:30\", \"roster\": \"other\"}\n" + DOWN);

    assertThat(lines("paged").getFirst()).isEqualTo("2026-01-06T02:00:00Z checkout-1 1 bob slack");
  }

  @Test
  void publishesShiftsAsTimeGoesBy() throws Exception {
    // Half a year on, far beyond what is published at the start.
    var over = DOWN.replace("\"severity\"", "\"status\": \"resolved\", \"severity\"");
    simulate(DOWN + over + DOWN.replace("2026-01-06", "2026-07-15").replace("db", "disk"));

    assertThat(lines("paged")).contains("2026-07-15T01:00:00Z checkout-2 1 bob slack");
  }

  @Test
  void readsWhatTailRecorded() throws Exception {
    simulate(
        """
        {"partition":3,"offset":7,"at":"2026-01-06T02:00:00.250Z","key":"checkout","value":{"id":"a","integration":"prometheus","key":"f00","groupKey":"g","service":"checkout","status":"firing","severity":"critical","severityText":"page","title":"Down","text":"","labels":{"job":"db"},"annotations":{},"links":[],"startedAt":"2026-01-06T01:59:00Z","endsAt":null,"receivedAt":"2026-01-06T02:00:00.250Z","sender":"","by":null,"raw":"{}","rawTruncated":false,"rawHeaders":{}}}
        """);

    assertThat(lines("opened"))
        .containsExactly("2026-01-06T02:00:00.250Z checkout-1 null null null");
  }

  @Test
  void readsWhateverStatusTheTopicMayHave() throws Exception {
    var line =
        """
        {"at": "2026-01-06T03:0%d", "alert": {"service": "checkout", "key": "db", "status": "%s", "by": "kim", "integration": "og", "severityText": ""%s}}
        """;
    simulate(
        DOWN.replace("\"key\"", "\"integration\": \"og\", \"key\"")
            + line.formatted(1, "acknowledged", "")
            + line.formatted(2, "unacknowledged", "")
            + line.formatted(3, "noted", ", \"text\": \"looking\"")
            + line.formatted(4, "escalated", "")
            + line.formatted(5, "reassigned", ", \"labels\": {\"owner\": \"ann\"}")
            + line.formatted(6, "snoozed", ", \"endsAt\": \"2026-01-06T03:30\"")
            + line.formatted(7, "updated", ", \"title\": \"Disk is full\"")
            + line.formatted(8, "change", ""),
        "--until",
        "2026-01-06T03:20");

    assertThat(lines("acknowledged")).hasSize(1);
    assertThat(lines("noted")).hasSize(3);
    assertThat(lines("escalated")).hasSize(1);
    assertThat(lines("reassigned")).hasSize(1);
    assertThat(lines("snoozed")).hasSize(1);
    assertThat(lines("opened")).hasSize(1);
  }

  @Test
  void pagesByHandWithoutAnyAlert() throws Exception {
    simulate(
        """
        {"at": "2026-01-06T03:00", "response": {"service": "checkout", "person": "ann", "action": "page", "text": "The shop is slow", "severity": "critical", "to": ["bob"]}}
        """,
        "--until",
        "2026-01-06T03:01");

    assertThat(lines("paged")).containsExactly("2026-01-06T02:00:00Z checkout-1 1 bob slack");
  }

  @Test
  void passesOverWhoIsEngagedWhereThePolicySaysSo() throws Exception {
    roster("roster", ROSTER.replace("urgency: high", "urgency: high\n      when-engaged: next"));

    simulate(
        DOWN
            + """
            {"at": "2026-01-06T03:01", "response": {"service": "checkout", "key": "db", "person": "ann", "action": "acknowledge"}}
            {"at": "2026-01-06T03:02", "alert": {"service": "checkout", "key": "disk", "severity": "critical"}}
            {"at": "2026-01-06T03:03", "alert": {"service": "checkout", "key": "disk", "status": "resolved"}}
            {"at": "2026-01-06T03:04", "alert": {"service": "checkout", "key": "db", "status": "resolved"}}
            {"at": "2026-01-06T03:20", "alert": {"service": "checkout", "key": "web", "severity": "critical"}}
            """,
        "--until",
        "2026-01-06T03:21");

    assertThat(lines("paged"))
        .containsExactly(
            "2026-01-06T02:00:00Z checkout-1 1 ann slack",
            "2026-01-06T02:02:00Z checkout-2 2 bob slack",
            "2026-01-06T02:20:00Z checkout-3 1 ann slack");
  }

  @Test
  void pagesNobodyWhileASilenceOfTheFileHolds() throws Exception {
    simulate(
        """
        {"at": "2026-01-06T02:50", "silence": {"id": "deploy", "matchers": [{"name": "job", "value": "db"}], "endsAt": "2026-01-06T04:00"}}
        {"at": "2026-01-06T03:10", "silence": {"id": "deploy", "matchers": [{"name": "job", "value": "db"}], "startsAt": "2026-01-06T02:50", "endsAt": "2026-01-06T03:10"}}
        """
            + DOWN.replace("\"severity\"", "\"labels\": {\"job\": \"db\"}, \"severity\""),
        "--until",
        "2026-01-06T03:12");

    assertThat(lines("suppressed")).hasSize(1);
    assertThat(lines("paged"))
        .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .startsWith("2026-01-06T02:1")
        .endsWith(" checkout-1 1 ann slack");
  }

  @Test
  void saysWhatIsWrongWithASilenceAndAPageByHand() throws Exception {
    var code =
        simulate(
            """
            {"at": "2026-01-06T03:00", "silence": {"service": "checkout"}}
            {"at": "2026-01-06T03:00", "silence": {"endsAt": "2026-01-06T04:00"}}
            {"at": "2026-01-06T03:00", "response": {"service": "checkout", "person": "ann", "action": "page"}}
            {"at": "2026-01-06T03:00", "response": {"service": "checkout", "person": "ann", "action": "page", "key": "db", "text": "x"}}
            """);

    assertThat(code).isEqualTo(Exit.REFUSED);
    assertThat(err.toString().lines())
        .anyMatch(line -> line.contains(":1: silence.endsAt: expected a time"))
        .anyMatch(line -> line.contains(":2: silence: expected") && line.contains("everything"))
        .anyMatch(line -> line.contains(":3: response.text: expected some text, but got none"))
        .anyMatch(line -> line.contains(":4: response.key: expected none to page by hand"));
  }

  @Test
  void whoeverIsReachedAnswersAfterAWhile() throws Exception {
    simulate(DOWN, "--answer-after", "4m", "--until", "2026-01-06T03:30");

    assertThat(lines("acknowledged"))
        .containsExactly("2026-01-06T02:04:00Z checkout-1 null ann simulated");
    assertThat(lines("paged")).hasSize(1);
  }

  @Test
  void whoeverCannotBeReachedDoesNotAnswerFromTheInbox() throws Exception {
    simulate(
        """
        {"at": "2026-01-06T02:59", "receipt": {"person": "ann", "via": "slack", "outcome": "failed", "reason": "gone"}}
        """
            + DOWN,
        "--answer-after",
        "4m",
        "--until",
        "2026-01-06T03:30");

    assertThat(lines("paged"))
        .containsExactly(
            "2026-01-06T02:00:00Z checkout-1 1 ann slack",
            "2026-01-06T02:00:00Z checkout-1 1 ann inbox",
            "2026-01-06T02:00:00Z checkout-1 2 bob slack");
    assertThat(lines("acknowledged"))
        .containsExactly("2026-01-06T02:04:00Z checkout-1 null bob simulated");
  }

  @Test
  void comparesTwoRosters() throws Exception {
    roster("old", ROSTER.replace("[\"schedule:primary\"]", "[\"person:bob\"]"));

    var code =
        simulate(DOWN, "--against", folder.resolve("old").toString(), "--answer-after", "1m");

    assertThat(code).isEqualTo(Exit.OK);
    var both = new ObjectMapper().readTree(out.toString());
    assertThat(both.at("/before/people/0/person").asText()).isEqualTo("bob");
    assertThat(both.at("/after/people/0/person").asText()).isEqualTo("ann");
    assertThat(both.at("/after/people/0/nightsBroken").asInt()).isEqualTo(1);
    assertThat(both.at("/after/timeToReachMs/median").asInt()).isZero();
  }

  @Test
  void saysEachMistakeWithItsLineAndSimulatesNothing() throws Exception {
    var code =
        simulate(
            """
            {"at": "2026-01-06T03:00", "alert": {"service": "checkout", "key": "db", "severity": "sev1"}}

            {"at": "noon", "alert": {"service": "checkout", "key": "db"}}
            {"at": "2026-01-06T03:00", "alert": {"service": "checkout", "key": "db", "sevirity": "error"}}
            not json
            {"at": "2026-01-06T03:00", "alrt": {}}
            {"at": "2026-01-06T03:00", "alert": {"service": "checkout", "key": "db", "endsAt": 7}}
            {"at": "2026-01-06T03:00", "roster": "nowhere"}
            """);

    assertThat(code).isEqualTo(Exit.REFUSED);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .anyMatch(line ->
            line.endsWith(
                ":1: alert.severity: expected one of critical, error, info, warning, but got"
                    + " \"sev1\""))
        .anyMatch(line -> line.contains(":3: at: expected an instant") && line.contains("noon"))
        .anyMatch(line -> line.contains(":4: alert: expected one of") && line.contains("sevirity"))
        .anyMatch(line -> line.contains(":5: expected a JSON object"))
        .anyMatch(
            line -> line.contains(":6: expected one of alert, response, receipt, silence, roster"))
        .anyMatch(line -> line.contains(":7: alert.endsAt: expected text, but got 7"));
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThat(run("simulate", "--roster", folder.resolve("roster").toString(), "--alerts", "none"))
        .isEqualTo(Exit.REFUSED);
    assertThat(err.toString()).contains("there is no none");
  }

  private void roster(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name));
    Files.writeString(folder.resolve(name).resolve("roster.yaml"), text);
  }

  private int simulate(String lines, String... more) throws IOException {
    var file = Files.writeString(folder.resolve("events.jsonl"), lines);
    var all = new ArrayList<>(List.of("simulate", "--roster", folder.resolve("roster").toString()));
    all.addAll(List.of("--alerts", file.toString()));
    all.addAll(Arrays.asList(more));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  /** The lines of one event: at, incident, step, who, via. */
  private List<String> lines(String event) throws IOException {
    var found = new ArrayList<String>();
    for (var text : out.toString().lines().toList()) {
      var line = new ObjectMapper().readTree(text);
      if (line.path("event").asText().equals(event)) {
        found.add(
            String.join(
                " ",
                List.of("at", "incident", "step", "who", "via").stream()
                    .map(line::path)
                    .map(JsonNode::asText)
                    .toList()));
      }
    }
    return found;
  }
}

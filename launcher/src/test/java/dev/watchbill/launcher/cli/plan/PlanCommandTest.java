package dev.watchbill.launcher.cli.plan;

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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
  private static final String ROSTER =
      """
      organization: {name: Test, timezone: Europe/Berlin}
      people:
        ann: {name: Ann, timezone: UTC, contacts: {slack: U01}}
        bob: {name: Bob, timezone: UTC, contacts: {slack: U02}}
        cid: {name: Cid, timezone: UTC, contacts: {slack: U03}}
      teams:
        payments:
          members: [ann, bob, cid]
          schedules:
            primary:
              promise: 24x7
              rotations: [{name: weekly, members: [ann, bob], start: 2026-01-05T09:00, shift: 1w}]
      """;

  private static final String SECOND =
      """
            secondary:
              rotations: [{name: daily, members: [cid], start: 2026-01-05T09:00, shift: 1d}]
      """;

  private static final String SENDERS =
      """
      integrations:
        prometheus: {type: alertmanager, key: "${env:ONE_KEY}", service-from: labels.app}
        checks: {type: json, key: "${env:OTHER_KEY}"}
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeBoth() throws IOException {
    write("old", ROSTER);
    write("new", ROSTER);
  }

  @Test
  void saysNothingWhereNothingChanges() {
    assertThat(plan()).isEqualTo(Exit.OK);
    assertThat(out.toString()).startsWith("nothing changes against").hasLineCount(1);
  }

  @Test
  void saysWhichAlertsAreNamedOtherwise() throws Exception {
    write("old", ROSTER + SENDERS);
    write(
        "new",
        ROSTER
            + SENDERS
                .replace("service-from: labels.app", "service-from: labels.job")
                .replace("checks:", "nagios:"));

    assertThat(plan()).isEqualTo(Exit.CHANGED);
    assertThat(out.toString().lines().map(String::strip))
        .contains("Alerts that are named otherwise")
        .anyMatch(line -> line.matches("nagios +was checks +stays, and its end .* for 30 days; .*"))
        .anyMatch(line -> line.matches("prometheus +service-from +stays, and its end .*"));
  }

  @Test
  void saysWhichAlertsAreNamedOtherwiseToPrograms() throws Exception {
    write("old", ROSTER + SENDERS);
    write("new", ROSTER + SENDERS.replace("checks: {type: json,", "checks: {type: grafana,"));

    assertThat(plan("--format", "json")).isEqualTo(Exit.CHANGED);
    assertThat(json().path("renamedAlerts").toString())
        .isEqualTo("[{\"integration\":\"checks\",\"before\":\"checks\",\"keys\":[\"type\"]}]");
  }

  @Test
  void movesNothingThatIsPublishedWhenSomebodyJoins() throws Exception {
    write("new", ROSTER.replace("[ann, bob], start", "[ann, bob, cid], start"));

    assertThat(plan("--format", "json")).isEqualTo(Exit.CHANGED);
    assertThat(json().path("changes").asBoolean()).isTrue();
    assertThat(json().path("moves")).isNotEmpty().allMatch(it -> !it.path("published").asBoolean());
    var fairness = json().path("fairness").get(0);
    assertThat(fairness.path("schedule").asText()).isEqualTo("primary");
    assertThat(fairness.at("/before/people").findValuesAsText("who")).containsExactly("ann", "bob");
    assertThat(fairness.at("/after/people").findValuesAsText("who"))
        .containsExactly("ann", "bob", "cid");
    assertThat(fairness.at("/after/balances/0/holds").asBoolean()).isTrue();
  }

  @Test
  void movesWhatIsPublishedFromTheDateOfTheEdit() throws Exception {
    write("new", ROSTER.replace("[ann, bob], start", "[ann, bob, cid], start"));

    assertThat(plan("--format", "json", "--effective", "2026-01-01")).isEqualTo(Exit.CHANGED);
    assertThat(json().path("moves")).anyMatch(it -> it.path("published").asBoolean());
  }

  @Test
  void movesOnlyTheShiftsOfWhoLeft() throws Exception {
    write("old", ROSTER.replace("[ann, bob], start", "[ann, bob, cid], start"));

    assertThat(plan("--format", "json")).isEqualTo(Exit.CHANGED);
    assertThat(json().path("moves"))
        .filteredOn(it -> it.path("published").asBoolean())
        .isNotEmpty()
        .allMatch(it -> it.path("outgoing").get(0).asText().equals("cid"));
  }

  @Test
  void refusesToBreakAPromiseUnlessItIsAccepted() throws Exception {
    write(
        "new",
        ROSTER.replace(
            "shift: 1w}",
            "shift: 1w, until: 2099-01-01, hours: [{days: mon-fri}], effective:" + " 2026-01-01}"));

    assertThat(plan()).isEqualTo(Exit.REFUSED);
    assertThat(out.toString()).contains("Promises that would be broken");
    assertThat(plan("--accept-gaps")).isEqualTo(Exit.CHANGED);
  }

  @Test
  void saysWhoWouldBeOnCallWithoutAContactThatWorks() throws Exception {
    write("new", ROSTER.replace("timezone: UTC, contacts: {slack: U02}", "timezone: UTC"));

    assertThat(plan("--format", "json")).isEqualTo(Exit.CHANGED);
    assertThat(json().path("moves")).isEmpty();
    assertThat(json().path("unreachable"))
        .singleElement()
        .satisfies(it -> assertThat(it.path("who").asText()).isEqualTo("bob"));
  }

  @Test
  void writesATableForAMergeRequest() throws Exception {
    write("new", ROSTER.replace("[ann, bob], start", "[ann, cid], start"));

    assertThat(plan("--format", "markdown")).isEqualTo(Exit.CHANGED);
    assertThat(out.toString())
        .startsWith("## On-call plan\n")
        .contains("### primary: published shifts that move\n\n| from | to | who | why |\n|---|")
        .contains("| bob → cid |");
  }

  @Test
  void saysWhichGapsOpenAndWhichClose() throws Exception {
    var unpromised = ROSTER.replace("        promise: 24x7\n", "");
    var office =
        unpromised.replace(
            "shift: 1w}", "shift: 1w, hours: [{days: mon-fri}], effective: 2026-01-01}");
    write("old", unpromised);
    write("new", office);

    assertThat(plan()).isEqualTo(Exit.CHANGED);
    assertThat(out.toString()).contains("Gaps that open").doesNotContain("Promises", "close");
    assertThat(plan("--format", "markdown")).isEqualTo(Exit.CHANGED);
    assertThat(out.toString())
        .contains("### Gaps that open\n\n| schedule | from | to |\n|---|---|---|\n| primary |");

    write("old", office);
    write("new", unpromised.replace("shift: 1w}", "shift: 1w, effective: 2026-01-01}"));
    assertThat(plan()).isEqualTo(Exit.CHANGED);
    assertThat(out.toString()).contains("Gaps that close").doesNotContain("Gaps that open");
    assertThat(plan("--format", "json")).isEqualTo(Exit.CHANGED);
    assertThat(json().path("gapsClosed")).isNotEmpty();
  }

  @Test
  void saysWhatItDoesToFairnessAndWhoCantBeReachedInWordsToo() throws Exception {
    write(
        "new",
        ROSTER
            .replace("[ann, bob], start", "[ann, cid], start")
            .replace("timezone: UTC, contacts: {slack: U03}", "timezone: UTC"));

    assertThat(plan()).isEqualTo(Exit.CHANGED);
    assertThat(out.toString())
        .contains("primary: published shifts that move")
        .containsPattern("bob → cid")
        .contains("On call without a contact that works")
        .containsPattern("cid +primary")
        .contains("Who serves how much until")
        .containsPattern("SCHEDULE +WHO +TURNS +HOURS +NIGHT +WEEKEND +HOLIDAY")
        .containsPattern("primary +bob +[0-9]+ → ([0-9]+|–) +[0-9.]+ → ([0-9.]+|–) ")
        .containsPattern("primary +cid +– → [0-9]+ +– → [0-9.]+ ")
        .contains("Load in hours since the first turn, divided by share")
        .containsPattern("primary/weekly +bob +1 → – +[0-9.]+ → –")
        .contains("How even the load is")
        .containsPattern("primary/weekly +[0-9.]+( → [0-9.]+)? +[0-9.]+( → [0-9.]+)? +yes");
    assertThat(plan("--format", "markdown")).isEqualTo(Exit.CHANGED);
    assertThat(out.toString())
        .contains("### On call without a contact that works")
        .contains("### Who serves how much until")
        .contains("| schedule | who | turns | hours | night | weekend | holiday |")
        .containsPattern("\\| primary \\| bob \\| [0-9]+ → ([0-9]+|–) \\|")
        .contains("| rotations | who | share | load |")
        .contains("| rotations | spread | bound | within it |");
  }

  @Test
  void saysWhatAShareDoesToTheLoad() throws Exception {
    write("new", ROSTER.replace("{name: Ann,", "{name: Ann, share: 0.5,"));

    assertThat(plan()).isEqualTo(Exit.CHANGED);
    assertThat(out.toString())
        .containsPattern("primary/weekly +ann +1 → 0.5 +[0-9.]+ → [0-9.]+")
        .containsPattern("primary/weekly +bob +1 +[0-9.]+ → [0-9.]+");
  }

  @Test
  void saysWhatSomebodyServedInAScheduleThatGoes() throws Exception {
    write("old", ROSTER + SECOND);

    assertThat(plan("--format", "json")).isEqualTo(Exit.CHANGED);
    assertThat(json().path("removed").get(0).asText()).isEqualTo("secondary");
    assertThat(json().at("/forgottenShifts/secondary").asInt()).isGreaterThan(50);
    var fairness = json().path("fairness");
    assertThat(fairness).hasSize(1);
    assertThat(fairness.get(0).path("after").isNull()).isTrue();
    assertThat(fairness.at("/0/before/people/0/turns").asInt()).isGreaterThan(50);
  }

  @Test
  void saysThatWhatIsPublishedOfAScheduleThatGoesIsForgotten() throws Exception {
    write("old", ROSTER + SECOND);

    assertThat(plan()).isEqualTo(Exit.CHANGED);
    assertThat(out.toString())
        .containsPattern(
            "Schedules that go\\n  secondary +[0-9]+ published shifts would be forgotten; put back"
                + " later, it is planned anew");
  }

  @Test
  void saysNothingInAnyFormatWhereNothingChanges() throws Exception {
    assertThat(plan("--format", "markdown")).isEqualTo(Exit.OK);
    assertThat(out.toString()).doesNotContain("###");
    assertThat(plan("--format", "json")).isEqualTo(Exit.OK);
    assertThat(json().path("changes").asBoolean()).isFalse();
    assertThat(json().path("fairness")).isEmpty();
  }

  @Test
  void letsNoTextOfARosterBecomeMarkup() {
    assertThat(PlanMarkdown.escaped("a|b\n# <c> [d](e)")).isEqualTo("a\\|b \\# \\<c\\> \\[d\\](e)");
  }

  @Test
  void tellsErrorsOfEitherRosterAndRefuses() throws Exception {
    write("old", ROSTER.replace("[ann, bob], start", "[ann, zoe], start"));

    assertThat(plan()).isEqualTo(Exit.REFUSED);
    assertThat(err.toString()).contains("zoe").contains("has errors");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aDateThatIsNoneIsAMatterOfUsage() {
    assertThat(plan("--effective", "soon")).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("--effective: Expected").contains("\"soon\"");
  }

  @Test
  void aServerThatIsNotThereIsSaidToBe() {
    var command = CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true));

    assertThat(
            command.execute(
                "plan", folder.resolve("new").toString(), "--against", "http://127.0.0.1:9"))
        .isEqualTo(Exit.UNREACHABLE);
  }

  private int plan(String... more) {
    out.getBuffer().setLength(0);
    var arguments = new ArrayList<String>();
    arguments.add("plan");
    arguments.add(folder.resolve("new").toString());
    arguments.add("--against");
    arguments.add(folder.resolve("old").toString());
    arguments.addAll(List.of(more));
    return CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  private void write(String roster, String text) throws IOException {
    Files.createDirectories(folder.resolve(roster));
    Files.writeString(folder.resolve(roster).resolve("roster.yaml"), text);
  }
}

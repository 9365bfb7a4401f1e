package dev.watchbill.launcher.cli.rota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchbill.launcher.cli.CommandLines;
import dev.watchbill.launcher.cli.StubServer;
import dev.watchbill.launcher.cli.terminal.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteCommandTest {
  private static final String ROSTER =
      """
      organization: {name: Test, timezone: Europe/Berlin, roles: {admin: [cto]}}
      people:
        ann: {name: Ann, timezone: UTC, contacts: {slack: U01}, notify: {high: [inbox, {via: slack, after: 2m}]}}
        bob: {name: Bob, timezone: UTC, contacts: {slack: U02}}
        cto: {name: Cto, timezone: UTC}
      teams:
        payments:
          members: [ann, bob]
          schedules:
            primary: {rotations: [{name: weekly, members: [ann, bob], start: 2026-01-05T09:00, shift: 1w}]}
            empty: {rotations: [{name: none, members: [], start: 2026-01-05T09:00, shift: 1w}]}
      services:
        checkout: {team: payments, tier: 1}
      policies:
        urgent:
          critical: {finally: person:cto, steps: [{notify: ["schedule:empty"]}, {notify: ["schedule:primary"], patience: 5m}]}
          info: none
        other: {critical: {steps: [{notify: ["person:bob"], patience: 5m}]}}
      routes:
        - {when: {labels: {env: test}}, policy: other}
        - {when: {tier: 1}, policy: urgent}
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhoIsToldWhenByWhatAndWhy() throws Exception {
    assertThat(route("critical", "--format", "json")).isEqualTo(Exit.OK);

    assertThat(json().path("why").asText()).contains("names policy 'urgent'");
    assertThat(json().path("told"))
        .extracting(it ->
            it.path("at").asText()
                + " "
                + it.path("who").asText("-")
                + " "
                + it.path("via").asText("-"))
        .containsSubsequence(
            "2026-01-06T08:00:00Z ann inbox",
            "2026-01-06T08:02:00Z ann slack",
            "2026-01-06T08:05:00Z cto inbox");
    assertThat(json().path("told"))
        .anyMatch(it -> it.path("why").asText().contains("nobody is on call in empty"));
  }

  @Test
  void choosesTheRouteByLabel() throws Exception {
    assertThat(route("critical", "--label", "env=test")).isEqualTo(Exit.OK);

    assertThat(out.toString()).contains("names policy 'other'").contains("bob");
  }

  @Test
  void saysThatNobodyIsTold() throws Exception {
    assertThat(route("info", "--format", "json")).isEqualTo(Exit.OK);

    assertThat(json().path("told"))
        .singleElement()
        .satisfies(it -> assertThat(it.path("why").asText()).contains("pages nobody for info"));
  }

  @Test
  void refusesWhatIsNoSeverityOrTimeAndARosterWithErrors() throws Exception {
    assertThat(route("urgent")).isEqualTo(Exit.USAGE);
    assertThat(route("critical", "--at", "noon")).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("got \"urgent\"").contains("got \"noon\"");

    Files.writeString(folder.resolve("roster.yaml"), "teams: 1");
    assertThat(run("critical")).isEqualTo(Exit.REFUSED);
  }

  @Test
  void asksAServerWhatIsPublished() throws Exception {
    var answer =
        """
        {"service": "checkout", "severity": "critical", "at": "2026-01-06T08:00:00Z", "why": "route 1",
         "told": [{"at": "2026-01-06T08:02:00Z", "event": "paged", "step": 1, "who": "ann", "via": "slack", "why": "on call"},
                  {"at": "2026-01-06T08:05:00Z", "event": "step-skipped", "step": 2, "who": null, "via": null, "why": "nobody"}]}
        """;
    try (var server = new StubServer(200, answer)) {
      var code =
          CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true))
              .execute(
                  "route",
                  "--server",
                  server.address(),
                  "--service",
                  "checkout",
                  "--severity",
                  "critical",
                  "--at",
                  "2026-01-06T08:00Z",
                  "--label",
                  "env=prod");

      assertThat(code).isEqualTo(Exit.OK);
      assertThat(server.asked().getFirst())
          .contains(
              "GET /api/v1/route?service=checkout&severity=critical&at=2026-01-06T08%3A00Z&label=env%3Dprod");
    }
    assertThat(out.toString())
        .contains("checkout, critical, at 2026-01-06T08:00:00Z: route 1")
        .containsPattern("2m +1 +ann +slack +on call")
        .containsPattern("5m +2 +nobody +step-skipped: nobody");
  }

  private int route(String severity, String... more) throws IOException {
    Files.writeString(folder.resolve("roster.yaml"), ROSTER);
    return run(severity, more);
  }

  private int run(String severity, String... more) {
    out.getBuffer().setLength(0);
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("route", "--roster", folder.toString()));
    arguments.addAll(List.of("--service", "checkout", "--severity", severity));
    if (!List.of(more).contains("--at")) {
      arguments.addAll(List.of("--at", "2026-01-06T08:00Z"));
    }
    arguments.addAll(List.of(more));
    return CommandLines.create(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }
}

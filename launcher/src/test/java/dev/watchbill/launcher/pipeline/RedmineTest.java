package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's Redmine and a process that is killed: an incident has one issue, which moves with it,
 * and what people do to the issue is done to the incident, also what they did while it was down.
 */
@Tag("slow")
class RedmineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(80);
  private static final String KEY = "a-key-of-the-test";
  private static final String ROSTER =
      """
      organization:
        name: Test
        timezone: UTC
        base-url: https://oncall.test
        fallback: {policy: pages}
      people:
        ann: {name: Ann, timezone: UTC, contacts: {redmine: "ANN"}, notify: {high: [inbox]}}
        bob: {name: Bob, timezone: UTC, contacts: {redmine: "BOB"}, notify: {high: [inbox]}}
      teams:
        payments: {timezone: UTC, members: [ann, bob]}
      services:
        checkout: {team: payments, policy: pages, tier: 1, ticket: {redmine: {project: payments, type: Bug, component: checkout, resolved: Closed}}}
        card_2.eu: {team: payments, policy: pages, tier: 3, ticket: {redmine: {project: payments}}}
      policies:
        pages:
          critical:
            urgency: high
            ticket: true
            steps:
              - {notify: ["person:ann"], patience: 30m}
              - {notify: ["person:bob"], patience: 30m}
      integrations:
        prometheus: {type: alertmanager, key: "${env:TEST_KEY}"}
      """;

  @TempDir Path folder;

  @Test
  void anIncidentHasOneIssueAndBothMoveTogether() throws Exception {
    Redmine.need();
    try (var programs = new Programs(folder);
        var redmine = Redmine.start(programs);
        var proxy = LosingProxy.start(redmine.address())) {
      try (var watchbill = start(redmine, proxy)) {
        proxy.keepAnAnswer();
        fires(watchbill, "checkout", "Down");
        await().atMost(PATIENCE).until(proxy::hasKept);
        watchbill.kill();
      }
      try (var watchbill = start(redmine, proxy)) {
        var issue = isFoundAgain(redmine);
        movesWithItsIncident(redmine, watchbill, issue);
        closedThereIsResolvedHere(redmine, watchbill);
        fires(watchbill, "checkout", "Slow");
        fires(watchbill, "card_2.eu", "Slow");
        awaitIssue(redmine, "checkout-2");
        awaitIssue(redmine, "card_2.eu-2");
        await().atMost(PATIENCE).until(() -> !ticket(watchbill, "card_2.eu-2").isEmpty());
        watchbill.kill();
      }
      close(redmine, "ann", awaitIssue(redmine, "card_2.eu-2"));
      assign(redmine, "bob", awaitIssue(redmine, "checkout-2"), "bob");
      try (var watchbill = start(redmine, proxy)) {
        awaitStatus(watchbill, "card_2.eu-2", "resolved");
        awaitStatus(watchbill, "checkout-2", "acknowledged");
        assertThat(incident(watchbill, "card_2.eu-2").path("resolvedBy").asText()).isEqualTo("ann");
        assertThat(incident(watchbill, "checkout-2").path("acknowledgedBy").asText())
            .isEqualTo("bob");
      }
    }
  }

  private KilledInstallation start(Redmine redmine, LosingProxy proxy) throws Exception {
    var roster = Files.createDirectories(folder.resolve("roster"));
    Files.writeString(
        roster.resolve("roster.yaml"),
        ROSTER
            .replace("ANN", redmine.account("ann").id())
            .replace("BOB", redmine.account("bob").id()));
    return KilledInstallation.start(
        roster,
        folder.resolve("data"),
        Map.of(
            "TEST_KEY",
            KEY,
            "WATCHBILL_REDMINE_URL",
            proxy.address(),
            "WATCHBILL_REDMINE_TOKEN",
            redmine.account("watchbill").key()));
  }

  private static void fires(KilledInstallation watchbill, String service, String name)
      throws Exception {
    var alert =
        """
        [{"labels": {"alertname": "%s", "service": "%s", "severity": "critical"},
          "annotations": {"summary": "!https://evil.test/x.png! @bob #1 {{toc}} </pre> %s"}}]
        """
            .formatted(name, service, name);
    assertThat(watchbill.post(KEY, alert)).isEqualTo(200);
  }

  /** Made before the process was killed, and never heard of. */
  private static JsonNode isFoundAgain(Redmine redmine) throws Exception {
    await()
        .atMost(PATIENCE)
        .until(() -> notes(awaitIssue(redmine, "checkout-1")).contains("Paged: Ann"));
    var issue = awaitIssue(redmine, "checkout-1");
    assertThat(issue.path("subject").asText()).startsWith("checkout: ").endsWith("[checkout-1]");
    assertThat(issue.at("/project/name").asText()).isEqualTo("Payments");
    assertThat(issue.at("/tracker/name").asText()).isEqualTo("Bug");
    assertThat(issue.at("/category/name").asText()).isEqualTo("checkout");
    assertThat(issue.at("/priority/name").asText()).isEqualTo("Immediate");
    assertThat(issue.at("/assigned_to/id").asText()).isEqualTo(redmine.account("ann").id());
    assertThat(issue.at("/author/id").asText()).isEqualTo(redmine.account("watchbill").id());
    assertThat(issue.path("description").asText())
        .contains("Paged: Ann", "https://oncall.test/incidents/checkout-1");
    var page = redmine.page(issue.path("id").asText());
    assertThat(page)
        .contains("href=\"https://oncall.test/incidents/checkout-1\"", "!https://evil.test/x.png!")
        .doesNotContain("src=\"https://evil.test", "class=\"toc\"", "href=\"https://evil.test");
    return issue;
  }

  private static void movesWithItsIncident(
      Redmine redmine, KilledInstallation watchbill, JsonNode made) throws Exception {
    assertThat(watchbill.act("checkout-1", "escalate")).isBetween(200, 202);
    await()
        .atMost(PATIENCE)
        .until(() ->
            awaitIssue(redmine, "checkout-1")
                .at("/assigned_to/id")
                .asText()
                .equals(redmine.account("bob").id()));
    assertThat(watchbill.act("checkout-1", "acknowledge")).isBetween(200, 202);
    await()
        .atMost(PATIENCE)
        .until(() -> notes(awaitIssue(redmine, "checkout-1")).contains("Acknowledged by"));
    assertThat(watchbill.act("checkout-1", "resolve")).isBetween(200, 202);
    await()
        .atMost(PATIENCE)
        .until(
            () -> awaitIssue(redmine, "checkout-1").at("/status/name").asText().equals("Closed"));
    var closed = awaitIssue(redmine, "checkout-1");
    assertThat(closed.path("id")).isEqualTo(made.path("id"));
    assertThat(notes(closed)).contains("Resolved by").containsOnlyOnce("Acknowledged by");
  }

  private static void closedThereIsResolvedHere(Redmine redmine, KilledInstallation watchbill)
      throws Exception {
    fires(watchbill, "card_2.eu", "Down");
    var issue = awaitIssue(redmine, "card_2.eu-1");
    assertThat(issue.at("/priority/name").asText()).isEqualTo("Urgent");
    assign(redmine, "ann", issue, "bob");
    await().atMost(PATIENCE).until(() -> people(watchbill, "card_2.eu-1").equals(List.of("bob")));
    close(redmine, "bob", issue);
    awaitStatus(watchbill, "card_2.eu-1", "resolved");
    assertThat(incident(watchbill, "card_2.eu-1").path("resolvedBy").asText()).isEqualTo("bob");
  }

  private static JsonNode awaitIssue(Redmine redmine, String incident) throws Exception {
    await().atMost(PATIENCE).until(() -> !redmine.issues(incident).isEmpty());
    var issues = redmine.issues(incident);
    assertThat(issues).hasSize(1);
    return issues.getFirst();
  }

  private static String notes(JsonNode issue) {
    return String.join(
        "\n",
        StreamSupport.stream(issue.path("journals").spliterator(), false)
            .map(journal -> journal.path("notes").asText())
            .toList());
  }

  private static void close(Redmine redmine, String login, JsonNode issue) throws Exception {
    redmine.change(login, issue.path("id").asText(), "\"status_id\": " + redmine.status("Closed"));
  }

  private static void assign(Redmine redmine, String login, JsonNode issue, String to)
      throws Exception {
    redmine.change(
        login, issue.path("id").asText(), "\"assigned_to_id\": " + redmine.account(to).id());
  }

  private static JsonNode incident(KilledInstallation watchbill, String id) throws Exception {
    return watchbill.get("/api/v1/incidents/" + id);
  }

  private static void awaitStatus(KilledInstallation watchbill, String id, String status) {
    await()
        .atMost(PATIENCE)
        .until(() -> incident(watchbill, id).path("status").asText().equals(status));
  }

  private static List<String> people(KilledInstallation watchbill, String id) throws Exception {
    return StreamSupport.stream(incident(watchbill, id).path("assignees").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static String ticket(KilledInstallation watchbill, String id) throws Exception {
    return incident(watchbill, id).path("ticket").asText("");
  }
}

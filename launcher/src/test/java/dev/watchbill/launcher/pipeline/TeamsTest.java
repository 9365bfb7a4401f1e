package dev.watchbill.launcher.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.testkit.teams.TeamsActivity;
import dev.watchbill.testkit.teams.TeamsSigner;
import dev.watchbill.testkit.teams.TeamsStandIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night in Teams: paged in a chat, answered on the card, shown in the channel. */
@Tag("slow")
class TeamsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANN = "aaaaaaaa-0000-0000-0000-000000000001";
  private static final String BOB = "bbbbbbbb-0000-0000-0000-000000000002";
  private static final String STRANGER = "dddddddd-0000-0000-0000-000000000004";
  private static final String ROOM = "19:payments@thread.tacv2";

  private static final String ROSTER =
      """
      organization:
        name: Test
        timezone: UTC
        fallback: {policy: pages}
      people:
        ann: {name: Ann, timezone: UTC, contacts: {teams: %s}, notify: {high: [teams]}}
        bob: {name: Bob, timezone: UTC, contacts: {teams: %s}, notify: {high: [teams]}}
      teams:
        payments: {timezone: UTC, members: [ann, bob]}
      services:
        checkout: {team: payments, tier: 1, policy: pages, chat: {teams: "%s"}}
        search: {team: payments, tier: 2, policy: pages}
        ledger: {team: payments, tier: 2, policy: pages, chat: {teams: "%s"}}
      policies:
        pages:
          critical:
            urgency: high
            steps:
              - {notify: ["person:ann", "channel:service"], patience: 10m}
              - {notify: ["person:bob"], patience: 10m}
      integrations:
        prometheus: {type: alertmanager, key: "${env:TEST_KEY}"}
      """
          .formatted(ANN, BOB, ROOM, ROOM);

  @TempDir static Path folder;
  private static TeamsStandIn teams;
  private static Installation watchbill;

  @BeforeAll
  static void start() throws Exception {
    teams = TeamsStandIn.start();
    watchbill = Installation.start(folder, ROSTER, teams.variables());
  }

  @AfterAll
  static void stop() {
    watchbill.close();
    teams.close();
  }

  @Test
  void aPressOnTheCardAcknowledgesForWhoeverMicrosoftVouchesFor() throws Exception {
    fire("checkout", "ErrorsHigh");
    await().until(() -> shown(TeamsStandIn.chat(ANN), "checkout-1") && shown(ROOM, "checkout-1"));
    var card = message(TeamsStandIn.chat(ANN), "checkout-1");
    var press = TeamsActivity.press(teams, card, "acknowledge", ANN, Map.of());

    assertThat(post(press, new TeamsSigner("microsofts-key").bearer(claims()))).isEqualTo(403);
    assertThat(post(press, teams.ofOtherChannels().bearer(claims()))).isEqualTo(403);
    assertThat(post(press, teams.signer().bearer(claims().put("aud", STRANGER)))).isEqualTo(403);
    assertThat(post(press, teams.signer().bearer(claims().put("iss", "https://evil.example"))))
        .isEqualTo(403);
    assertThat(post(press, teams.signer().bearer(claims().put("exp", 1_700_000_000))))
        .isEqualTo(403);
    var strange = TeamsActivity.press(teams, card, "acknowledge", STRANGER, Map.of());
    assertThat(answer(strange).path("value").asText())
        .contains("contacts: {teams: " + STRANGER + "}");
    assertThat(status("checkout-1")).isEqualTo("open");

    var answer = answer(press);
    // The card in its new state; on a machine that has much to do a sentence, as Teams won't wait.
    assertThat(answer.path("value").toString())
        .containsAnyOf("Acknowledged by Ann", "done for checkout-1", "takes longer than usual");
    await().until(() -> status("checkout-1").equals("acknowledged"));
    assertThat(post(press, teams.signer().bearer(claims()))).isEqualTo(403);

    await()
        .untilAsserted(() -> {
          assertThat(card.card().toString()).contains("Acknowledged by Ann");
          assertThat(message(ROOM, "checkout-1").card().toString()).contains("Acknowledged by Ann");
        });
    answer(TeamsActivity.press(teams, card, "note", ANN, Map.of("text", "restarted it")));
    await().until(() -> story("checkout-1").contains("restarted it"));
    answer(TeamsActivity.press(teams, card, "resolve", ANN, Map.of()));
    await().until(() -> card.card().toString().contains("Resolved by Ann"));
    assertThat(teams.messages())
        .filteredOn(it -> it.card().toString().contains("checkout-1"))
        .as("one card in the chat, one in the channel")
        .hasSize(2);
    assertThat(teams.complaints()).isEmpty();
  }

  @Test
  void whoeverBlockedTheBotIsReachedByTheNextStep() throws Exception {
    teams.block(ANN);

    fire("search", "Slow");

    await().until(() -> shown(TeamsStandIn.chat(BOB), "search-1"));
    await()
        .until(() ->
            story("search-1")
                .contains("ConversationBlockedByUser (the person has blocked the bot)"));
    teams.unblock(ANN);
  }

  @Test
  void afterARestartTheCardsThereAreChangeAndNoneIsPostedAnew() throws Exception {
    fire("ledger", "Torn");
    await().until(() -> shown(TeamsStandIn.chat(ANN), "ledger-1") && shown(ROOM, "ledger-1"));
    watchbill.close();
    watchbill = Installation.start(folder, ROSTER, teams.variables());

    assertThat(watchbill.act("ledger-1", "resolve", "{}").statusCode()).isEqualTo(200);

    await()
        .untilAsserted(() -> {
          assertThat(message(TeamsStandIn.chat(ANN), "ledger-1").card().toString())
              .contains("RESOLVED ledger");
          assertThat(message(ROOM, "ledger-1").card().toString()).contains("RESOLVED ledger");
        });
    assertThat(teams.messages())
        .filteredOn(it -> it.card().toString().contains("ledger-1"))
        .hasSize(2);
  }

  private static ObjectNode claims() {
    var now = InstantSource.system().instant();
    return TeamsSigner.claims(TeamsStandIn.APP, teams.serviceUrl(), now);
  }

  private static JsonNode answer(ObjectNode activity) throws Exception {
    var response = send(activity, teams.signer().bearer(claims()));
    assertThat(response.statusCode()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static int post(ObjectNode activity, String token) throws Exception {
    return send(activity, token).statusCode();
  }

  private static HttpResponse<String> send(ObjectNode activity, String token) throws Exception {
    return watchbill.send(
        HttpRequest.newBuilder(URI.create(watchbill.address() + "/teams/messages"))
            .header("Content-Type", "application/json")
            .header("Authorization", token)
            .POST(HttpRequest.BodyPublishers.ofString(activity.toString())));
  }

  private static void fire(String service, String name) throws Exception {
    watchbill.send(
        "/integrations/prometheus/alertmanager", Messages.alertmanager("firing", service, name));
  }

  private static boolean shown(String conversation, String incident) {
    return teams.messages().stream().anyMatch(it -> isAbout(it, conversation, incident));
  }

  private static TeamsStandIn.Message message(String conversation, String incident) {
    return teams.messages().stream()
        .filter(it -> isAbout(it, conversation, incident))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isAbout(
      TeamsStandIn.Message message, String conversation, String incident) {
    return message.conversation().startsWith(conversation)
        && message.card().toString().contains(incident);
  }

  private static String story(String incident) throws IOException, InterruptedException {
    return watchbill.get("/api/v1/incidents/" + incident).toString();
  }

  private static String status(String incident) throws IOException, InterruptedException {
    return StreamSupport.stream(
            watchbill.get("/api/v1/incidents").path("items").spliterator(), false)
        .filter(it -> it.path("id").asText().equals(incident))
        .map(it -> it.path("status").asText())
        .findFirst()
        .orElse("");
  }
}

package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.answers.NotRecordedYet;
import dev.watchbill.notifier.answers.RecordingCommands;
import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.known.KnownShifts;
import dev.watchbill.schemas.Organization;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackActionsTest {
  private final SlackStandIn slack = new SlackStandIn();
  private final RecordingResponses responses = new RecordingResponses();
  private final RecordingCommands commands = new RecordingCommands();
  private RosterSnapshot roster = Rosters.ashaAndBo();
  private final SlackApp actions =
      new SlackWorkspace(slack.settings(), "xoxb-test", () -> roster, new TestClock(NOW))
          .app(
              responses,
              commands,
              new KnownShifts(),
              new KnownIncidents(),
              new NotifierMetrics(new SimpleMeterRegistry()));

  @AfterEach
  void stop() {
    slack.close();
  }

  @Test
  void turnsAPressIntoAResponseOfThePersonBehindIt() {
    actions.interaction(press("U02ASHA", "acknowledge", "checkout-42"), "v0=1");

    assertThat(responses.given())
        .containsExactly(
            Response.newBuilder()
                .setId(responses.given().getFirst().getId())
                .setIncident("checkout-42")
                .setService("checkout")
                .setAt(NOW)
                .setPerson("asha")
                .setAction("acknowledge")
                .setVia("slack")
                .setFrom("C0ROOM")
                .build());
  }

  @Test
  void givesTheSamePressTheSameResponseId() {
    actions.interaction(press("U02ASHA", "acknowledge", "checkout-42"), "v0=1");
    actions.interaction(press("U02ASHA", "acknowledge", "checkout-42"), "v0=1");
    actions.interaction(press("U02ASHA", "acknowledge", "checkout-42"), "v0=2");

    assertThat(responses.given().stream().map(Response::getId).distinct()).hasSize(2);
  }

  @Test
  void saysInPlaceWhatBecameOfIt() {
    responses.answering("already", "Bo Li acknowledged it at 09:00.");

    actions.interaction(press("U02ASHA", "acknowledge", "checkout-42"), "v0=1");

    var said = slack.said().getFirst();
    assertThat(said.path("response_type").asText()).isEqualTo("ephemeral");
    assertThat(said.path("replace_original").asBoolean()).isFalse();
    assertThat(said.path("text").asText())
        .isEqualTo(
            "Acknowledge: it was so already for checkout-42. Bo Li acknowledged it at 09:00.");
  }

  @Test
  void refusesWhoMayOnlyLookWithASentence() {
    roster =
        Rosters.ashaAndBo(
            Organization.newBuilder().setRoles(Map.of("viewer", List.of("bo"))).build());

    actions.interaction(press("U03BO", "resolve", "checkout-42"), "v0=1");

    assertThat(responses.given()).isEmpty();
    assertThat(slack.said().getFirst().path("text").asText())
        .isEqualTo(
            "Resolve: not done for checkout-42. Your role in the roster is viewer; acting takes a"
                + " responder.");
  }

  @Test
  void refusesAStrangerWithTheWayToBecomeLinked() {
    actions.interaction(press("U99STRANGER", "resolve", "checkout-42"), "v0=1");

    assertThat(responses.given()).isEmpty();
    assertThat(slack.said().getFirst().path("text").asText())
        .isEqualTo(
            "Not done: nobody in the roster has your Slack user id U99STRANGER. Ask for contacts:"
                + " {slack: U99STRANGER} in your entry, then try again.");
  }

  @Test
  void snoozesForAsLongAsWasChosen() {
    actions.interaction(
        chosen("snooze", "more:checkout-42", "\"selected_option\":{\"value\":\"PT4H\"}"), "v0=1");

    assertThat(responses.given())
        .singleElement()
        .satisfies(response -> {
          assertThat(response.getAction()).isEqualTo("snooze");
          assertThat(response.getIncident()).isEqualTo("checkout-42");
          assertThat(response.getUntil()).isEqualTo(NOW.plusSeconds(4 * 3600));
        });
  }

  @Test
  void givesItToWhoWasChosenAndAsksThemForHelp() {
    actions.interaction(
        chosen("reassign", "more:checkout-42", "\"selected_user\":\"U03BO\""), "v0=1");
    actions.interaction(
        chosen("add-responder", "more:checkout-42", "\"selected_user\":\"U03BO\""), "v0=2");

    assertThat(responses.given())
        .extracting(Response::getAction)
        .containsExactly("reassign", "add-responder");
    assertThat(responses.given()).extracting(Response::getTo).containsOnly(List.of("bo"));
  }

  @Test
  void saysThatAStrangerCannotTakeIt() {
    actions.interaction(
        chosen("reassign", "more:checkout-42", "\"selected_user\":\"U99STRANGER\""), "v0=1");

    assertThat(responses.given()).isEmpty();
    assertThat(slack.said().getFirst().path("text").asText())
        .isEqualTo(
            "Reassign: not done for checkout-42. Nobody in the roster has the Slack user id"
                + " U99STRANGER.");
  }

  @Test
  void ignoresMenusThatAreNotWhole() {
    actions.interaction(chosen("snooze", "more:checkout-42", "\"value\":\"x\""), "v0=1");
    actions.interaction(
        chosen("snooze", "more:checkout-42", "\"selected_option\":{\"value\":\"-PT1H\"}"), "v0=2");
    actions.interaction(
        chosen("snooze", "more:checkout-42", "\"selected_option\":{\"value\":\"P400D\"}"), "v0=3");
    actions.interaction(chosen("reassign", "checkout-42", "\"selected_user\":\"U03BO\""), "v0=4");
    actions.interaction(chosen("reassign", "more:checkout-42", "\"value\":\"U03BO\""), "v0=5");

    assertThat(responses.given()).isEmpty();
  }

  private String chosen(String action, String block, String choice) {
    return press("U02ASHA", action, "")
        .replace("\"block_id\":\"b\"", "\"block_id\":\"" + block + "\"")
        .replace("\"value\":\"\"", choice);
  }

  @Test
  void takesAHandoffOnInTheNameOfWhoPressed() {
    commands.answering("applied", "bo has accepted the handoff");

    actions.interaction(press("U03BO", "accept", "payments-primary/handoff/1767603600000"), "v0=1");
    actions.interaction(press("U03BO", "accept", "payments-primary/handoff/1767603600000"), "v0=1");

    assertThat(responses.given()).isEmpty();
    assertThat(commands.given().stream().distinct())
        .singleElement()
        .satisfies(command -> {
          assertThat(command.getAction()).isEqualTo("accept");
          assertThat(command.getBy()).isEqualTo("bo");
          assertThat(command.getVia()).isEqualTo("slack");
          assertThat(command.getTarget()).isEqualTo("payments-primary/handoff/1767603600000");
        });
    assertThat(slack.said().getFirst().path("text").asText())
        .isEqualTo("Done: bo has accepted the handoff.");
  }

  @Test
  void saysWhyAHandoffIsNotTheirsToAccept() {
    commands.answering("refused", "Expected one of those who take over, [bo], but got asha");

    actions.interaction(press("U02ASHA", "accept", "payments-primary/handoff/1"), "v0=1");
    actions.interaction(press("U99STRANGER", "decline", "c1"), "v0=2");

    assertThat(commands.given()).hasSize(1);
    assertThat(slack.said().getFirst().path("text").asText())
        .isEqualTo("Not done: Expected one of those who take over, [bo], but got asha.");
    assertThat(slack.said().getLast().path("text").asText()).startsWith("Not done: nobody");
  }

  @Test
  void saysSoWhenTheOutcomeTakesTooLong() {
    responses.failingWith(new TimeoutException());

    actions.interaction(press("U02ASHA", "resolve", "checkout-42"), "v0=1");

    assertThat(slack.said().getFirst().path("text").asText())
        .startsWith("Resolve: recorded for checkout-42, but it takes longer than usual.");
  }

  @Test
  void saysSoWhileItIsNotSureThatItIsRecorded() {
    responses.failingWith(new NotRecordedYet());

    actions.interaction(press("U02ASHA", "resolve", "checkout-42"), "v0=1");

    assertThat(slack.said().getFirst().path("text").asText())
        .startsWith("Resolve: not recorded yet for checkout-42");
  }

  @Test
  void saysSoWhenItCouldNotBeRecorded() {
    responses.failingWith(new IOException("broker away"));

    actions.interaction(press("U02ASHA", "resolve", "checkout-42"), "v0=1");

    assertThat(slack.said().getFirst().path("text").asText()).startsWith("Resolve: not recorded");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "null",
        "{}",
        "{\"type\":\"view_submission\"}",
        "{\"type\":\"block_actions\",\"user\":{\"id\":\"U02ASHA\"},\"actions\":[]}"
      })
  void ignoresWhatIsNoPress(String payload) {
    actions.interaction(payload, "v0=1");

    assertThat(responses.given()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkout", "../etc-1", "checkout-", "a b-1", "-1 OR 1=1"})
  void ignoresAButtonWithoutAnIncident(String value) {
    actions.interaction(press("U02ASHA", "acknowledge", value), "v0=1");

    assertThat(responses.given()).isEmpty();
  }

  @Test
  void ignoresAButtonThatIsNotOurs() {
    actions.interaction(press("U02ASHA", "delete_everything", "checkout-42"), "v0=1");

    assertThat(responses.given()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/metadata",
        "https://slack.com.evil.example/x",
        "https://evilslack.com/x",
        "file:///etc/passwd"
      })
  void answersNobodyButSlack(String url) {
    actions.interaction(
        press("U02ASHA", "acknowledge", "checkout-42").replace(slack.responseUrl(), url), "v0=1");

    assertThat(responses.given()).hasSize(1);
    assertThat(slack.calls()).isZero();
  }

  private String press(String user, String action, String value) {
    return """
    {"type":"block_actions","team":{"id":"T1"},"user":{"id":"%s","username":"x"},
     "api_app_id":"A1","trigger_id":"1.2","channel":{"id":"C0ROOM","name":"payments-alerts"},
     "container":{"type":"message","message_ts":"1.2","channel_id":"C0ROOM"},
     "response_url":"%s",
     "actions":[{"action_id":"%s","block_id":"b","value":"%s","type":"button","action_ts":"1.3"}]}
    """
        .formatted(user, slack.responseUrl(), action, value);
  }
}

package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.answers.RecordingCommands;
import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.known.KnownShifts;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ScheduleWeek;
import dev.watchbill.schemas.Shift;
import dev.watchbill.testkit.TestClock;
import dev.watchbill.testkit.slack.SlackContract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackHomeTest {
  private static final String HOME = "home";

  private final SlackStandIn slack = new SlackStandIn();
  private final RecordingResponses responses = new RecordingResponses();
  private final KnownShifts shifts = new KnownShifts();
  private final KnownIncidents incidents = new KnownIncidents();
  private final SlackApp app =
      new SlackWorkspace(slack.settings(), "xoxb-test", SlackRosters::payments, new TestClock(NOW))
          .app(
              responses,
              new RecordingCommands(),
              shifts,
              incidents,
              new NotifierMetrics(new SimpleMeterRegistry()));

  @AfterEach
  void stop() {
    slack.close();
  }

  @Test
  void showsOnesShiftsAndOpenIncidentsWithButtons() {
    published(shift("asha", -1, 8), shift("bo", 8, 16), shift("asha", 24, 32));
    incidents.accept("checkout-1", incident(1, "open").setAssignees(List.of("asha")).build());
    incidents.accept("checkout-2", incident(2, "acknowledged").build());
    incidents.accept("other-3", incident(3, "open").setId("other-3").setTeam("other").build());

    var view = open("U02ASHA", HOME);

    assertThat(view.path("type").asText()).isEqualTo("home");
    assertThat(view.toString())
        .contains("Now, until ", "payments-primary", "checkout-1", "checkout-2")
        .contains("open-override", "open-swap", "open-absence", "home-refresh")
        .contains(Long.toString(NOW.plus(Duration.ofHours(24)).getEpochSecond()))
        .doesNotContain("other-3");
  }

  @Test
  void tellsAStrangerHowToBecomeLinked() {
    assertThat(open("U99STRANGER", HOME).toString())
        .contains("contacts: {slack: U99STRANGER}")
        .doesNotContain("open-override");
  }

  @Test
  void showsManyWithinWhatSlackTakes() {
    published(
        IntStream.range(0, 200)
            .mapToObj(i -> shift("asha", i * 2, i * 2 + 1))
            .toArray(Shift[]::new));
    IntStream.range(0, 200)
        .mapToObj(
            i -> incident(i, "open").setAssignees(i % 2 == 0 ? List.of("asha") : List.of()).build())
        .forEach(incident -> incidents.accept(incident.getId(), incident));

    assertThat(open("U02ASHA", HOME).toString()).contains("And 180 more.", "And 70 more.");
  }

  @Test
  void saysOnThePageWhatBecameOfAPressThere() {
    incidents.accept("checkout-1", incident(1, "open").build());

    app.interaction(
        """
        {"type":"block_actions","user":{"id":"U02ASHA"},"trigger_id":"1.2",
         "view":{"type":"home"},
         "actions":[{"action_id":"acknowledge","value":"checkout-1","type":"button"}]}
        """,
        "v0=1");

    assertThat(responses.given()).hasSize(1);
    assertThat(slack.sent(SlackStandIn.PUBLISH).getFirst().toString())
        .contains("Acknowledge: done for checkout-1.");
  }

  @Test
  void showsItAnewOnRequest() {
    app.interaction(
        """
        {"type":"block_actions","user":{"id":"U02ASHA"},"view":{"type":"home"},
         "actions":[{"action_id":"home-refresh","type":"button"}]}
        """,
        "v0=1");

    assertThat(slack.sent(SlackStandIn.PUBLISH)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "{}",
        "{\"type\":\"event_callback\"}",
        "{\"event\":\"x\"}",
        "{\"event\":{\"type\":\"app_home_opened\",\"tab\":\"messages\",\"user\":\"U02ASHA\"}}",
        "{\"event\":{\"type\":\"message\",\"tab\":\"home\",\"user\":\"U02ASHA\"}}",
        "{\"event\":{\"type\":\"app_home_opened\",\"tab\":\"home\"}}"
      })
  void passesOverWhatElseHappens(String payload) {
    app.event(payload);

    assertThat(slack.calls()).isZero();
  }

  @Test
  void failsNobodyWhereSlackDoesNotTakeIt() {
    slack.limit(SlackStandIn.PUBLISH, "30");

    open("U02ASHA", HOME);
    event("U02ASHA", HOME);

    assertThat(slack.calls()).isEqualTo(1);
  }

  private JsonNode open(String user, String tab) {
    event(user, tab);
    var published = slack.sent(SlackStandIn.PUBLISH).getLast();
    assertThat(published.path("user_id").asText()).isEqualTo(user);
    SlackContract.checkHome(published.path("view"));
    return published.path("view");
  }

  private void event(String user, String tab) {
    app.event(
        """
        {"type":"event_callback","event_id":"Ev1",
         "event":{"type":"app_home_opened","user":"%s","channel":"D1","tab":"%s"}}
        """
            .formatted(user, tab));
  }

  private void published(Shift... all) {
    shifts.accept(
        "payments-primary/2026-W02",
        RotationState.newBuilder()
            .setSchedule("payments-primary")
            .setWeek(ScheduleWeek.newBuilder().setShifts(List.of(all)).build())
            .build());
  }

  private static Shift shift(String who, int fromHour, int toHour) {
    return Shift.newBuilder()
        .setWho(who)
        .setStart(NOW.plus(Duration.ofHours(fromHour)))
        .setEnd(NOW.plus(Duration.ofHours(toHour)))
        .build();
  }

  private static Incident.Builder incident(int number, String status) {
    return Incident.newBuilder()
        .setId("checkout-" + number)
        .setService("checkout")
        .setTeam("payments")
        .setSeverity("critical")
        .setStatus(status)
        .setTitle("x".repeat(3_000))
        .setOpenedAt(NOW);
  }
}

package dev.watchbill.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.heartbeat.Heard;
import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.Integration;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatSendersTest {
  private final IntakeServer intake = IntakeServer.start();

  @BeforeEach
  void expect() {
    intake.integrate(Integration.newBuilder().setName("backup").setEveryMs(60_000).build());
    intake.integrate(Integration.newBuilder().setName("genie").setType("opsgenie").build());
    intake.integrate(
        Integration.newBuilder()
            .setName("watchdog")
            .setEveryMs(60_000)
            .setBeatFrom("prometheus-eu")
            .setBeatLabels(Map.of("alertname", "Watchdog"))
            .build());
    intake.integrate(Integration.newBuilder().setName("chatty").setExpectEveryMs(40_000).build());
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void takesASignOfLifeFromAnythingThatCanAskForAnAddress(String method) throws Exception {
    var answer = ask(method, "/heartbeats/backup?key=key-backup", "");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(intake.log.heard).extracting(Heard::name).containsExactly("backup");
    assertThat(intake.log.alerts).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/heartbeats/backup, 401",
    "/heartbeats/backup?key=wrong, 401",
    "/heartbeats/backup?key=key-watchdog, 401",
    "/heartbeats/absent?key=key-backup, 401",
    "/heartbeats/prometheus-eu?key=key-prometheus-eu, 404",
    "/heartbeats/backup?key=key-genie, 401"
  })
  void takesNoneFromAnybodyElse(String path, int status) throws Exception {
    assertThat(ask("GET", path, "").statusCode()).isEqualTo(status);
    assertThat(intake.log.heard).isEmpty();
  }

  @Test
  void answersAnOpsgenieSenderAsOpsgenieDoes() throws Exception {
    var answer = ask("GET", "/v2/heartbeats/backup/ping?key=key-genie", "");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).startsWith("{\"result\":\"PONG - Heartbeat received\"");
    assertThat(intake.log.heard).extracting(Heard::name).containsExactly("backup");
    var missing = ask("GET", "/v2/heartbeats/absent/ping?key=key-genie", "");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).startsWith("{\"message\":");
  }

  @Test
  void saysSoWhereASignOfLifeIsNotSafe() throws Exception {
    intake.log.answering(new Appended.Unavailable("away"));
    var answer = ask("GET", "/heartbeats/backup?key=key-backup", "");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void takesTheWatchdogForASignOfLifeAndNoAlert() throws Exception {
    var answer = post("prometheus-eu", "[%s,%s]".formatted(alert("Watchdog", ""), alert("Up", "")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(intake.log.heard).extracting(Heard::name).containsExactly("watchdog");
    assertThat(intake.log.alerts).extracting(Alert::getGroupKey).containsExactly("Up");
  }

  @Test
  void takesAWatchdogThatIsOverForNothing() throws Exception {
    var over = alert("Watchdog", ",\"endsAt\":\"2026-01-05T08:00:00Z\"");
    assertThat(post("prometheus-eu", "[" + over + "]").statusCode()).isEqualTo(200);
    assertThat(intake.log.heard).isEmpty();
    assertThat(intake.log.alerts).isEmpty();
  }

  @Test
  void takesAnotherSendersWatchdogForAnAlert() throws Exception {
    post("other", "[" + alert("Watchdog", "") + "]");
    assertThat(intake.log.heard).isEmpty();
    assertThat(intake.log.alerts).hasSize(1);
  }

  @Test
  void doesNotTakeAWatchdogWhileTheBrokerIsAway() throws Exception {
    intake.log.answering(new Appended.Unavailable("away"));
    assertThat(post("prometheus-eu", "[" + alert("Watchdog", "") + "]").statusCode())
        .isEqualTo(503);
  }

  @Test
  void mentionsAnExpectedSenderNowAndThen() throws Exception {
    for (var i = 0; i < 5; i++) {
      post("chatty", "[" + alert("Up", "") + "]");
    }
    assertThat(intake.log.mentioned).hasSize(1);
    intake.clock.advance(Duration.ofSeconds(10));
    post("chatty", "not even JSON");
    assertThat(intake.log.mentioned).extracting(Heard::name).containsExactly("chatty", "chatty");
  }

  @Test
  void doesNotSayThatASenderWasHeardWhoseAlertsCouldNotBeTakenIn() throws Exception {
    intake.log.answering(new Appended.Unavailable("away"));
    assertThat(post("chatty", "[" + alert("Up", "") + "]").statusCode()).isEqualTo(503);
    assertThat(intake.log.mentioned).isEmpty();

    intake.log.answering(new Appended.Durable());
    post("chatty", "[" + alert("Up", "") + "]");
    assertThat(intake.log.mentioned).hasSize(1);
  }

  private static String alert(String name, String more) {
    return "{\"labels\":{\"alertname\":\"%s\"}%s}".formatted(name, more);
  }

  private HttpResponse<String> post(String integration, String body) throws Exception {
    return intake.send(intake.post("/api/v2/alerts?key=key-" + integration, body));
  }

  private HttpResponse<String> ask(String method, String path, String body) throws Exception {
    return intake.send(
        HttpRequest.newBuilder(intake.uri(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }
}

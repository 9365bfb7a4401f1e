package dev.watchbill.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Integration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which paths are ours, however a sender puts them together, and what each of them does. */
class PathsTest {
  private static final String EVENT =
      "{\"routing_key\":\"key-other\",\"event_action\":\"resolve\",\"dedup_key\":\"k\"}";

  private final IntakeServer intake = IntakeServer.start();

  @AfterEach
  void stop() {
    intake.close();
  }

  @ParameterizedTest
  @CsvSource({
    "//v2/alerts, {\"message\":\"m\"}, 202",
    "/v2/alerts/, {\"message\":\"m\"}, 202",
    "//v2/alerts/k/close/, {}, 202",
    "//v2/enqueue, event, 202",
    "/v2/enqueue/, event, 202",
    "///v2/enqueue//, event, 202",
    "//api/v2/alerts, [], 200",
    "/api/v2/alerts/, [], 200",
    "//integrations/other/alertmanager/, {\"alerts\":[]}, 202",
    "/integrations/other/json/, {\"key\":\"k\"}, 202",
  })
  void takesASlashTooManyOfABaseUrl(String path, String body, int status) throws IOException {
    assertThat(answerTo(path, body.equals("event") ? EVENT : body))
        .startsWith("HTTP/1.1 " + status);
  }

  @Test
  void leavesTheSlashesOfAnAliasAsTheyAre() throws IOException {
    intake.integrate(Integration.newBuilder().setName("other").setType("opsgenie").build());
    assertThat(answerTo("//v2/alerts/disk//db-1/close/", "{}")).startsWith("HTTP/1.1 202");
    assertThat(intake.log.alerts).singleElement().returns("disk//db-1", alert -> alert.getKey());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/v2/enqueue|POST",
        "PUT|/v2/change/enqueue|POST",
        "GET|/api/v2/alerts|POST",
        "POST|/api/v2/status|GET",
        "PUT|/api/v2/silences|GET, POST",
        "POST|/api/v2/silence/x|GET, DELETE",
        "GET|/integrations/other/grafana|POST",
        "GET|/integrations/other/json/|POST",
        "GET|/integrations/other/cloudevents|POST, OPTIONS",
        "DELETE|/heartbeats/x|GET, POST",
        "DELETE|/v2/heartbeats/x/ping|GET, POST, PUT",
        "HEAD|/v2/enqueue|POST",
      })
  void saysWhatAPathDoesToWhoeverAsksAnother(String method, String path, String allowed)
      throws Exception {
    var answer =
        intake.send(
            HttpRequest.newBuilder(intake.uri(path)).method(method, BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
    if (!method.equals("HEAD")) {
      assertThat(answer.body())
          .contains("Expected " + allowed.replace(", ", " or ") + ", but got " + method);
    }
  }

  @ParameterizedTest
  @CsvSource({"/integrations/other/nosuch, \"nosuch\"", "/integrations/other/, nothing"})
  void saysWhichTypesThereAreToWhoeverPostsAnother(String path, String got) throws Exception {
    var answer = intake.send(intake.post(path, "{}"));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body().replace("\\\"", "\""))
        .contains("Expected one of alertmanager, cloudevents, cloudwatch, ")
        .contains("but got " + got);
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.0, 505", "HTTP/2.0, 400", "NONSENSE, 400"})
  void answersWhoeverSpeaksAnotherProtocol(String protocol, String status) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), intake.uri("/").getPort())) {
      socket.setSoTimeout(10_000);
      var request = "POST /api/v2/alerts %s\r\nHost: x\r\n\r\n".formatted(protocol);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 " + status);
    }
  }

  /** The answer's first line: Java's own client mends such paths itself. */
  private String answerTo(String path, String body) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), intake.uri("/").getPort())) {
      socket.setSoTimeout(10_000);
      var request =
          "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer key-other\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(path, body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    }
  }
}

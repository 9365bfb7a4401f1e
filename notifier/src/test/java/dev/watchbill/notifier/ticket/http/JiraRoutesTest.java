package dev.watchbill.notifier.ticket.http;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.ticket.JiraEvents;
import dev.watchbill.testkit.TestClock;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JiraRoutesTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebServer server =
      WebServer.builder()
          .port(0)
          .routing(rules ->
              new JiraRoutes(
                      new JiraEvents(
                          "It's a Secret to Everybody",
                          new RecordingResponses(),
                          Rosters::ashaAndBo,
                          new TestClock(NOW)))
                  .route(rules))
          .build()
          .start();

  @AfterEach
  void stop() {
    server.stop();
    http.close();
  }

  @Test
  void takesOnlyWhatIsSigned() throws Exception {
    var signature = "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9";

    assertThat(post("Hello World!", signature)).isEqualTo(200);
    assertThat(post("Hello World?", signature)).isEqualTo(401);
    assertThat(post("Hello World!", "")).isEqualTo(401);
    assertThat(post("x".repeat(1024 * 1024 + 1), signature)).isEqualTo(413);
  }

  private int post(String body, String signature) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/jira/webhook"))
            .header("X-Hub-Signature", signature)
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }
}

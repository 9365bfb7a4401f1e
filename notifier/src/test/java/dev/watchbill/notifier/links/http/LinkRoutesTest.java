package dev.watchbill.notifier.links.http;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.links.LinkActions;
import dev.watchbill.notifier.links.LinkPass;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.LinkUses;
import dev.watchbill.testkit.TestClock;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkRoutesTest {
  private static final LinkUses NONE =
      new LinkUses() {
        @Override
        public boolean known() {
          return true;
        }

        @Override
        public boolean used(String response) {
          return false;
        }
      };

  private final LinkSeal seal = new LinkSeal("a key that nobody knows");
  private final RecordingResponses responses = new RecordingResponses();
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebServer server =
      WebServer.builder()
          .port(0)
          .routing(rules ->
              new LinkRoutes(
                      new LinkActions(
                          seal, responses, NONE, Rosters::ashaAndBo, new TestClock(NOW)))
                  .route(rules))
          .build()
          .start();
  private final String token =
      seal.token(new LinkPass("asha", "checkout-42", "acknowledge", "p<1>", NOW.plusSeconds(60)));

  @AfterEach
  void stop() {
    server.stop();
    http.close();
  }

  @Test
  void showsAPageThatAsksAndRunsNothing() throws Exception {
    var page = ask("GET", token);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Acknowledge checkout-42?", "In the name of Asha Rao");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'")
        .contains("frame-ancestors 'none'");
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void acknowledgesNothingForScannersAndPreviews() throws Exception {
    for (var method : new String[] {"HEAD", "GET", "OPTIONS", "PUT", "DELETE"}) {
      ask(method, token);
    }
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void actsOnAPost() throws Exception {
    assertThat(ask("POST", token).body()).contains("acknowledge: done for checkout-42.");
    assertThat(responses.given()).hasSize(1);
    assertThat(ask("POST", token).statusCode()).isEqualTo(410);
  }

  @Test
  void saysWhyNot() throws Exception {
    responses.answering("refused", "it is <resolved>");
    var page = ask("POST", token);

    assertThat(page.statusCode()).isEqualTo(409);
    assertThat(page.body()).contains("it is &lt;resolved&gt;");
    assertThat(ask("GET", "nonsense").statusCode()).isEqualTo(410);
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/links/" + path))
            .method(method, BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}

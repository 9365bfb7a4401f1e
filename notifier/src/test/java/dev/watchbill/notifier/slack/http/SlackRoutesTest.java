package dev.watchbill.notifier.slack.http;

import static dev.watchbill.notifier.delivery.RosterBuilder.aRoster;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.slack.api.app_backend.SlackSignature;
import dev.watchbill.notifier.answers.RecordingCommands;
import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.notifier.known.KnownShifts;
import dev.watchbill.notifier.slack.SlackSettings;
import dev.watchbill.notifier.slack.SlackSignatures;
import dev.watchbill.notifier.slack.SlackWorkspace;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.testkit.TestClock;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackRoutesTest {
  private static final String BODY =
      "payload="
          + URLEncoder.encode(
              """
              {"type":"block_actions","user":{"id":"U02ASHA"},"channel":{"id":"C0ROOM"},
               "actions":[{"action_id":"acknowledge","value":"checkout-42"}]}
              """,
              StandardCharsets.UTF_8);

  private final TestClock clock = new TestClock(NOW);
  private final RecordingResponses responses = new RecordingResponses();
  private final RecordingCommands commands = new RecordingCommands();
  private final NotifierMetrics metrics = new NotifierMetrics(new SimpleMeterRegistry());
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebServer server = serve(Optional.of(new SlackSignatures("secret", clock)));

  @AfterEach
  void stop() {
    server.stop();
    http.close();
  }

  @Test
  void takesAPressThatSlackSigned() throws Exception {
    assertThat(post(server, BODY, NOW.getEpochSecond(), "secret")).isEqualTo(200);

    await().until(() -> responses.given().size() == 1);
    assertThat(responses.given().getFirst().getAction()).isEqualTo("acknowledge");
  }

  @Test
  void refusesAWrongSignature() throws Exception {
    assertThat(post(server, BODY, NOW.getEpochSecond(), "guessed")).isEqualTo(401);
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void refusesAnOldRequest() throws Exception {
    clock.advance(Duration.ofMinutes(6));

    assertThat(post(server, BODY, NOW.getEpochSecond(), "secret")).isEqualTo(401);
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void refusesTheSameRequestTheSecondTime() throws Exception {
    post(server, BODY, NOW.getEpochSecond(), "secret");

    assertThat(post(server, BODY, NOW.getEpochSecond(), "secret")).isEqualTo(401);
    await().until(() -> responses.given().size() == 1);
  }

  @Test
  void answersWellToWhatSlackSignedEvenIfItMeansNothing() throws Exception {
    assertThat(post(server, "ssl_check=1", NOW.getEpochSecond(), "secret")).isEqualTo(200);
    assertThat(post(server, "payload=%zz", NOW.getEpochSecond(), "secret")).isEqualTo(200);
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void takesACommandThatSlackSignedOnceAndNoOther() throws Exception {
    var body = "command=%2Fwatchbill&user_id=U02ASHA&text=away+now+%2B2h+%3Cb%3E+%26&trigger_id=1";

    assertThat(post(server, "commands", body, NOW.getEpochSecond(), "guessed")).isEqualTo(401);
    assertThat(post(server, "commands", body, NOW.getEpochSecond(), "secret")).isEqualTo(200);
    assertThat(post(server, "commands", body, NOW.getEpochSecond(), "secret")).isEqualTo(401);
    clock.advance(Duration.ofMinutes(6));
    assertThat(post(server, "commands", body, NOW.getEpochSecond(), "secret")).isEqualTo(401);

    await().until(() -> commands.given().size() == 1);
    assertThat(commands.given().getFirst().getText()).isEqualTo("<b> &");
  }

  @Test
  void answersADialogInPlaceAndOnlyOnce() throws Exception {
    var dialog =
        "payload="
            + URLEncoder.encode(
                """
                {"type":"view_submission","user":{"id":"U02ASHA"},
                 "view":{"type":"modal","callback_id":"absence","state":{"values":{}}}}
                """,
                StandardCharsets.UTF_8);

    var answer = answer(server, "interactions", dialog, NOW.getEpochSecond(), "secret");

    assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("json");
    assertThat(answer.body()).contains("\"response_action\":\"errors\"");
    assertThat(post(server, dialog, NOW.getEpochSecond(), "secret")).isEqualTo(401);
    assertThat(post(server, dialog, NOW.getEpochSecond(), "guessed")).isEqualTo(401);
  }

  @Test
  void meetsTheChallengeOfASignedRequestOnly() throws Exception {
    var challenge = "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1a\"}";

    assertThat(answer(server, "events", challenge, NOW.getEpochSecond(), "guessed").body())
        .doesNotContain("3eZbrw1a");
    assertThat(answer(server, "events", challenge, NOW.getEpochSecond(), "secret").body())
        .isEqualTo("3eZbrw1a");
    assertThat(post(server, "events", "not json", NOW.getEpochSecond(), "secret")).isEqualTo(200);
  }

  @Test
  void refusesAnEmptyBodyWithoutSignature() throws Exception {
    var request = HttpRequest.newBuilder(uri(server)).POST(HttpRequest.BodyPublishers.noBody());

    assertThat(send(request)).isEqualTo(401);
  }

  @Test
  void refusesABodyThatIsTooLong() throws Exception {
    var huge = "payload=" + "x".repeat(300_000);

    assertThat(post(server, huge, NOW.getEpochSecond(), "secret")).isEqualTo(413);
  }

  @Test
  void believesNobodyWithoutASigningSecret() throws Exception {
    var open = serve(Optional.empty());
    try {
      assertThat(post(open, BODY, NOW.getEpochSecond(), "secret")).isEqualTo(401);
    } finally {
      open.stop();
    }
    assertThat(responses.given()).isEmpty();
  }

  private WebServer serve(Optional<SlackSignatures> signatures) {
    var settings =
        new SlackSettings(
            URI.create("http://127.0.0.1:1/"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var workspace = new SlackWorkspace(settings, "xoxb-test", SlackRoutesTest::roster, clock);
    var app = workspace.app(responses, commands, new KnownShifts(), new KnownIncidents(), metrics);
    var routes = new SlackRoutes(signatures, app, metrics);
    return WebServer.builder()
        .host("127.0.0.1")
        .port(0)
        .shutdownHook(false)
        .routing(routes::route)
        .build()
        .start();
  }

  private int post(WebServer to, String body, long at, String secret)
      throws IOException, InterruptedException {
    return post(to, "interactions", body, at, secret);
  }

  private int post(WebServer to, String path, String body, long at, String secret)
      throws IOException, InterruptedException {
    return answer(to, path, body, at, secret).statusCode();
  }

  private HttpResponse<String> answer(
      WebServer to, String path, String body, long at, String secret)
      throws IOException, InterruptedException {
    var timestamp = Long.toString(at);
    return http.send(
        HttpRequest.newBuilder(uri(to).resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Slack-Request-Timestamp", timestamp)
            .header(
                "X-Slack-Signature", new SlackSignature.Generator(secret).generate(timestamp, body))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private static URI uri(WebServer server) {
    return URI.create("http://127.0.0.1:" + server.port() + "/slack/interactions");
  }

  private static RosterSnapshot roster() {
    return aRoster().person("asha", Map.of("slack", "U02ASHA")).build();
  }
}

package dev.watchbill.notifier.teams.http;

import static dev.watchbill.notifier.teams.TeamsRosters.ASHA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchbill.notifier.teams.BotBench;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.testkit.teams.TeamsActivity;
import dev.watchbill.testkit.teams.TeamsSigner;
import dev.watchbill.testkit.teams.TeamsStandIn;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose requests are believed. */
class TeamsRoutesTest {
  private final BotBench bench = new BotBench();
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebServer server =
      WebServer.builder()
          .host("127.0.0.1")
          .port(0)
          .shutdownHook(false)
          .routing(new TeamsRoutes(bench.bot, bench.metrics)::route)
          .build()
          .start();

  @AfterEach
  void stop() {
    server.stop();
    http.close();
    bench.close();
  }

  private ObjectNode press() {
    var data = JsonText.object().put("incident", "checkout-42");
    return TeamsActivity.press(bench.teams, TeamsStandIn.chat(ASHA), "acknowledge", ASHA, data);
  }

  private HttpResponse<String> post(String body, String token) throws Exception {
    var address = URI.create("http://127.0.0.1:%d/teams/messages".formatted(server.port()));
    var request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return http.send(
        (token.isEmpty() ? request : request.header("Authorization", token)).build(),
        BodyHandlers.ofString());
  }

  private int post(ObjectNode activity, ObjectNode claims) throws Exception {
    return post(activity.toString(), bench.teams.signer().bearer(claims)).statusCode();
  }

  @Test
  void takesAPressThatMicrosoftSignedForUs() throws Exception {
    var answer = post(press().toString(), bench.teams.signer().bearer(bench.claims()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("json");
    assertThat(JsonText.read(answer.body()).path("statusCode").asInt()).isEqualTo(200);
    assertThat(bench.responses.given())
        .singleElement()
        .satisfies(response -> assertThat(response.getPerson()).isEqualTo("asha"));
  }

  @Test
  void refusesTheSameActivityTheSecondTime() throws Exception {
    var press = press();
    assertThat(post(press, bench.claims())).isEqualTo(200);

    assertThat(post(press, bench.claims())).isEqualTo(403);
    assertThat(post(press(), bench.claims())).isEqualTo(200);
    assertThat(bench.responses.given()).hasSize(2);
  }

  static Stream<Arguments> wrongClaims() {
    return Stream.of(
        claim("of another audience", it -> it.put("aud", "22222222-2222-3333-4444-555555555555")),
        claim("without an audience", it -> without(it, "aud")),
        claim("of a foreign issuer", it -> it.put("iss", "https://sts.windows.net/x/")),
        claim("without an issuer", it -> without(it, "iss")),
        claim("expired", it -> it.put("exp", it.path("exp").asLong() - 3600 - 301)),
        claim("without an end", it -> without(it, "exp")),
        claim("of the future", it -> it.put("nbf", it.path("nbf").asLong() + 60 + 301)),
        claim(
            "of another service", it -> it.put("serviceurl", "https://smba.trafficmanager.net/x/")),
        claim("without a service", it -> without(it, "serviceurl")));
  }

  private static Arguments claim(String name, UnaryOperator<ObjectNode> change) {
    return Arguments.of(name, change);
  }

  private static ObjectNode without(ObjectNode node, String name) {
    node.remove(name);
    return node;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongClaims")
  void refusesATokenThatIsNotForThisRequest(String name, UnaryOperator<ObjectNode> change)
      throws Exception {
    assertThat(post(press(), change.apply(bench.claims()))).isEqualTo(403);
    assertThat(bench.responses.given()).isEmpty();
  }

  @Test
  void allowsClocksToDifferALittle() throws Exception {
    var claims = bench.claims();
    claims.put("exp", bench.clock.instant().minusSeconds(200).getEpochSecond());

    assertThat(post(press(), claims)).isEqualTo(200);
  }

  @Test
  void refusesAKeyThatIsNotMicrosoftsOrMayNotSpeakForTeams() throws Exception {
    var body = press().toString();
    var claims = bench.claims();
    var sameName = new TeamsSigner("microsofts-key");
    var unknown = new TeamsSigner("unknown");

    assertThat(post(body, sameName.bearer(claims)).statusCode()).isEqualTo(403);
    assertThat(post(body, unknown.bearer(claims)).statusCode()).isEqualTo(403);
    assertThat(post(body, bench.teams.ofOtherChannels().bearer(claims)).statusCode())
        .isEqualTo(403);
    assertThat(post(body, bench.teams.signer().bearer(claims, "none")).statusCode()).isEqualTo(403);
    assertThat(post(body, bench.teams.signer().bearer(claims, "HS256")).statusCode())
        .isEqualTo(403);
    assertThat(post(body, "").statusCode()).isEqualTo(403);
    assertThat(post(body, "Bearer nonsense").statusCode()).isEqualTo(403);
    assertThat(post(body, "Basic YTpi").statusCode()).isEqualTo(403);
    assertThat(bench.responses.given()).isEmpty();
  }

  @Test
  void refusesOtherTenantsOtherChannelsAndWhatHasNoId() throws Exception {
    var foreign = press();
    foreign.withObject("/channelData/tenant").put("id", "00000000-8888-7777-6666-555555555555");
    assertThat(post(foreign, bench.claims())).isEqualTo(403);
    assertThat(post(press().put("channelId", "webchat"), bench.claims())).isEqualTo(403);
    assertThat(post(without(press(), "id"), bench.claims())).isEqualTo(403);
    assertThat(bench.responses.given()).isEmpty();
  }

  @Test
  void refusesAServiceThatIsNotTeams() throws Exception {
    var evil = "https://evil.example/teams/";

    assertThat(post(press().put("serviceUrl", evil), bench.claims().put("serviceurl", evil)))
        .isEqualTo(403);
  }

  @Test
  void asksToComeAgainWhileTheKeysAreNotKnown() throws Exception {
    var claims = bench.claims();
    var press = press();
    var token = bench.teams.signer().bearer(claims);
    bench.teams.close();

    assertThat(post(press.toString(), token).statusCode()).isEqualTo(503);
  }

  @Test
  void readsTheKeysNoMoreOftenForWhoeverInventsThem() throws Exception {
    for (var n = 0; n < 5; n++) {
      post(press().toString(), new TeamsSigner("invented-" + n).bearer(bench.claims()));
    }
    assertThat(bench.teams.keysRead()).isEqualTo(1);
    bench.clock.advance(Duration.ofMinutes(2));
    post(press().toString(), new TeamsSigner("invented").bearer(bench.claims()));
    assertThat(bench.teams.keysRead()).isEqualTo(2);
  }

  @Test
  void refusesWhatIsNoActivityAndWhatIsTooLong() throws Exception {
    var token = bench.teams.signer().bearer(bench.claims());

    assertThat(post("not json", token).statusCode()).isEqualTo(400);
    assertThat(post("[]", token).statusCode()).isEqualTo(400);
    assertThat(post("", token).statusCode()).isEqualTo(400);
    assertThat(post("{\"type\":\"" + "x".repeat(300_000) + "\"}", token).statusCode())
        .isEqualTo(413);
  }
}

package dev.watchbill.notifier.phone.http;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.notifier.answers.NotRecordedYet;
import dev.watchbill.notifier.answers.RecordingResponses;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.ReceiptBook;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.phone.CallFates;
import dev.watchbill.notifier.phone.MessageFates;
import dev.watchbill.notifier.phone.PhoneAnswers;
import dev.watchbill.notifier.phone.PhoneProvider;
import dev.watchbill.notifier.phone.VonageSettings;
import dev.watchbill.notifier.phone.VonageTokens;
import dev.watchbill.schemas.Page;
import dev.watchbill.testkit.TestClock;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Vonage asks of us, signed as it signs. */
class VonageRoutesTest {
  private static final String BASE = "https://oncall.example.com";
  private static final String KEY = "{\"uuid\":\"c-1\",\"dtmf\":{\"digits\":\"4\"}}";

  private final TestClock clock = new TestClock(NOW);
  private final LinkSeal seal = new LinkSeal("a key that nobody knows");
  private final Links links = new Links(seal, () -> Optional.of(BASE), clock);
  private final RecordingResponses responses = new RecordingResponses();
  private final ReceiptBook receipts = new ReceiptBook();
  private final List<String> ended = new CopyOnWriteArrayList<>();
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebServer server;
  private final String keys =
      links
          .phone(List.of(aPage("checkout-42.1").build()), "/vonage/keys/")
          .orElseThrow()
          .substring(BASE.length());

  VonageRoutesTest() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    var settings =
        new VonageSettings(
            URI.create("http://127.0.0.1/"),
            "app-1",
            generator.generateKeyPair().getPrivate(),
            "491700000000",
            Optional.of("s3cret"));
    var routes =
        new VonageRoutes(
            new VonageTokens(settings, clock),
            new PhoneAnswers(seal, responses, Rosters::ashaAndBo, clock),
            new CallFates(seal, receipts, (person, page) -> ended.add(page), clock),
            new MessageFates(seal, receipts, clock),
            new Sender(sent),
            links);
    server = WebServer.builder().port(0).routing(routes::route).build().start();
  }

  private record Sender(List<String> sent) implements PhoneProvider {
    @Override
    public String name() {
      return "vonage";
    }

    @Override
    public Delivery message(String to, String text, List<Page> pages) {
      sent.add(to + " " + text);
      return Delivery.accepted("1");
    }

    @Override
    public Delivery call(String to, String words, List<Page> pages) {
      return Delivery.accepted("1");
    }
  }

  @AfterEach
  void stop() {
    server.stop();
    http.close();
  }

  @Test
  void doesWhatAKeyAsksForAndSaysSo() throws Exception {
    var answer = post(keys, KEY, token(KEY, NOW, "app-1", "s3cret"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "[{\"action\":\"talk\",\"language\":\"en-GB\",\"text\":\"Acknowledged. It is"
                + " yours.\"}]");
    assertThat(responses.given()).hasSize(1);
  }

  @Test
  void saysThatNothingWasPressed() throws Exception {
    var body = "{\"uuid\":\"c-1\",\"dtmf\":{\"digits\":\"\",\"timed_out\":true}}";

    assertThat(post(keys, body, token(body, NOW, "app-1", "s3cret")).body())
        .contains("Nothing was pressed");
    assertThat(responses.given()).isEmpty();
  }

  @Test
  void hearsWhoTookACall() throws Exception {
    var body = "{\"uuid\":\"c-1\",\"status\":\"machine\"}";
    var calls = keys.replace("/keys/", "/calls/");

    assertThat(post(calls, body, token(body, NOW, "app-1", "s3cret")).statusCode()).isEqualTo(204);
    assertThat(receipts.all())
        .singleElement()
        .satisfies(receipt -> assertThat(receipt.getOutcome()).isEqualTo("failed"));
  }

  @Test
  void hearsThatAMessageArrivedNowhere() throws Exception {
    var body =
        "{\"message_uuid\":\"m\",\"status\":\"rejected\",\"error\":{\"title\":1320,\"detail\":\"x\"}}";
    var messages = keys.replace("/keys/", "/messages/");

    assertThat(post(messages, body, token(body, NOW, "app-1", "s3cret")).statusCode())
        .isEqualTo(204);
    assertThat(post(messages, body, token(body, NOW, "app-1", "guessed")).statusCode())
        .isEqualTo(401);
    assertThat(receipts.all())
        .singleElement()
        .satisfies(receipt -> {
          assertThat(receipt.getChannel()).isEqualTo("sms");
          assertThat(receipt.getOutcome()).isEqualTo("failed");
          assertThat(receipt.getReason()).isEqualTo("the message could not be delivered (1320)");
        });
  }

  @Test
  void answersAReplyThatComesTwiceOnce() throws Exception {
    var body = "{\"from\":\"15550000000\",\"text\":\"ack x\",\"message_uuid\":\"m\"}";
    var other = body.replace("\"m\"", "\"n\"");
    for (var said : List.of(body, body, other)) {
      assertThat(post("/vonage/sms", said, token(said, NOW, "app-1", "s3cret")).statusCode())
          .isEqualTo(200);
    }
    await().untilAsserted(() -> assertThat(sent).hasSize(2));
  }

  @Test
  void answersAReplyWithAMessage() throws Exception {
    var body = "{\"from\":\"15550000000\",\"text\":\"ack checkout-42\",\"message_uuid\":\"m\"}";

    assertThat(post("/vonage/sms", body, token(body, NOW, "app-1", "s3cret")).statusCode())
        .isEqualTo(200);
    // Vonage is answered first.
    await()
        .untilAsserted(() ->
            assertThat(sent).containsExactly("+15550000000 Nobody in the roster has this number."));
  }

  @Test
  void believesNobodyElse() throws Exception {
    var other = KEY.replace("4", "6");
    for (var token :
        List.of(
            "",
            "Bearer x",
            "Bearer a.b.c",
            // Tampered with, another's secret, another application's, old, from the future.
            token(other, NOW, "app-1", "s3cret"),
            token(KEY, NOW, "app-1", "guessed"),
            token(KEY, NOW, "app-2", "s3cret"),
            token(KEY, NOW.minus(Duration.ofMinutes(6)), "app-1", "s3cret"),
            token(KEY, NOW.plus(Duration.ofMinutes(6)), "app-1", "s3cret"),
            token(KEY, NOW, "app-1", "s3cret").replaceFirst("Bearer [^.]+", "Bearer " + none()))) {
      assertThat(post(keys, KEY, token).statusCode()).as(token).isEqualTo(401);
    }
    assertThat(responses.given()).isEmpty();
  }

  private static String none() {
    return encoded("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
  }

  private static String token(String body, Instant at, String application, String secret)
      throws Exception {
    var hash =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
    var claims =
        "{\"iat\":%d,\"iss\":\"Vonage\",\"application_id\":\"%s\",\"payload_hash\":\"%s\"}"
            .formatted(at.getEpochSecond(), application, hash);
    var signed =
        encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + encoded(claims.getBytes(StandardCharsets.UTF_8));
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return "Bearer " + signed + "." + encoded(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private HttpResponse<String> post(String where, String body, String token) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + where))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void asksForTheKeyAgainWhileItIsNotSureThatItIsRecorded() throws Exception {
    responses.failingWith(new NotRecordedYet());

    var answer = post(keys, KEY, token(KEY, NOW, "app-1", "s3cret"));

    assertThat(answer.body()).contains("not recorded yet", "\"input\"", BASE + keys);
  }
}

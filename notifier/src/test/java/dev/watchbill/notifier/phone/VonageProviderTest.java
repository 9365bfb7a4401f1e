package dev.watchbill.notifier.phone;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.JsonText;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests to Vonage, as its documentation has them. */
class VonageProviderTest {
  private static final KeyPair KEYS = keys();

  private final ProviderStandIn vonage =
      new ProviderStandIn(202, "{\"message_uuid\":\"aaaa-1\",\"uuid\":\"bbbb-1\"}");
  private final TestClock clock = new TestClock(NOW);
  private final Links links =
      new Links(
          new LinkSeal("a key that nobody knows"),
          () -> Optional.of("https://oncall.example.com"),
          clock);

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pem() {
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded()));
  }

  private VonageProvider provider(String secret) {
    var environment =
        new Environment(
            Map.of(
                "WATCHBILL_VONAGE_URL",
                vonage.url(),
                "WATCHBILL_VONAGE_APPLICATION",
                "app-1",
                "WATCHBILL_VONAGE_KEY",
                pem(),
                "WATCHBILL_VONAGE_FROM",
                "+491700000000",
                secret.isEmpty() ? "X" : "WATCHBILL_VONAGE_SIGNATURE_SECRET",
                secret));
    return new VonageProvider(
        VonageSettings.of(environment).orElseThrow(), links, Duration.ofSeconds(5), clock);
  }

  @AfterEach
  void stop() {
    vonage.close();
  }

  /** The body that was sent last, if the request is signed as it must be. */
  private JsonNode checked(String path) throws Exception {
    var request = vonage.requests().getLast();
    assertThat(request.getUrl()).isEqualTo(path);
    var token = request.getHeader("Authorization").substring("Bearer ".length());
    var parts = token.split("\\.", -1);
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(KEYS.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    var claims =
        JsonText.read(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    assertThat(claims.path("application_id").asText()).isEqualTo("app-1");
    assertThat(claims.path("iat").asLong()).isEqualTo(NOW.getEpochSecond());
    assertThat(claims.path("jti").asText()).isNotBlank();
    return vonage.lastBody();
  }

  @Test
  void sendsAShortMessage() throws Exception {
    assertThat(provider("s3cret").message("+491701234567", "It is <down>", List.of()))
        .isEqualTo(Delivery.accepted("aaaa-1"));

    assertThat(checked("/v1/messages"))
        .isEqualTo(
            JsonText.read(
                """
                {"message_type": "text", "channel": "sms", "to": "491701234567",
                 "from": "491700000000", "text": "It is <down>"}
                """));
  }

  @Test
  void asksWhatBecomesOfAPage() throws Exception {
    var page = List.of(aPage("checkout-1.1").build());
    provider("s3cret").message("+491701234567", "It is down.", page);

    var body = checked("/v1/messages");
    assertThat(body.path("webhook_url").asText())
        .startsWith("https://oncall.example.com/vonage/messages/");
    assertThat(body.path("webhook_version").asText()).isEqualTo("v1");

    provider("").message("+491701234567", "It is down.", page);
    assertThat(checked("/v1/messages").has("webhook_url")).isFalse();
  }

  @Test
  void callsSaysItTwiceTakesAKeyAndListensForMachines() throws Exception {
    var page = aPage("checkout-1.1").build();
    assertThat(provider("s3cret").call("+491701234567", "It is down.", List.of(page)))
        .isEqualTo(Delivery.accepted("bbbb-1"));

    var body = checked("/v1/calls");
    body.fieldNames()
        .forEachRemaining(name ->
            assertThat(
                    Set.of(
                        "to",
                        "from",
                        "ncco",
                        "ringing_timer",
                        "machine_detection",
                        "event_url",
                        "event_method"))
                .contains(name));
    assertThat(body.at("/to/0/type").asText()).isEqualTo("phone");
    assertThat(body.at("/to/0/number").asText()).isEqualTo("491701234567");
    assertThat(body.at("/ncco/0/action").asText()).isEqualTo("talk");
    assertThat(body.at("/ncco/0/loop").asInt()).isEqualTo(2);
    assertThat(body.at("/ncco/0/text").asText())
        .isEqualTo("It is down. Press 4 to acknowledge. Press 6 to resolve.");
    assertThat(body.at("/ncco/1/type/0").asText()).isEqualTo("dtmf");
    assertThat(body.at("/ncco/1/eventUrl/0").asText())
        .startsWith("https://oncall.example.com/vonage/keys/");
    assertThat(body.path("machine_detection").asText()).isEqualTo("continue");
    assertThat(body.at("/event_url/0").asText())
        .startsWith("https://oncall.example.com/vonage/calls/");
  }

  @Test
  void asksForNoKeyThatAnybodyCouldPretend() throws Exception {
    provider("").call("+491701234567", "It is down.", List.of(aPage("checkout-1.1").build()));

    var body = checked("/v1/calls");
    assertThat(body.path("ncco")).hasSize(1);
    assertThat(body.has("event_url")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "401, refused, WATCHBILL_VONAGE_KEY",
    "402, refused, balance",
    "422, refused, WATCHBILL_VONAGE_FROM",
    "404, refused, no such address",
    "429, retryable, answered 429",
    "500, retryable, answered 500",
    "503, retryable, answered 503"
  })
  void takesRefusalsForWhatTheyAre(int status, String kind, String reason) {
    vonage.answer(status, "{\"title\":\"x\"}");

    var delivery = provider("s").message("+491701234567", "x", List.of());
    assertThat(delivery instanceof Delivery.Retryable ? "retryable" : "refused").isEqualTo(kind);
    assertThat(delivery.toString()).contains(reason);
  }

  @Test
  void takesAnAnswerThatIsNotItsOwnAndABrokenConnectionForPassing() {
    vonage.answer(200, "<html>");
    assertThat(provider("s").message("+491701234567", "x", List.of()))
        .isInstanceOf(Delivery.Retryable.class);
    vonage.drop();
    assertThat(provider("s").message("+491701234567", "x", List.of()))
        .isInstanceOf(Delivery.Retryable.class);
  }

  @Test
  void refusesAKeyThatIsNone() {
    var environment =
        new Environment(
            Map.of(
                "WATCHBILL_VONAGE_APPLICATION", "app-1",
                "WATCHBILL_VONAGE_KEY", "secret words",
                "WATCHBILL_VONAGE_FROM", "+491700000000"));

    assertThatThrownBy(() -> VonageSettings.of(environment))
        .hasMessageContaining("WATCHBILL_VONAGE_KEY: expected a private key")
        .hasMessageNotContaining("secret words");
    assertThat(List.of(provider("s3cret"))).asString().doesNotContain("s3cret");
  }
}

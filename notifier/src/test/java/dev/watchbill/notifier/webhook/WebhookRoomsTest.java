package dev.watchbill.notifier.webhook;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SpecificationVersion;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.RoomChannel.Place;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.notifier.web.SharedContract;
import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.schemas.config.Outside;
import dev.watchbill.testkit.TestClock;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRoomsTest {
  private final ProviderStandIn receiver = new ProviderStandIn(204, "");
  private final TestClock clock = new TestClock(NOW);
  private final WebhookRooms rooms = rooms("127.0.0.1");

  private WebhookRooms rooms(String allowed) {
    var environment =
        new Environment(
            Map.of(
                "WATCHBILL_WEBHOOK_SECRET",
                "sesame",
                "WATCHBILL_WEBHOOK_ALLOW",
                allowed,
                "HOOK",
                receiver.url() + "/hook?key=1"));
    var links =
        new Links(
            new LinkSeal("a key that nobody knows"),
            () -> Optional.of("https://oncall.example.com"),
            clock);
    return new WebhookRooms(
        WebhookSettings.of(environment).orElseThrow(), environment, links, clock);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private Delivery show(WebhookRooms rooms, String address) {
    return rooms.show(anAssignment("checkout-42", 3).build(), new Place.Room(address));
  }

  @Test
  void sendsACloudEventThatItsReceiverCanCheck() throws Exception {
    assertThat(show(rooms, "${env:HOOK}")).isEqualTo(Delivery.accepted("checkout-42/3"));

    var request = receiver.requests().getFirst();
    assertThat(request.getUrl()).isEqualTo("/hook?key=1");
    assertThat(request.getHeader("Content-Type")).startsWith("application/cloudevents+json");
    var event = receiver.lastBody();
    SharedContract.check("cloudevents.json", SpecificationVersion.DRAFT_7, event);
    assertThat(event.path("id").asText()).isEqualTo("checkout-42/3");
    assertThat(event.path("type").asText()).isEqualTo("dev.watchbill.incident.open");
    assertThat(event.path("subject").asText()).isEqualTo("checkout-42");
    assertThat(event.at("/data/severity").asText()).isEqualTo("critical");

    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("sesame".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    var content = "checkout-42/3.%d.%s".formatted(NOW.getEpochSecond(), request.getBodyAsString());
    assertThat(request.getHeader("webhook-signature"))
        .isEqualTo(
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8))));
    assertThat(request.getHeader("webhook-timestamp"))
        .isEqualTo(Long.toString(NOW.getEpochSecond()));
    assertThat(request.getHeader("webhook-id")).isEqualTo("checkout-42/3");
  }

  @Test
  void goesToTheRoomsThatAreItsOwn() {
    assertThat(
            rooms.places(
                anAssignment("checkout-42", 1)
                    .setChannels(
                        List.of(
                            new ChatChannel("slack", "#a"),
                            new ChatChannel("webhook", "https://a.example.com"),
                            new ChatChannel("webhook", "https://a.example.com")))
                    .build()))
        .containsExactly(new Place.Room("https://a.example.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/x",
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/",
        "https://192.168.1.1/",
        "https://172.16.0.1/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://[fd00::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "http://example.com/",
        "file:///etc/passwd",
        "not an address",
        "${env:NOT_SET}"
      })
  void asksNobodyInsideAndNothingElseThanTheWeb(String address) {
    assertThat(show(rooms("elsewhere.example.com"), address)).isInstanceOf(Delivery.Refused.class);
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void knowsOutsideFromInside() throws Exception {
    assertThat(Outside.isInside(InetAddress.getByName("8.8.8.8"))).isFalse();
    assertThat(Outside.isInside(InetAddress.getByName("2606:4700::1111"))).isFalse();
    assertThat(Outside.isInside(InetAddress.getByName("100.128.0.1"))).isFalse();
  }

  @Test
  void followsNoRedirect() {
    receiver.answer(302, "", "Location", receiver.url() + "/elsewhere");

    assertThat(show(rooms, "${env:HOOK}")).isInstanceOf(Delivery.Refused.class);
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void triesAgainWhereItMayHelp() {
    receiver.answer(500, "");
    assertThat(show(rooms, "${env:HOOK}")).isInstanceOf(Delivery.Retryable.class);
    receiver.answer(429, "", "Retry-After", "3");
    assertThat(show(rooms, "${env:HOOK}"))
        .isEqualTo(
            Delivery.retryable("the webhook's receiver answered 429", Duration.ofSeconds(3)));
    receiver.answer(410, "");
    assertThat(show(rooms, "${env:HOOK}")).isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void sendsNoOldNews() {
    assertThat(rooms.passesOverOldNews()).isTrue();
  }

  @Test
  void asksEachReceiverByItself() {
    assertThat(rooms.server(new Place.Room("${env:HOOK}")))
        .isNotEqualTo(rooms.server(new Place.Room("https://hooks.example.com/other")));
  }
}

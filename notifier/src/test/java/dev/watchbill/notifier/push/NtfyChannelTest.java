package dev.watchbill.notifier.push;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.delivery.PersonChannelContract;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.links.LinkSeal;
import dev.watchbill.notifier.links.Links;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.config.Environment;
import dev.watchbill.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NtfyChannelTest extends PersonChannelContract {
  private static final Set<String> KEYS =
      Set.of("topic", "title", "message", "priority", "tags", "click", "actions");

  private final ProviderStandIn ntfy =
      new ProviderStandIn(200, "{\"id\":\"hwQ2YpKdmg\",\"event\":\"message\"}");
  private final TestClock clock = new TestClock(NOW);
  private final NtfyChannel push =
      new NtfyChannel(
          NtfySettings.of(
                  new Environment(
                      Map.of("WATCHBILL_NTFY_URL", ntfy.url(), "WATCHBILL_NTFY_TOKEN", "tk_1")))
              .orElseThrow(),
          new Links(
              new LinkSeal("a key that nobody knows"),
              () -> Optional.of("https://oncall.example.com"),
              clock),
          Rosters::ashaAndBo,
          clock);

  private static Page.Builder pushTo(String id) {
    return aPage(id).setChannel("push").setAddress("asha-pager");
  }

  @AfterEach
  void stop() {
    ntfy.close();
  }

  @Override
  protected PersonChannel whoseProviderIsWell() {
    return push;
  }

  @Override
  protected PersonChannel whoseProviderIsDown() {
    ntfy.answer(502, "");
    return push;
  }

  @Override
  protected PersonChannel whoseProviderKnowsNobody() {
    ntfy.answer(403, "{\"code\":40301,\"http\":403,\"error\":\"forbidden\"}");
    return push;
  }

  /** As ntfy's documentation has it. */
  private JsonNode checked() {
    var request = ntfy.requests().getLast();
    assertThat(request.getMethod().getName()).isEqualTo("POST");
    assertThat(request.getUrl()).isEqualTo("/");
    assertThat(request.getHeader("Authorization")).isEqualTo("Bearer tk_1");
    var body = ntfy.lastBody();
    body.fieldNames().forEachRemaining(name -> assertThat(KEYS).contains(name));
    assertThat(body.path("topic").asText()).matches("[-_A-Za-z0-9]{1,64}");
    assertThat(body.path("priority").asInt()).isBetween(1, 5);
    assertThat(body.path("message").asText().getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(4096);
    assertThat(body.path("actions").size()).isLessThanOrEqualTo(3);
    body.path("actions")
        .forEach(action -> {
          assertThat(action.path("action").asText()).isEqualTo("http");
          assertThat(action.path("label").asText()).isNotBlank();
          assertThat(action.path("url").asText()).startsWith("https://");
          assertThat(action.path("method").asText()).isEqualTo("POST");
        });
    return body;
  }

  @Test
  void wakesWithUrgentPriorityAndButtonsOfItsOwn() {
    assertThat(push.deliver(pushTo("checkout-1.1").build()))
        .isEqualTo(Delivery.accepted("hwQ2YpKdmg"));

    var sent = checked();
    assertThat(sent.path("priority").asInt()).isEqualTo(5);
    assertThat(sent.path("title").asText())
        .isEqualTo("CRITICAL checkout: Checkout answers with errors (checkout-1)");
    assertThat(sent.path("message").asText())
        .startsWith("Since Mon 5 Jan 08:59 UTC, 3 alerts\n5 % of requests fail\nRunbook: ");
    assertThat(sent.path("click").asText())
        .isEqualTo("https://oncall.example.com/incidents/checkout-1");
    assertThat(sent.path("actions").findValuesAsText("label"))
        .containsExactly("Acknowledge", "Resolve");
    assertThat(sent.path("actions").findValuesAsText("url")).doesNotHaveDuplicates();
  }

  @Test
  void isQuietAboutSchedules() {
    push.deliver(pushTo("notice/h-1.1").setKind("notice").setText("You are on call").build());

    assertThat(checked().path("priority").asInt()).isEqualTo(2);
    assertThat(checked().has("actions")).isFalse();
  }

  @Test
  void tellsOfManyInOneMessage() {
    var pages = IntStream.rangeClosed(1, 60).mapToObj(n -> pushTo("shop-" + n + ".1").build());

    assertThat(push.sumUp(pages.toList())).isInstanceOf(Delivery.Delivered.class);
    assertThat(checked().path("title").asText()).isEqualTo("60 more incidents page you");
    assertThat(checked().path("message").asText()).endsWith("and 45 more");
  }

  @Test
  void cutsWhatIsTooLongWithoutBreakingIt() {
    push.deliver(pushTo("checkout-1.1").setText("😀".repeat(5_000)).build());

    checked();
    assertThat(ntfy.requests().getLast().getBodyAsString()).doesNotContain("\\ud83d…");
  }

  @ParameterizedTest
  @CsvSource({
    "429, retryable",
    "500, retryable",
    "503, retryable",
    "507, retryable",
    "408, retryable",
    "400, refused",
    "401, refused",
    "403, refused",
    "404, refused",
    "413, refused",
    "302, refused"
  })
  void takesRefusalsForWhatTheyAre(int status, String kind) {
    ntfy.answer(status, "{}", "Location", "http://127.0.0.1:1/");

    var delivery = push.deliver(pushTo("checkout-1.1").build());
    assertThat(delivery instanceof Delivery.Retryable ? "retryable" : "refused").isEqualTo(kind);
    assertThat(ntfy.requests()).hasSize(1);
  }

  @Test
  void waitsAsLongAsItAsks() {
    ntfy.answer(429, "{\"code\":42901}", "Retry-After", "7");

    assertThat(push.deliver(pushTo("checkout-1.1").build()))
        .isEqualTo(Delivery.retryable("ntfy answered 429", Duration.ofSeconds(7)));
  }

  @Test
  void saysWhichSettingARevokedTokenIs() {
    ntfy.answer(401, "{}");

    assertThat(push.deliver(pushTo("checkout-1.1").build()))
        .isEqualTo(Delivery.refusesUs("ntfy answered 401 (check WATCHBILL_NTFY_TOKEN)"));
  }

  @Test
  void triesAgainWhenTheConnectionBreaksOrSomethingElseAnswers() {
    ntfy.drop();
    assertThat(push.deliver(pushTo("checkout-1.1").build())).isInstanceOf(Delivery.Retryable.class);
    ntfy.answer(200, "<html>Welcome to the airport</html>");
    assertThat(push.deliver(pushTo("checkout-1.1").build())).isInstanceOf(Delivery.Retryable.class);
  }

  @Test
  void refusesAnAddressThatIsNoTopic() {
    for (var address : List.of("", "a b", "../admin", "x".repeat(65))) {
      assertThat(push.deliver(pushTo("checkout-1.1").setAddress(address).build()))
          .isInstanceOf(Delivery.Refused.class);
    }
    assertThat(ntfy.requests()).isEmpty();
  }

  @Test
  void saysWhatItsAddressShouldLookLike() {
    assertThatThrownBy(() -> NtfySettings.of(new Environment(Map.of("WATCHBILL_NTFY_URL", "ntfy"))))
        .hasMessageStartingWith("WATCHBILL_NTFY_URL: expected an address");
  }
}

package dev.watchbill.notifier.slack;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.delivery.PersonChannelContract;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.schemas.PathStep;
import dev.watchbill.testkit.TestClock;
import dev.watchbill.testkit.slack.SlackContract;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackDirectMessagesTest extends PersonChannelContract {
  private final TestClock clock = new TestClock(NOW);
  private final SlackStandIn slack = new SlackStandIn();
  private final PersonChannel messages =
      new SlackDirectMessages(new SlackApi(slack.client(), "xoxb-test", clock), Rosters::ashaAndBo);

  @AfterEach
  void stop() {
    slack.close();
  }

  @Override
  protected PersonChannel whoseProviderIsWell() {
    return messages;
  }

  @Override
  protected PersonChannel whoseProviderIsDown() {
    slack.answer(SlackStandIn.POST, 503, "down");
    return messages;
  }

  @Override
  protected PersonChannel whoseProviderKnowsNobody() {
    slack.refuse(SlackStandIn.POST, "user_not_found");
    return messages;
  }

  @Test
  void tellsOfManyIncidentsInOneMessageWithAButtonForEach() {
    var pages = IntStream.rangeClosed(1, 60).mapToObj(n -> aPage("shop-" + n + ".1").build());

    assertThat(messages.sumUp(pages.toList())).isInstanceOf(Delivery.Delivered.class);

    var sent = slack.sent(SlackStandIn.POST).getFirst();
    SlackContract.checkPost(sent);
    assertThat(sent.path("text").asText()).isEqualTo("🔴 60 more incidents page you");
    assertThat(sent.toString())
        .contains("at most 6 in a minute", "CRITICAL shop: Checkout answers with errors (shop-1)")
        .contains("And 20 more. All are in your inbox");
    assertThat(sent.path("blocks").findValuesAsText("action_id"))
        .hasSize(40)
        .containsOnly("acknowledge");
  }

  @Test
  void namesAnIncidentOnceHoweverManyPagesItHas() {
    messages.sumUp(List.of(aPage("shop-1.1").build(), aPage("shop-1.2").build()));

    assertThat(slack.sent(SlackStandIn.POST).getFirst().path("text").asText())
        .isEqualTo("🔴 1 more incident pages you");
  }

  @Test
  void tellsThePersonWhatWhereSinceWhenWhyAndWhatComesNext() {
    var page =
        aPage("checkout-1.1")
            .setPath(List.of(new PathStep(2, NOW.plusSeconds(300), List.of(), List.of("bo"))))
            .build();

    assertThat(messages.deliver(page)).isEqualTo(Delivery.accepted("C0ROOM/1700000000.000100"));

    var sent = slack.sent(SlackStandIn.POST).getFirst();
    SlackContract.checkPost(sent);
    assertThat(sent.path("channel").asText()).isEqualTo("U02ASHA");
    assertThat(sent.path("text").asText())
        .isEqualTo("🔴 CRITICAL checkout: Checkout answers with errors");
    assertThat(sent.path("blocks").toString())
        .contains(
            "checkout-1 · critical · tier 1 · eu · 3 alerts",
            "\"timestamp\":" + NOW.minusSeconds(60).getEpochSecond(),
            "https://wiki.example.com/checkout",
            "Why you: on call in payments-primary until Mon 09:00",
            "If nobody acknowledges: ",
            "Bo Li at ",
            "\"timestamp\":" + NOW.plusSeconds(300).getEpochSecond(),
            "acknowledge",
            "resolve",
            "escalate");
  }

  @Test
  void tellsANoticeWithButtonsForWhatItAsks() {
    var notice =
        aPage("notice/h-1.1")
            .setKind("notice")
            .setText("You are on call in payments <!here> now\nOpen at Bo Li:\n- checkout-7")
            .setAsks(List.of("accept"))
            .setTarget("payments-primary/handoff/1")
            .build();

    assertThat(messages.deliver(notice)).isInstanceOf(Delivery.Delivered.class);

    var sent = slack.sent(SlackStandIn.POST).getFirst();
    SlackContract.checkPost(sent);
    assertThat(sent.path("text").asText())
        .isEqualTo("You are on call in payments &lt;!here&gt; now");
    assertThat(sent.path("blocks").findValuesAsText("action_id")).containsExactly("accept");
    assertThat(sent.path("blocks").findValuesAsText("value"))
        .containsExactly("payments-primary/handoff/1");
    assertThat(sent.path("blocks").toString()).contains("- checkout-7");
  }

  @Test
  void refusesSomebodyWithoutAnAddress() {
    assertThat(messages.deliver(aPage("checkout-1.1").setAddress("").build()))
        .isEqualTo(
            Delivery.refused("Expected a Slack user id as contact of asha, but there is none"));
    assertThat(slack.calls()).isZero();
  }

  @Test
  void waitsAsLongAsSlackAsks() {
    slack.limit(SlackStandIn.POST, "7");

    assertThat(messages.deliver(aPage("checkout-1.1").build()))
        .isEqualTo(Delivery.retryable("slack answered 429", Duration.ofSeconds(7)));
  }

  @Test
  void asksALimitedChannelAgainOnlyWhenItsTimeHasCome() {
    slack.limit(SlackStandIn.POST, "7");
    messages.deliver(aPage("checkout-1.1").build());
    clock.advance(Duration.ofSeconds(5));

    assertThat(messages.deliver(aPage("checkout-1.2").build()))
        .isEqualTo(Delivery.retryable("slack limits this", Duration.ofSeconds(2)));
    assertThat(slack.calls()).isEqualTo(1);
  }

  @Test
  void reachesOthersWhileOneChannelIsLimited() {
    slack.limit(SlackStandIn.POST, "7");
    messages.deliver(aPage("checkout-1.1").build());
    slack.answer(SlackStandIn.POST, 200, "{\"ok\":true,\"channel\":\"D2\",\"ts\":\"1.2\"}");

    assertThat(messages.deliver(aPage("checkout-1.2").setAddress("U03BO").build()))
        .isEqualTo(Delivery.accepted("D2/1.2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channel_not_found",
        "user_not_found",
        "not_in_channel",
        "invalid_auth",
        "not_authed",
        "token_revoked",
        "token_expired",
        "account_inactive",
        "is_archived",
        "missing_scope",
        "invalid_blocks",
        "a_code_nobody_knows_yet"
      })
  void givesUpAtOnceWhereTryingAgainWontHelp(String error) {
    slack.refuse(SlackStandIn.POST, error);

    assertThat(messages.deliver(aPage("checkout-1.1").build()))
        .isInstanceOfSatisfying(
            Delivery.Refused.class,
            refused -> assertThat(refused.reason()).startsWith("slack refused: " + error));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ratelimited",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout"
      })
  void triesAgainWhereSlackIsInTrouble(String error) {
    slack.refuse(SlackStandIn.POST, error);

    assertThat(messages.deliver(aPage("checkout-1.1").build()))
        .isEqualTo(Delivery.retryable("slack answered " + error));
  }

  @Test
  void triesAgainWhenSlackHangs() {
    slack.hang(SlackStandIn.POST);
    var impatient =
        new SlackDirectMessages(
            new SlackApi(slack.client(300), "xoxb-test", clock), Rosters::ashaAndBo);

    assertThat(impatient.deliver(aPage("checkout-1.1").build()))
        .isInstanceOf(Delivery.Retryable.class);
  }

  @Test
  void sendsAPageOnceAnAttemptEvenWhenTheConnectionBreaks() {
    messages.deliver(aPage("checkout-1.1").build());
    slack.drop(SlackStandIn.POST);

    assertThat(messages.deliver(aPage("checkout-1.2").build()))
        .isInstanceOf(Delivery.Retryable.class);
    assertThat(slack.calls()).isEqualTo(2);
  }

  @Test
  void triesAgainWhenSomethingElseAnswersInSlacksPlace() {
    slack.answer(SlackStandIn.POST, 200, "<html>Welcome to the airport</html>");

    assertThat(messages.deliver(aPage("checkout-1.1").build()))
        .isInstanceOf(Delivery.Retryable.class);
  }

  @Test
  void triesAgainWhenNobodyIsThere() {
    slack.close();

    assertThat(messages.deliver(aPage("checkout-1.1").build()))
        .isInstanceOf(Delivery.Retryable.class);
  }
}

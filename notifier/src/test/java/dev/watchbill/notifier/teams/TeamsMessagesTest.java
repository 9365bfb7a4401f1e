package dev.watchbill.notifier.teams;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static dev.watchbill.notifier.delivery.Samples.anIncident;
import static dev.watchbill.notifier.teams.TeamsRosters.ASHA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.notifier.delivery.Delivery;
import dev.watchbill.notifier.delivery.PersonChannel;
import dev.watchbill.notifier.delivery.PersonChannelContract;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.PathStep;
import dev.watchbill.testkit.teams.TeamsActivity;
import dev.watchbill.testkit.teams.TeamsStandIn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of pages to people, whatever Teams answers. */
class TeamsMessagesTest extends PersonChannelContract {
  private final BotBench bench = new BotBench();
  private final TeamsStandIn teams = bench.teams;
  private final PersonChannel messages = bench.wired.messages();

  @AfterEach
  void stop() {
    assertThat(teams.complaints()).isEmpty();
    bench.close();
  }

  @Override
  protected PersonChannel whoseProviderIsWell() {
    return toAsha();
  }

  @Override
  protected PersonChannel whoseProviderIsDown() {
    teams.refuse(503, "ServiceUnavailable", Map.of());
    return toAsha();
  }

  @Override
  protected PersonChannel whoseProviderKnowsNobody() {
    teams.refuse(403, "ForbiddenOperationException", Map.of());
    return toAsha();
  }

  /** The contract's pages go to a Slack user. */
  private PersonChannel toAsha() {
    return new PersonChannel() {
      @Override
      public String name() {
        return messages.name();
      }

      @Override
      public Delivery deliver(Page page) {
        return messages.deliver(Page.newBuilder(page).setAddress(ASHA).build());
      }

      @Override
      public Delivery sumUp(List<Page> pages) {
        return messages.sumUp(pages);
      }
    };
  }

  private static Page.Builder page(String id) {
    return aPage(id).setChannel("teams").setAddress(ASHA);
  }

  private Delivery deliver() {
    return messages.deliver(page("checkout-42.1").build());
  }

  @Test
  void tellsThePersonWhatWhereSinceWhenWhyAndWhatComesNextInTheirZone() {
    var page =
        page("checkout-42.1")
            .setPath(List.of(new PathStep(2, NOW.plusSeconds(300), List.of(), List.of("bo"))))
            .build();

    assertThat(messages.deliver(page)).isEqualTo(Delivery.accepted(TeamsStandIn.chat(ASHA) + "/1"));

    var message = teams.messages().getFirst();
    assertThat(message.latest().path("summary").asText())
        .isEqualTo("CRITICAL checkout: Checkout answers with errors");
    assertThat(message.latest().at("/channelData/notification/alert").asBoolean()).isTrue();
    assertThat(message.card().findValuesAsText("text"))
        .contains(
            "checkout-42 · critical · 3 alerts · since Mon 5 Jan 14:29 (Asia/Kolkata)",
            "Paged: Asha Rao",
            "Why you: on call in payments-primary until Mon 09:00",
            "If nobody acknowledges: Bo Li at Mon 5 Jan 14:35 (Asia/Kolkata)");
    assertThat(message.card().path("actions").findValuesAsText("verb"))
        .containsExactly(
            "acknowledge", "resolve", "escalate", "snooze", "reassign", "add-responder", "note");
  }

  @Test
  void opensAChatOnceAndAsksForATokenOnce() {
    IntStream.rangeClosed(1, 3)
        .forEach(n -> messages.deliver(page("checkout-%d.1".formatted(n)).build()));

    assertThat(teams.requests()).filteredOn("POST /v3/conversations"::equals).hasSize(1);
    assertThat(teams.messages()).hasSize(3);
    assertThat(teams.logins()).isEqualTo(1);
  }

  @Test
  void writesIntoTheChatThatThePersonOpened() {
    bench.handle(TeamsActivity.written(teams, "a:1known", ASHA, "hello"));

    assertThat(deliver()).isInstanceOf(Delivery.Delivered.class);

    assertThat(teams.requests()).doesNotContain("POST /v3/conversations");
    assertThat(teams.requests()).contains("POST /v3/conversations/a:1known/activities");
  }

  @Test
  void postsWithTheNextAttemptWhereTheChatTookLongToOpenSoThatNothingComesTwice() {
    teams.slow(Duration.ZERO, Duration.ofMillis(2_200));
    assertThat(deliver())
        .isEqualTo(Delivery.retryable("teams took long to open the chat", Duration.ofSeconds(1)));
    assertThat(teams.messages()).isEmpty();

    assertThat(deliver()).isInstanceOf(Delivery.Delivered.class);
    assertThat(teams.messages()).hasSize(1);
  }

  @Test
  void asksForNothingInAnAttemptInWhichTheLoginTookLong() {
    teams.slow(Duration.ofMillis(2_200), Duration.ZERO);
    assertThat(deliver())
        .isEqualTo(Delivery.retryable("microsoft took long to let us in", Duration.ofSeconds(1)));
    assertThat(teams.requests()).isEmpty();

    assertThat(deliver()).isInstanceOf(Delivery.Delivered.class);
    assertThat(teams.messages()).hasSize(1);
  }

  @Test
  void getsANewTokenShortlyBeforeTheOldOneExpires() {
    deliver();
    bench.clock.advance(Duration.ofMinutes(54));
    deliver();
    assertThat(teams.logins()).isEqualTo(1);
    bench.clock.advance(Duration.ofMinutes(2));
    deliver();

    assertThat(teams.logins()).isEqualTo(2);
  }

  @Test
  void getsANewTokenOnceWhereTheOldOneWasRevoked() {
    deliver();
    teams.revokeTokens();

    assertThat(deliver()).isInstanceOf(Delivery.Delivered.class);
    assertThat(teams.logins()).isEqualTo(2);

    teams.refuse(401, "Unauthorized", Map.of());
    assertThat(deliver())
        .isEqualTo(
            Delivery.refusesUs(
                "teams refused: Unauthorized (check WATCHBILL_TEAMS_APP_ID, _TENANT and _URL)"));
    assertThat(teams.logins()).isEqualTo(3);
  }

  @Test
  void saysWhichSettingIsWrongWhereTheLoginRefusesAndNeverTheSecret() {
    teams.refuseLogin(401, "invalid_client");

    assertThat(deliver())
        .isEqualTo(
            Delivery.refusesUs(
                "microsoft's login refused: invalid_client (check WATCHBILL_TEAMS_APP_ID,"
                    + " _APP_PASSWORD and _TENANT)"));
    teams.refuseLogin(503, "");
    assertThat(deliver()).isEqualTo(Delivery.retryable("microsoft's login answered 503"));
    teams.recover();
    assertThat(deliver()).isInstanceOf(Delivery.Delivered.class);
  }

  @ParameterizedTest
  @CsvSource({
    "403, ConversationBlockedByUser, the person has blocked the bot, false",
    "403, ForbiddenOperationException, the app isn't installed for that person, false",
    "403, BotDisabledByAdmin, an administrator has disabled the bot, true",
    "413, MessageSizeTooBig, the card is too large, false"
  })
  void failsForGoodWhereThePersonCannotBeReachedSoThatTheNextContactIs(
      int status, String code, String meaning, boolean ofUs) {
    teams.refuse(status, code, Map.of());

    assertThat(deliver())
        .isEqualTo(new Delivery.Refused("teams refused: %s (%s)".formatted(code, meaning), ofUs));
  }

  @Test
  void opensTheChatAnewWhereItIsGone() {
    bench.handle(TeamsActivity.written(teams, "a:1gone", ASHA, "hello"));
    teams.refuse(404, "ConversationNotFound", Map.of());
    assertThat(deliver())
        .isEqualTo(
            Delivery.refused(
                "teams refused: ConversationNotFound (no such channel, or it was deleted)"));
    teams.recover();

    assertThat(deliver()).isInstanceOf(Delivery.Delivered.class);
    assertThat(teams.messages().getLast().conversation()).isEqualTo(TeamsStandIn.chat(ASHA));
  }

  @Test
  void waitsAsLongAsTeamsAsksWithThatChatAndNoOther() {
    deliver();
    teams.refuse(429, "Throttled", Map.of("Retry-After", "7"));
    assertThat(deliver())
        .isEqualTo(Delivery.retryable("teams answered 429", Duration.ofSeconds(7)));
    teams.recover();
    var asked = teams.requests().size();

    bench.clock.advance(Duration.ofSeconds(3));
    assertThat(deliver()).isEqualTo(Delivery.retryable("teams limits this", Duration.ofSeconds(4)));
    assertThat(teams.requests()).hasSize(asked);
    var toBo = page("checkout-43.1").setPerson("bo").setAddress(TeamsRosters.BO).build();
    assertThat(messages.deliver(toBo)).isInstanceOf(Delivery.Delivered.class);
    bench.clock.advance(Duration.ofSeconds(5));
    assertThat(deliver()).isInstanceOf(Delivery.Delivered.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 412, 500, 502, 503, 504})
  void triesAgainWhatMayWorkLater(int status) {
    teams.refuse(status, "ServiceError", Map.of());

    assertThat(deliver()).isEqualTo(Delivery.retryable("teams answered " + status));
  }

  @Test
  void triesAgainWhereNobodyAnswersOrListens() {
    teams.hang(Duration.ofSeconds(12));
    assertThat(deliver().toString()).contains("teams could not be reached");
    teams.close();
    assertThat(deliver()).isInstanceOf(Delivery.Retryable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "asha@example.com", "U02ASHA", "${env:TEAMS}", BotBench.ROOM})
  void sendsPagesToPeopleAlone(String address) {
    assertThat(messages.deliver(page("checkout-42.1").setAddress(address).build()))
        .isEqualTo(
            Delivery.refused(
                "Expected a Microsoft Entra object id as contact of asha, but got \"%s\""
                    .formatted(address)));
    assertThat(teams.requests()).isEmpty();
  }

  @Test
  void tellsOfManyIncidentsInOneCardWithAButtonForEach() {
    var pages =
        IntStream.rangeClosed(1, 60)
            .mapToObj(n ->
                page("shop-" + n + ".1")
                    .setIncident(anIncident("shop-" + n).setTitle("é".repeat(900)).build())
                    .build())
            .toList();

    assertThat(messages.sumUp(pages)).isInstanceOf(Delivery.Delivered.class);

    var card = teams.messages().getFirst().card();
    assertThat(card.findValuesAsText("text"))
        .contains("60 more incidents page you", "And 30 more. All are in your inbox");
    assertThat(card.path("body").findValuesAsText("verb")).hasSize(30).containsOnly("acknowledge");
  }

  @Test
  void shortensWhatWouldBeTooLargeForTeams() {
    var text = ("当直の引き継ぎに関する連絡事項です。".repeat(40) + "\n").repeat(60);
    var notice = page("notice/h-1.1").setKind("notice").setText(text).setAsks(List.of("accept"));
    var pages =
        IntStream.rangeClosed(1, 60)
            .mapToObj(n ->
                page("shop-" + n + ".1")
                    .setIncident(anIncident("shop-" + n).setTitle("障".repeat(900)).build())
                    .build())
            .toList();

    assertThat(messages.deliver(notice.setTarget("payments-primary/handoff/1").build()))
        .isInstanceOf(Delivery.Delivered.class);
    assertThat(messages.sumUp(pages)).isInstanceOf(Delivery.Delivered.class);

    var all = teams.messages();
    assertThat(all)
        .allSatisfy(message ->
            assertThat(message.latest().toString().getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(28 * 1024));
    assertThat(all.getFirst().card().findValuesAsText("verb")).containsExactly("accept");
    assertThat(all.getFirst().card().findValuesAsText("text"))
        .contains("And 19 more lines. All are in your inbox");
    assertThat(all.getLast().card().path("body").findValuesAsText("verb")).hasSize(30);
  }

  @Test
  void tellsANoticeWithButtonsForWhatItAsksToAPersonAndIntoAChannel() {
    var notice =
        page("notice/h-1.1")
            .setKind("notice")
            .setText("You are on call in payments <at>all</at> now\nOpen: checkout-7")
            .setAsks(List.of("accept"))
            .setTarget("payments-primary/handoff/1");

    assertThat(messages.deliver(notice.build())).isInstanceOf(Delivery.Delivered.class);
    assertThat(messages.deliver(notice.setAddress(BotBench.ROOM).build()))
        .isInstanceOf(Delivery.Delivered.class);

    assertThat(teams.messages())
        .extracting(TeamsStandIn.Message::conversation)
        .satisfiesExactly(
            chat -> assertThat(chat).isEqualTo(TeamsStandIn.chat(ASHA)),
            room -> assertThat(room).startsWith(BotBench.ROOM));
    assertThat(teams.messages())
        .allSatisfy(message -> {
          assertThat(message.card().findValuesAsText("verb")).containsExactly("accept");
          assertThat(message.card().findValuesAsText("text"))
              .contains("You are on call in payments <at>all</at> now", "Open: checkout-7");
        });
  }
}

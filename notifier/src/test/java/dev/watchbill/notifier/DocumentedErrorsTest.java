package dev.watchbill.notifier;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static dev.watchbill.notifier.delivery.Samples.aPage;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.PageDesk;
import dev.watchbill.notifier.delivery.PageLimit;
import dev.watchbill.notifier.delivery.ProviderTrouble;
import dev.watchbill.notifier.delivery.ReceiptBook;
import dev.watchbill.notifier.delivery.RetryLadder;
import dev.watchbill.notifier.delivery.RoomDesk;
import dev.watchbill.notifier.web.ProviderStandIn;
import dev.watchbill.schemas.AssignedPerson;
import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.schemas.Receipt;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What becomes of a page, a post or a ticket for each thing that a provider does instead of taking
 * it: one receipt, of which the next contact is used where it says <i>failed</i>.
 */
@Tag("slow")
class DocumentedErrorsTest {
  private static final List<String> PEOPLE =
      List.of("slack", "push", "twilio sms", "twilio call", "vonage sms", "vonage call", "teams");
  private static final List<String> ROOMS =
      List.of(
          "slack",
          "teams",
          "teams workflow",
          "webhook",
          "mattermost",
          "jira",
          "redmine",
          "servicenow",
          "github",
          "gitlab");
  private static final RetryLadder LADDER = ladder(Duration.ofSeconds(5));

  /** For whoever is to be waited for in vain. */
  private static final RetryLadder IMPATIENT = ladder(Duration.ofMillis(1_500));

  private static RetryLadder ladder(Duration attempt) {
    return new RetryLadder(
        List.of(Duration.ofMillis(10), Duration.ofMillis(10)), attempt, Duration.ofSeconds(5));
  }

  private final InstantSource clock = InstantSource.system();
  private final ProviderStandIn server = new ProviderStandIn(500, "");
  private final EveryProvider providers = new EveryProvider(server.url(), clock);
  private final ReceiptBook receipts = new ReceiptBook();
  private final NotifierMetrics metrics = new NotifierMetrics(new SimpleMeterRegistry());

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final ProviderTrouble trouble = (provider, why, last) -> told.add(provider + ": " + why);

  DocumentedErrorsTest() {
    server
        .server()
        .stubFor(
            post(urlPathEqualTo(EveryProvider.LOGIN))
                .atPriority(1)
                .willReturn(okJson("{\"access_token\":\"a.b.c\",\"expires_in\":3600}")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Each trouble that passes, at each of them. */
  static Stream<Arguments> passing() {
    return everyone()
        .flatMap(one ->
            Stream.of("429", "500", "503", "hangs", "resets")
                .map(trouble -> Arguments.of(one.get()[0], one.get()[1], trouble)));
  }

  static Stream<Arguments> everyone() {
    return Stream.concat(
        PEOPLE.stream().map(name -> Arguments.of("page", name)),
        ROOMS.stream().map(name -> Arguments.of("post", name)));
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @MethodSource("passing")
  void whatPassesIsTriedAgainAndArrivesOnce(String kind, String name, String trouble)
      throws Exception {
    first(trouble(trouble), EveryProvider.well(name));

    var receipt = send(kind, name, trouble.equals("hangs") ? IMPATIENT : LADDER);

    assertThat(receipt.getOutcome()).as(receipt.toString()).isIn("accepted", "delivered");
    assertThat(receipt.getAttempts()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("everyone")
  void whatLastsFailsAfterTheLastAttempt(String kind, String name) throws Exception {
    always(aResponse().withStatus(500));

    var receipt = send(kind, name);

    assertThat(receipt.getOutcome()).isEqualTo("failed");
    assertThat(receipt.getPermanent()).isTrue();
    assertThat(receipt.getAttempts()).isEqualTo(3);
    assertThat(receipt.getReason()).startsWith("given up after 3 attempts: ").contains("500");
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("everyone")
  void whoAsksToWaitTooLongIsNotWaitedFor(String kind, String name) throws Exception {
    always(aResponse().withStatus(429).withHeader("Retry-After", "3600"));

    var receipt = send(kind, name);

    assertThat(receipt.getOutcome()).isEqualTo("failed");
    assertThat(receipt.getPermanent()).isTrue();
    assertThat(receipt.getReason()).contains("the provider asks to wait 3600 s");
  }

  @ParameterizedTest(name = "{0} to {1}: {2} {3}, refuses {5}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          # it refuses us: a token was revoked, or the account has no money
          page | slack | 200 | {"ok":false,"error":"token_revoked"} | WATCHBILL_SLACK_TOKEN | us
          page | slack | 200 | {"ok":false,"error":"account_inactive"} | WATCHBILL_SLACK_TOKEN | us
          page | slack | 200 | {"ok":false,"error":"missing_scope"} | add the scope | us
          page | push | 401 | {"code":40101} | WATCHBILL_NTFY_TOKEN | us
          page | twilio sms | 401 | {"code":20003} | WATCHBILL_TWILIO_TOKEN | us
          page | twilio call | 401 | {"code":20003} | WATCHBILL_TWILIO_TOKEN | us
          page | vonage sms | 401 | {} | WATCHBILL_VONAGE_KEY | us
          page | vonage call | 401 | {} | WATCHBILL_VONAGE_KEY | us
          page | vonage sms | 402 | {} | balance is too low | us
          page | vonage call | 403 | {} | WATCHBILL_VONAGE_APPLICATION | us
          page | twilio call | 400 | {"code":21606} | WATCHBILL_TWILIO_FROM | us
          page | twilio sms | 403 | {"code":20005} | WATCHBILL_TWILIO_TOKEN | us
          page | teams | 401 | {"error":{"code":"Unauthorized"}} | WATCHBILL_TEAMS_APP_ID | us
          page | teams | 403 | {"error":{"code":"BotDisabledByAdmin"}} | has disabled the bot | us
          post | slack | 200 | {"ok":false,"error":"token_revoked"} | WATCHBILL_SLACK_TOKEN | us
          post | teams | 401 | {} | WATCHBILL_TEAMS_APP_ID | us
          post | teams workflow | 401 | {} | 401 | -
          post | webhook | 401 | {} | WATCHBILL_WEBHOOK_SECRET | -
          post | mattermost | 401 | {} | WATCHBILL_MATTERMOST_TOKEN | us
          post | jira | 401 | {} | WATCHBILL_JIRA_TOKEN | us
          post | redmine | 401 | {} | WATCHBILL_REDMINE_TOKEN | us
          post | servicenow | 401 | {} | WATCHBILL_SERVICENOW_TOKEN | us
          post | github | 401 | {} | WATCHBILL_GITHUB_TOKEN | us
          post | gitlab | 401 | {} | WATCHBILL_GITLAB_TOKEN | us
          # somebody has left, or wants nothing from us
          page | slack | 200 | {"ok":false,"error":"user_not_found"} | user_not_found | -
          page | slack | 200 | {"ok":false,"error":"channel_not_found"} | no such channel or user | -
          page | push | 403 | {"code":40301} | 403 | -
          page | twilio sms | 400 | {"code":21211} | the number is none that can be reached | -
          page | twilio sms | 400 | {"code":21610} | STOP | -
          page | twilio call | 400 | {"code":21211} | the number is none that can be reached | -
          page | vonage sms | 422 | {} | 422 | -
          page | vonage call | 400 | {} | 400 | -
          page | teams | 403 | {"error":{"code":"ForbiddenOperationException"}} | the app isn't installed | -
          page | teams | 403 | {"error":{"code":"ConversationBlockedByUser"}} | has blocked the bot | -
          # a channel or a project is archived, or gone
          post | slack | 200 | {"ok":false,"error":"is_archived"} | the channel is archived | -
          post | slack | 200 | {"ok":false,"error":"not_in_channel"} | invite the app | -
          post | teams | 404 | {"error":{"code":"ConversationNotFound"}} | it was deleted | -
          post | teams | 403 | {"error":{"code":"BotNotInConversationRoster"}} | add the app to the team | -
          post | teams workflow | 404 | {} | no such address any more | -
          post | webhook | 410 | {} | no such address any more | -
          post | mattermost | 400 | {"id":"api.post.create_post.can_not_post_to_deleted.error"} | archived | -
          post | jira | 404 | {} | no such address | -
          post | redmine | 404 | {} | no such address | -
          post | redmine | 403 | {} | WATCHBILL_REDMINE_TOKEN | -
          post | servicenow | 404 | {} | no such address | -
          post | github | 410 | {} | no such address | -
          post | github | 403 | {"message":"Repository was archived so is read-only."} | 403 | -
          post | gitlab | 404 | {} | no such address | -
          """)
  void whatWillNeverWorkFailsAtOnceAndSaysWhy(
      String kind, String name, int status, String body, String why, String refused)
      throws Exception {
    always(aResponse().withStatus(status).withBody(body));

    var receipt = send(kind, name);

    assertThat(receipt.getOutcome()).isEqualTo("failed");
    assertThat(receipt.getPermanent()).isTrue();
    assertThat(receipt.getAttempts()).isEqualTo(1);
    assertThat(receipt.getReason()).contains(why).doesNotContain("t0ken", "s3cret", "xoxb");
    assertThat(told).hasSize(refused.equals("us") ? 1 : 0);
  }

  private static ResponseDefinitionBuilder trouble(String word) {
    return switch (word) {
      case "429" -> aResponse().withStatus(429).withHeader("Retry-After", "1");
      case "hangs" -> aResponse().withFixedDelay(20_000);
      case "resets" -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
      default -> aResponse().withStatus(Integer.parseInt(word));
    };
  }

  private void first(ResponseDefinitionBuilder trouble, String well) {
    var all = server.server();
    all.stubFor(
        any(anyUrl())
            .inScenario("trouble")
            .whenScenarioStateIs(STARTED)
            .willSetStateTo("well")
            .willReturn(trouble));
    all.stubFor(
        any(anyUrl())
            .inScenario("trouble")
            .whenScenarioStateIs("well")
            .willReturn(aResponse().withStatus(201).withBody(well)));
  }

  private void always(ResponseDefinitionBuilder answer) {
    server.server().stubFor(any(anyUrl()).willReturn(answer));
  }

  /** The one receipt that comes of it. */
  private Receipt send(String kind, String name) throws InterruptedException {
    return send(kind, name, LADDER);
  }

  private Receipt send(String kind, String name, RetryLadder ladder) throws InterruptedException {
    var done = new CountDownLatch(1);
    if (kind.equals("page")) {
      var page = aPage("checkout-42.1").setAddress(EveryProvider.person(name)).build();
      try (var desk =
          new PageDesk(
              providers.toPeople(name, trouble),
              ladder,
              PageLimit.none(),
              receipts,
              trouble,
              clock,
              metrics)) {
        var _ = desk.take(page, false, done::countDown);
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
      }
    } else {
      var rooms = providers.rooms(name);
      var assignment =
          anAssignment("checkout-42", 1)
              .setAt(clock.instant())
              .setTicket(true)
              .setPeople(List.of(AssignedPerson.newBuilder().setPerson("asha").build()))
              .setChannels(List.of(new ChatChannel(rooms.provider(), EveryProvider.room(name))))
              .build();
      try (var desk = new RoomDesk(rooms, ladder, receipts, trouble, clock, metrics)) {
        var _ = desk.take(assignment, done::countDown);
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
      }
    }
    assertThat(receipts.all()).hasSize(1);
    return receipts.all().getFirst();
  }
}

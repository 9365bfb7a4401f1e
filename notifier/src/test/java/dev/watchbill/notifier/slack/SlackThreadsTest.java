package dev.watchbill.notifier.slack;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.watchbill.notifier.delivery.RosterBuilder.aRoster;
import static dev.watchbill.notifier.delivery.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.notifier.delivery.MessageBoard;
import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.notifier.delivery.ReceiptBook;
import dev.watchbill.notifier.delivery.RetryLadder;
import dev.watchbill.notifier.delivery.Rosters;
import dev.watchbill.notifier.delivery.ThreadDesk;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Policy;
import dev.watchbill.schemas.PolicyStep;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Service;
import dev.watchbill.schemas.SeverityPolicy;
import dev.watchbill.schemas.Target;
import dev.watchbill.schemas.roster.RosterSnapshot;
import dev.watchbill.testkit.TestClock;
import dev.watchbill.testkit.slack.SlackContract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackThreadsTest {
  private static final String REPLIES = "/api/conversations.replies";
  private static final RetryLadder QUICK =
      new RetryLadder(List.of(Duration.ofMillis(1)), Duration.ofMinutes(1), Duration.ofSeconds(5));

  private final TestClock clock = new TestClock(NOW);
  private final SlackStandIn slack = new SlackStandIn();
  private final MessageBoard board = new MessageBoard("slack");
  private final ReceiptBook receipts = new ReceiptBook();
  private final AtomicInteger done = new AtomicInteger();
  private RosterSnapshot roster = roster(Map.of("slack", "#payments-alerts"), Map.of());
  private final ThreadDesk desk = desk(Duration.ofMillis(1));

  @AfterEach
  void stop() {
    desk.close();
    slack.close();
  }

  @Test
  void tellsEachStepInTheThreadOfTheIncidentsMessage() {
    posted();

    take(desk, step(1, "opened"), step(2, "assigned").setStep(1).setPeople(List.of("asha")));
    await().until(() -> done.get() == 1);
    take(
        desk,
        step(1, "opened"),
        step(2, "assigned").setStep(1).setPeople(List.of("asha")),
        step(3, "acknowledged").setPerson("bo").setChannel("slack").setWhy("first to answer"));
    await().until(() -> done.get() == 2);

    var replies = slack.sent(SlackStandIn.POST);
    assertThat(replies).hasSize(2).allSatisfy(SlackContract::checkPost);
    assertThat(replies).allSatisfy(SlackThreadsTest::isInTheThread);
    assertThat(replies.getFirst().toString()).contains("Opened", "Step 1 asks Asha Rao");
    assertThat(replies.getLast().toString())
        .contains("Acknowledged by Bo Li in slack: first to answer")
        .doesNotContain("Asha");
    assertThat(receipts.all())
        .extracting(Receipt::getId)
        .containsExactly(
            "checkout-1/2/slack-thread/#payments-alerts",
            "checkout-1/3/slack-thread/#payments-alerts");
  }

  @Test
  void tellsOthersInTheRoomWhileOneThreadFailsAndThatOneInTheEnd() {
    var minute = List.of(Duration.ofMinutes(1));
    var patient =
        desk(
            new RetryLadder(minute, Duration.ofMinutes(1), Duration.ofMinutes(1), true),
            Duration.ofMillis(1));
    posted();
    board.posted("checkout-2", "#payments-alerts", "C0ROOM/1700000000.000200");
    slack
        .server()
        .stubFor(
            post(urlEqualTo(SlackStandIn.POST))
                .withRequestBody(containing("thread_ts=1700000000.000100"))
                .willReturn(aResponse().withStatus(500)));

    take(patient, step(1, "opened"));
    await().until(() -> slack.sent(SlackStandIn.POST).size() >= 2);
    var other = Incident.newBuilder().setId("checkout-2").setService("checkout");
    patient.take(
        other.setTimeline(List.of(step(1, "opened").setId("checkout-2/1").build())).build(),
        done::incrementAndGet);
    await().until(() -> done.get() == 1);
    slack.answer(SlackStandIn.POST, 200, "{\"ok\":true,\"channel\":\"C0ROOM\",\"ts\":\"3.1\"}");

    await().until(() -> done.get() == 2);
    assertThat(receipts.all())
        .extracting(receipt -> receipt.getIncident() + " " + receipt.getOutcome())
        .containsExactly("checkout-2 accepted", "checkout-1 accepted");
    patient.close();
  }

  @Test
  void repeatsNothingAfterARestart() {
    posted();
    take(desk, step(1, "opened"));
    await().until(() -> done.get() == 1);

    var restarted = desk(Duration.ofMillis(1));
    receipts.all().forEach(restarted::learn);
    take(restarted, step(1, "opened"));
    take(restarted, step(1, "opened"), step(2, "resolved"));
    await().until(() -> done.get() == 3);
    restarted.close();

    var replies = slack.sent(SlackStandIn.POST);
    assertThat(replies).hasSize(2);
    assertThat(replies.getLast().toString())
        .contains("Resolved by its source")
        .doesNotContain("Opened");
  }

  @Test
  void asksTheThreadWhatWasToldRightBeforeACrash() {
    posted();
    take(desk, step(1, "opened"));
    await().until(() -> done.get() == 1);
    var metadata = slack.sent(SlackStandIn.POST).getFirst().path("metadata").toString();
    slack.answer(
        REPLIES,
        200,
        "{\"ok\":true,\"messages\":[{\"ts\":\"1\"},{\"ts\":\"2\",\"metadata\":" + metadata + "}]}");

    // The receipt was never written.
    var restarted = desk(Duration.ofMillis(1));
    restarted.resume();
    take(restarted, step(1, "opened"));
    take(restarted, step(1, "opened"), step(2, "resolved"));
    await().until(() -> done.get() == 3);
    restarted.close();

    assertThat(slack.sent(REPLIES)).hasSize(1);
    var replies = slack.sent(SlackStandIn.POST);
    assertThat(replies).hasSize(2);
    assertThat(replies.getLast().toString()).contains("Resolved").doesNotContain("Opened");
  }

  @Test
  void ratherRepeatsAReplyThanLosesItWhereItMayNotLook() {
    posted();
    slack.refuse(REPLIES, "missing_scope");
    desk.resume();

    take(desk, step(1, "opened"));
    await().until(() -> done.get() == 1);

    assertThat(slack.sent(SlackStandIn.POST)).hasSize(1);
  }

  @Test
  void waitsForTheMessageAndTellsThenWhatWasBeforeIt() {
    board.whenPosted(desk::shown);
    take(desk, step(1, "opened"), step(2, "paged").setPerson("asha").setChannel("push"));
    assertThat(done).hasValue(0);

    posted();

    await().until(() -> done.get() == 1);
    assertThat(slack.sent(SlackStandIn.POST).getFirst().toString())
        .contains("Opened", "Paged Asha Rao by push");
  }

  @Test
  void tellsTogetherWhatHappensWhileTheRoomRests() {
    posted();
    var slow = desk(Duration.ofMillis(300));
    take(slow, step(1, "opened"));
    take(slow, step(1, "opened"), step(2, "paged").setPerson("asha"));
    take(slow, step(1, "opened"), step(2, "paged").setPerson("asha"), step(3, "resolved"));

    await().until(() -> done.get() == 3);
    slow.close();
    assertThat(slack.sent(SlackStandIn.POST)).hasSize(1);
  }

  @Test
  void holdsNothingUpThatIsNeverShownInSlack() {
    roster = roster(Map.of("teams", "x"), Map.of());

    take(desk, step(1, "opened"));

    assertThat(done).hasValue(1);
    assertThat(slack.calls()).isZero();
  }

  @Test
  void waitsForARoomThatOnlyAPolicyNames() {
    var target = new Target("channel", List.of("slack:#major"));
    var rules =
        SeverityPolicy.newBuilder()
            .setSteps(List.of(PolicyStep.newBuilder().setTargets(List.of(target)).build()))
            .build();
    roster = roster(Map.of(), Map.of("critical", rules));

    take(desk, step(1, "opened"));

    assertThat(done).hasValue(0);
  }

  @Test
  void givesUpWaitingForAMessageThatNeverComes() {
    take(desk, step(1, "opened"));
    clock.advance(Duration.ofMinutes(3));

    desk.take(
        incident("checkout-2").setTimeline(List.of(step(1, "opened").build())).build(), () -> {});

    assertThat(done).hasValue(1);
  }

  @Test
  void tellsNoHistoryOfAWorkspaceThatIsConnectedToday() {
    posted();
    clock.advance(Duration.ofHours(2));

    take(desk, step(1, "opened"));

    await().until(() -> done.get() == 1);
    assertThat(slack.calls()).isZero();
  }

  @Test
  void tellsManyStepsInOneMessageThatSlackTakes() {
    posted();
    var steps = new ArrayList<IncidentEvent.Builder>();
    for (var i = 11; i <= 60; i++) {
      steps.add(step(i, "noted").setPerson("asha").setText("<!channel> *x* " + "y".repeat(3_000)));
    }

    take(desk, steps.toArray(IncidentEvent.Builder[]::new));
    await().until(() -> done.get() == 1);

    var reply = slack.sent(SlackStandIn.POST).getFirst();
    SlackContract.checkPost(reply);
    assertThat(reply.path("text").asText()).contains("&lt;!channel&gt;").doesNotContain("<");
    assertThat(reply.toString()).containsPattern("\\d+ earlier steps: watchbill why checkout-1");
  }

  @Test
  void tellsManyAlertsThatJoinInOneLine() {
    posted();

    take(
        desk,
        step(1, "alert-joined"),
        step(2, "alert-joined"),
        step(3, "alert-joined"),
        step(4, "alert-joined"));
    await().until(() -> done.get() == 1);

    assertThat(slack.sent(SlackStandIn.POST).getFirst().toString())
        .contains("4 alerts joined")
        .doesNotContain("An alert joined\"}]");
  }

  @Test
  void leavesWhatOnlyWhoAskedNeedsToKnow() {
    posted();

    take(
        desk,
        step(1, "refused").setPerson("bo"),
        step(2, "receipt").setOutcome("accepted").setPerson("bo"));

    await().until(() -> done.get() == 1);
    assertThat(slack.calls()).isZero();
  }

  @Test
  void goesOnWhereAThreadCannotBeWrittenTo() {
    posted();
    slack.refuse(SlackStandIn.POST, "is_archived");

    take(desk, step(1, "opened"));
    await().until(() -> done.get() == 1);

    assertThat(receipts.all())
        .singleElement()
        .satisfies(receipt -> {
          assertThat(receipt.getOutcome()).isEqualTo("failed");
          assertThat(receipt.getReason()).contains("archived");
        });
  }

  private void posted() {
    board.posted("checkout-1", "#payments-alerts", "C0ROOM/1700000000.000100");
  }

  private void take(ThreadDesk to, IncidentEvent.Builder... steps) {
    var timeline = List.of(steps).stream().map(IncidentEvent.Builder::build).toList();
    to.take(incident("checkout-1").setTimeline(timeline).build(), done::incrementAndGet);
  }

  private static Incident.Builder incident(String id) {
    return Incident.newBuilder().setId(id).setService("checkout");
  }

  private static IncidentEvent.Builder step(int number, String type) {
    return IncidentEvent.newBuilder()
        .setId("checkout-1/" + number)
        .setIncident("checkout-1")
        .setService("checkout")
        .setAt(NOW)
        .setType(type);
  }

  private static void isInTheThread(JsonNode reply) {
    assertThat(reply.path("channel").asText()).isEqualTo("C0ROOM");
    assertThat(reply.path("thread_ts").asText()).isEqualTo("1700000000.000100");
  }

  private ThreadDesk desk(Duration pace) {
    return desk(QUICK, pace);
  }

  private ThreadDesk desk(RetryLadder ladder, Duration pace) {
    var api = new SlackApi(slack.client(), "xoxb-test", clock);
    return new ThreadDesk(
        new SlackThreads(api, board, () -> roster),
        ladder,
        pace,
        receipts,
        clock,
        new NotifierMetrics(new SimpleMeterRegistry()));
  }

  private static RosterSnapshot roster(
      Map<String, String> chat, Map<String, SeverityPolicy> severities) {
    return aRoster()
        .version(chat + "/" + severities.keySet())
        .withThePeopleOf(Rosters.ashaAndBo())
        .service(Service.newBuilder().setId("checkout").setChat(chat).build())
        .policy(Policy.newBuilder().setId("p").setSeverities(severities).build())
        .build();
  }
}

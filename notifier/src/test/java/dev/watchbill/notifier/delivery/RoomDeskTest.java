package dev.watchbill.notifier.delivery;

import static dev.watchbill.notifier.delivery.Samples.NOW;
import static dev.watchbill.notifier.delivery.Samples.anAssignment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomDeskTest {
  private static final RetryLadder QUICK =
      new RetryLadder(List.of(Duration.ofMillis(1)), Duration.ofMinutes(1), Duration.ofSeconds(5));

  private static final RetryLadder PATIENT =
      new RetryLadder(
          List.of(Duration.ofMillis(1)), Duration.ofMinutes(1), Duration.ofSeconds(5), true);

  private final RecordingRoomChannel rooms = new RecordingRoomChannel();
  private final ReceiptBook receipts = new ReceiptBook();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final AtomicInteger done = new AtomicInteger();
  private final TestClock clock = new TestClock(NOW);
  private final RoomDesk desk = desk(QUICK);

  private RoomDesk desk(RetryLadder ladder) {
    return new RoomDesk(
        rooms, ladder, receipts, clock, new NotifierMetrics(new SimpleMeterRegistry()));
  }

  @AfterEach
  void close() {
    rooms.release();
    desk.close();
  }

  @Test
  void writesAReceiptThatNamesTheRoomAndTheMessage() {
    take(1);

    await().until(() -> done.get() == 1);
    assertThat(receipts.all())
        .singleElement()
        .satisfies(receipt -> {
          assertThat(receipt.getPage()).isEmpty();
          assertThat(receipt.getAddress()).isEqualTo("#payments-alerts");
          assertThat(receipt.getProviderRef()).isEqualTo("C1/1");
          assertThat(receipt.getOutcome()).isEqualTo("accepted");
        });
  }

  @Test
  void showsAssignmentsOfAnIncidentInTheirOrder() {
    rooms.answering(Delivery.retryable("503"));
    take(1);
    await().until(() -> done.get() == 1);
    take(2);

    await().until(() -> done.get() == 2);
    assertThat(rooms.shown().stream().map(line -> line.split(" ", -1)[1]))
        .containsExactly("1", "1", "2");
  }

  @Test
  void showsOnlyTheNewestOfThoseThatWait() {
    rooms.hold();
    take(1);
    await().until(() -> rooms.shown().size() == 1);
    take(2);
    take(3);
    rooms.release();

    await().until(() -> done.get() == 3);
    assertThat(rooms.shown().stream().map(line -> line.split(" ", -1)[1]))
        .containsExactly("1", "3");
  }

  @Test
  void finishesOnceEveryRoomHasAnEndResult() {
    rooms.answering(Delivery.refused("is_archived"));
    var assignment =
        anAssignment("checkout-1", 1)
            .setChannels(List.of(new ChatChannel("slack", "#a"), new ChatChannel("slack", "#b")))
            .build();

    desk.take(assignment, done::incrementAndGet);

    await().until(() -> done.get() == 1);
    assertThat(receipts.all().stream().map(receipt -> receipt.getOutcome()))
        .containsExactlyInAnyOrder("accepted", "failed");
  }

  @Test
  void showsInTheEndHoweverOftenItsRoomFailsOrIsLimited() {
    var answers = new ArrayList<Delivery>();
    for (var n = 0; n < 9; n++) {
      answers.add(Delivery.retryable("503"));
      answers.add(Delivery.retryable("429", Duration.ofMillis(2)));
    }
    rooms.answering(answers.toArray(Delivery[]::new));
    var patient = desk(PATIENT);

    patient.take(anAssignment("checkout-1", 1).build(), done::incrementAndGet);

    await().until(() -> done.get() == 1);
    assertThat(receipts.all())
        .singleElement()
        .satisfies(receipt -> {
          assertThat(receipt.getOutcome()).isEqualTo("accepted");
          assertThat(receipt.getAttempts()).isEqualTo(19);
        });
    patient.close();
  }

  @Test
  void showsOnceThereIsANewTokenWhatCameWhileTheOldOneWasRevoked() {
    var revoked = Delivery.refusesUs("slack refused: token_revoked");
    rooms.answering(revoked, revoked, revoked);
    var patient = desk(PATIENT);

    patient.take(anAssignment("checkout-1", 1).setState("resolved").build(), done::incrementAndGet);

    await().until(() -> done.get() == 1);
    assertThat(receipts.all())
        .singleElement()
        .satisfies(receipt -> assertThat(receipt.getOutcome()).isEqualTo("accepted"));
    patient.close();
  }

  @Test
  void tellsNobodyOfOneTicketThatFailsAlone() {
    rooms.answering(failures(30));
    var patient = heard();

    patient.take(anAssignment("checkout-1", 1).build(), done::incrementAndGet);

    await().until(() -> done.get() == 1);
    assertThat(told).isEmpty();
    assertThat(receipts.all().getLast().getAttempts()).isEqualTo(31);
    patient.close();
  }

  @Test
  void tellsNobodyOfOneRoomThatFailsBesideOthers() {
    var patient = heard();
    patient.take(inRoom("checkout-1", "#others"), done::incrementAndGet);
    await().until(() -> done.get() == 1);
    rooms.answering(failures(30));

    patient.take(inRoom("checkout-2", "#poisoned"), done::incrementAndGet);
    patient.take(inRoom("checkout-3", "#poisoned"), done::incrementAndGet);

    await().until(() -> done.get() == 3);
    assertThat(told).isEmpty();
    patient.close();
  }

  @Test
  void tellsOfTheOnlyRoomThatFailsForSeveralIncidents() {
    rooms.answering(failures(60));
    var patient = heard();

    patient.take(anAssignment("checkout-1", 1).build(), done::incrementAndGet);
    patient.take(anAssignment("checkout-2", 1).build(), done::incrementAndGet);

    await().until(() -> !told.isEmpty());
    assertThat(told).containsExactly("slack-rooms: it fails again and again; 503");
    patient.close();
  }

  @Test
  void tellsOfSeveralRoomsThatFail() {
    rooms.answering(failures(60));
    var patient = heard();

    patient.take(inRoom("checkout-1", "#a"), done::incrementAndGet);
    patient.take(inRoom("checkout-2", "#b"), done::incrementAndGet);

    await().until(() -> !told.isEmpty());
    assertThat(told).containsExactly("slack-rooms: it fails again and again; 503");
    patient.close();
  }

  private RoomDesk heard() {
    return new RoomDesk(
        rooms,
        PATIENT,
        receipts,
        (provider, why, last) -> told.add(provider + ": " + why + "; " + last),
        clock,
        new NotifierMetrics(new SimpleMeterRegistry()));
  }

  private static Delivery[] failures(int count) {
    return Collections.nCopies(count, Delivery.retryable("503")).toArray(Delivery[]::new);
  }

  private static Assignment inRoom(String incident, String room) {
    return anAssignment(incident, 1).setChannels(List.of(new ChatChannel("slack", room))).build();
  }

  @Test
  void showsNothingAgainThatWasSettledBeforeItCameAgain() {
    take(2);
    await().until(() -> done.get() == 1);
    var restarted = desk(QUICK);
    receipts.all().forEach(restarted::learn);

    restarted.take(anAssignment("checkout-1", 1).build(), done::incrementAndGet);
    restarted.take(anAssignment("checkout-1", 2).build(), done::incrementAndGet);

    await().until(() -> done.get() == 3);
    assertThat(rooms.shown()).hasSize(1);
    restarted.close();
  }

  @Test
  void changesNoMessageBackToWhatTheIncidentHasLeftBehindInItsRoom() {
    take(2);
    await().until(() -> done.get() == 1);
    var restarted = desk(QUICK);
    receipts.all().forEach(restarted::learn);
    rooms.shown().clear();
    rooms.messaged("D0ASHA/1", "asha");

    restarted.take(anAssignment("checkout-1", 1).build(), done::incrementAndGet);
    await().until(() -> done.get() == 2);
    restarted.take(anAssignment("checkout-1", 2).build(), done::incrementAndGet);
    await().until(() -> done.get() == 3);
    assertThat(rooms.shown()).containsExactly("checkout-1 2 Message[ref=D0ASHA/1, person=asha]");
    restarted.close();
  }

  @Test
  void postsNoHistoryIntoARoomThatIsConnectedToday() {
    clock.advance(Duration.ofMinutes(61));
    take(1);

    await().until(() -> done.get() == 1);
    assertThat(rooms.shown()).isEmpty();
    assertThat(receipts.all().getFirst().getReason())
        .isEqualTo("older than 60 min and never shown here");
  }

  @Test
  void showsWhatHappensToAnIncidentThatIsShownThereHoweverLateItIs() {
    take(1);
    await().until(() -> done.get() == 1);
    clock.advance(Duration.ofHours(3));
    take(2);

    await().until(() -> done.get() == 2);
    assertThat(rooms.shown()).hasSize(2);
  }

  @Test
  void showsWhatWasNewsWhenItsRoomFailedHoweverLateItIs() {
    var patient = desk(PATIENT);
    rooms.hold().answering(Delivery.retryable("503"));
    patient.take(anAssignment("checkout-1", 1).build(), done::incrementAndGet);
    await().until(() -> rooms.shown().size() == 1);
    clock.advance(Duration.ofHours(3));
    rooms.release();

    await().until(() -> done.get() == 1);
    assertThat(receipts.all().getLast().getOutcome()).isEqualTo("accepted");
    patient.close();
  }

  @Test
  void knowsAfterARestartWhatWasNewsWhenItsRoomFailed() {
    var waits =
        Receipt.newBuilder()
            .setId("checkout-1/1/slack/#payments-alerts/waits")
            .setIncident("checkout-1")
            .setChannel("slack")
            .setAddress("#payments-alerts")
            .setOutcome("failed")
            .build();
    clock.advance(Duration.ofHours(3));
    desk.learn(waits);
    take(1);

    await().until(() -> done.get() == 1);
    assertThat(receipts.all().getLast().getOutcome()).isEqualTo("accepted");
  }

  @Test
  void showsNoMoreWhatWasNeverShownAndIsLongOver() {
    desk.learn(
        Receipt.newBuilder()
            .setId("checkout-1/1/slack/#payments-alerts/waits")
            .setIncident("checkout-1")
            .setChannel("slack")
            .setAddress("#payments-alerts")
            .setOutcome("failed")
            .build());
    clock.advance(Duration.ofHours(3));
    desk.take(anAssignment("checkout-1", 2).setState("resolved").build(), done::incrementAndGet);

    await().until(() -> done.get() == 1);
    assertThat(rooms.shown()).isEmpty();
  }

  @Test
  void forgetsWhatAnotherProcessHasNow() {
    var patient = desk(PATIENT);
    rooms.hold().answering(Delivery.retryable("503"));
    var taken = patient.take(anAssignment("checkout-1", 1).build(), done::incrementAndGet);
    await().until(() -> rooms.shown().size() == 1);
    taken.abandon();
    rooms.release();
    patient.take(anAssignment("checkout-1", 1).build(), done::incrementAndGet);

    await().until(() -> done.get() == 1);
    assertThat(receipts.all()).hasSize(1);
    patient.close();
  }

  @Test
  void finishesAtOnceWhatIsShownNowhere() {
    desk.take(anAssignment("checkout-1", 1).setChannels(List.of()).build(), done::incrementAndGet);

    assertThat(done).hasValue(1);
  }

  private void take(long seq) {
    desk.take(anAssignment("checkout-1", seq).build(), done::incrementAndGet);
  }
}

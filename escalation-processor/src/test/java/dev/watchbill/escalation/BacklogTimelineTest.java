package dev.watchbill.escalation;

import org.junit.jupiter.api.Test;

/** What was received while nobody worked on it is told apart as if somebody had. */
class BacklogTimelineTest {

  @Test
  void believesTheEndOfWhatBeganAndEndedWhileTheProcessorWasAway() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            20:00 fires   db-down start=00:30 received=01:00 for=04:00
            20:00 opened  checkout-1
            20:00 page    asha slack
            20:00 ends    db-down start=00:30 received=06:00 over=05:50
            20:00 resolved source
            20:30 ends    db-down start=00:30 over=05:50
            60:00 quiet
            """);
  }

  @Test
  void believesAnEndThatWasReceivedOnlyAfterwards() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            20:00 fires   db-down start=00:30 received=01:00 for=04:00
            20:00 opened  checkout-1
            20:00 page    asha slack
            21:00 ends    db-down start=00:30 over=05:50
            21:00 resolved source
            60:00 quiet
            """);
  }

  @Test
  void knowsTheEndOfWhatWasOverBeforeFromTheEndOfWhatWaited() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            20:00 fires   db-down start=07:00 received=10:30 for=04:00
            20:00 opened  checkout-1
            20:00 page    asha slack
            20:00 ends    db-down received=11:00 over=08:00
            20:30 ends    db-down start=07:00 over=19:50
            20:30 resolved source
            60:00 quiet
            """);
  }

  @Test
  void pagesForWhatCameAfterASilenceThoughBothWaited() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00  fires   backup-failed
            00:00  opened  checkout-1
            00:00  page    asha slack
            03:00  resolve asha
            03:00  resolved asha
            65:00  fires   backup-failed received=06:00
            65:00  fires   backup-failed received=45:00
            65:00  opened  checkout-2
            65:00  page    asha slack in checkout-2
            66:00  quiet
            """);
  }

  @Test
  void pagesNobodyForWhatWasRepeatedAllTheWhileAfterItWasResolvedByHand() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00  fires   backup-failed
            00:00  opened  checkout-1
            00:00  page    asha slack
            03:00  resolve asha
            03:00  resolved asha
            65:00  fires   backup-failed received=14:00
            65:00  fires   backup-failed received=28:00
            66:00  fires   backup-failed received=42:00
            66:00  fires   backup-failed received=56:00
            70:00  fires   backup-failed
            71:00  quiet
            """);
  }

  @Test
  void pagesForWhatBeganBetweenItsLastReceiptAndWhenThatWasWorkedOn() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            02:00 resolve asha
            02:00 resolved asha
            04:00 fires   db-down start=00:00 received=00:20
            04:10 fires   db-down start=00:40
            04:10 joined  checkout-1
            04:10 reopened
            04:10 page    asha slack
            05:00 quiet
            """);
  }
}

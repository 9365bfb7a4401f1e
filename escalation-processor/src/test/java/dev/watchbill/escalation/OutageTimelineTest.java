package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.escalation.kafka.TopologyRig;
import dev.watchbill.schemas.IncidentEvent;
import org.junit.jupiter.api.Test;

/**
 * Alerts that are sent again once a minute, each group at its own moment, and hold for four, over
 * times in which we couldn't hear them: nobody is paged about them once more.
 */
class OutageTimelineTest {
  private static final String ALL_ACKNOWLEDGED =
      """
      00:05 fires  db-down for=04:00
      00:05 opened checkout-1
      00:05 page   asha slack
      00:20 fires  disk-full for=04:00
      00:20 opened checkout-2
      00:20 page   asha slack in checkout-2
      00:40 fires  web-down for=04:00
      00:40 opened checkout-3
      00:40 page   asha slack in checkout-3
      00:50 ack    asha
      00:50 acknowledged asha
      00:50 ack    asha incident=checkout-2
      00:50 acknowledged asha in checkout-2
      00:50 ack    asha incident=checkout-3
      00:50 acknowledged asha in checkout-3
      """;

  /** The first group is sent again at once, the others only later. */
  private static final String SENT_AGAIN =
      """
      06:05 fires  db-down for=04:00
      06:20 fires  disk-full for=04:00
      06:40 fires  web-down for=04:00
      07:05 fires  db-down for=04:00
      07:20 fires  disk-full for=04:00
      07:40 fires  web-down for=04:00
      09:05 fires  db-down for=04:00
      09:20 fires  disk-full for=04:00
      09:40 fires  web-down for=04:00
      12:00 quiet
      """;

  @Test
  void endsNothingWhereTheProcessWasDownForLongerThanAlertsHold() {
    Night.of(TestRoster.shop()).timeline(ALL_ACKNOWLEDGED + "01:00 down 305\n" + SENT_AGAIN);
  }

  @Test
  void endsNothingWhereTheTopologyWasDownForLongerThanAlertsHold() {
    try (var night = new Night(new TopologyRig(), TestRoster.shop())) {
      night.timeline(
          ALL_ACKNOWLEDGED
              + """
              01:00 down   305
              06:05 hears  prometheus
              """
              + SENT_AGAIN);
    }
  }

  @Test
  void endsNothingWhereTheProcessIsDownAgainSoonAfterwards() {
    Night.of(TestRoster.shop())
        .timeline(
            ALL_ACKNOWLEDGED
                + """
                01:00 down   305
                06:10 fires  db-down for=04:00
                06:15 down   300
                11:16 fires  disk-full for=04:00
                11:40 fires  web-down for=04:00
                12:10 fires  db-down for=04:00
                14:00 quiet
                """);
  }

  @Test
  void endsNothingWhereWhatIsSentCouldNotBeTakenIn() {
    Night.of(TestRoster.shop())
        .timeline(
            ALL_ACKNOWLEDGED
                + """
                04:05 stale  db-down
                04:20 stale  disk-full in checkout-2
                04:40 stale  web-down in checkout-3
                """
                + SENT_AGAIN);
  }

  @Test
  void endsNothingWhereItRunsOutJustAfterItIsHeardAgain() {
    Night.of(TestRoster.shop())
        .timeline(
            ALL_ACKNOWLEDGED
                + """
                04:00 fires  db-down for=04:00
                04:50 fires  disk-full for=04:00
                04:55 fires  web-down for=04:00
                07:00 quiet
                """);
  }

  @Test
  void endsNothingWhileWhatWasSentWaitsToBeWorkedOn() {
    Night.of(TestRoster.shop())
        .timeline(
            ALL_ACKNOWLEDGED
                + """
                01:00 down   305
                06:10 fires  db-down for=04:00 received=01:05
                06:30 hears  prometheus
                09:30 hears  prometheus
                10:00 fires  db-down for=04:00 received=06:05
                10:30 fires  disk-full for=04:00 received=06:20
                10:40 fires  web-down for=04:00 received=06:40
                12:00 quiet
                """);
  }

  @Test
  void endsWhatWasNotRenewedSinceWeHearAgain() {
    Night.of(TestRoster.shop())
        .timeline(
            ALL_ACKNOWLEDGED
                + """
                01:00 down   305
                06:10 fires  db-down for=04:00
                06:20 fires  disk-full for=04:00
                08:10 fires  db-down for=04:00
                08:20 fires  disk-full for=04:00
                10:10 expired web-down in checkout-3
                10:10 resolved source in checkout-3
                10:15 fires  db-down for=04:00
                10:20 fires  disk-full for=04:00
                12:00 quiet
                """);
  }

  @Test
  void endsWhatItsSenderRenewsNoMoreThoughItIsHeardSeldom() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires  db-down for=04:00
            00:00 opened checkout-1
            00:00 page   asha slack
            00:30 ack    asha
            00:30 acknowledged asha
            03:00 hears  prometheus
            06:00 hears  prometheus
            07:00 expired db-down
            07:00 resolved source
            """);
  }

  @Test
  void endsNothingWhereTheFirstAlertAfterAPauseOvertakesWhatIntakeSaysOfIt() {
    try (var night = new Night(new TopologyRig(), TestRoster.shop())) {
      night.timeline(
          ALL_ACKNOWLEDGED
              + """
              00:50 hears  prometheus
              04:05 stale  db-down
              04:20 stale  disk-full in checkout-2
              04:40 stale  web-down in checkout-3
              06:01 fires  db-down for=04:00
              06:21 hears  prometheus
              06:30 fires  disk-full for=04:00
              06:50 fires  web-down for=04:00
              09:01 fires  db-down for=04:00
              09:30 fires  disk-full for=04:00
              09:50 fires  web-down for=04:00
              12:00 quiet
              """);
    }
  }

  @Test
  void isNotMarkedStaleWhereNobodyCouldHearIt() {
    var night = Night.of(TestRoster.shop());

    night.timeline(ALL_ACKNOWLEDGED + "01:00 down 305\n" + SENT_AGAIN);

    assertThat(night.events)
        .extracting(IncidentEvent::getType)
        .doesNotContain("stale", "expired", "reopened");
  }
}

package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which signals are of one episode of an alert, and which incident is theirs. */
class EpisodeTimelineTest {

  @Test
  void takesWhatTwoServersSeeBeginAtDifferentTimesForOneEpisode() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 fires   db-down start=00:00
            01:10 fires   db-down start=00:15
            02:00 resolve asha
            02:00 resolved asha
            03:00 fires   db-down start=00:00
            03:10 fires   db-down start=00:15
            04:00 fires   db-down start=00:00
            20:00 quiet
            """);
  }

  @Test
  void pagesNobodyForWhatTheSecondOfTwoServersSendsUntilItSeesTheEndToo() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00 for=04:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:30 fires   db-down start=00:15 for=04:00
            00:30 joined  checkout-1
            01:00 ack     asha
            01:00 acknowledged asha
            03:00 fires   db-down start=00:00 for=04:00
            03:30 fires   db-down start=00:15 for=04:00
            04:00 ends    db-down start=00:00 over=04:00
            04:00 resolved source
            04:05 fires   db-down start=00:15 for=04:00
            04:05 still-firing
            05:05 fires   db-down start=00:15 for=04:00
            05:05 still-firing
            05:10 ends    db-down start=00:15 over=05:10
            20:00 quiet
            """);
  }

  @Test
  void pagesNobodyForWhatTheSecondOfTwoServersSendsThoughItWasResolvedByHand() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00 for=04:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:30 fires   db-down start=00:15 for=04:00
            00:30 joined  checkout-1
            02:00 resolve asha
            02:00 resolved asha
            03:00 fires   db-down start=00:00 for=04:00
            03:30 fires   db-down start=00:15 for=04:00
            04:00 ends    db-down start=00:00 over=04:00
            04:05 fires   db-down start=00:15 for=04:00
            04:05 still-firing
            05:05 fires   db-down start=00:15 for=04:00
            05:05 still-firing
            05:10 ends    db-down start=00:15 over=05:10
            20:00 quiet
            """);
  }

  @Test
  void pagesNobodyForItLongAfterItWasResolvedByHandEither() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00 for=30:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:30 fires   db-down start=00:15 for=30:00
            00:30 joined  checkout-1
            02:00 resolve asha
            02:00 resolved asha
            20:00 ends    db-down start=00:00 over=20:00
            20:05 fires   db-down start=00:15 for=30:00
            20:05 still-firing
            21:40 fires   db-down start=00:15 for=30:00
            21:40 opened  checkout-2
            21:40 page    asha slack in checkout-2
            22:00 quiet
            """);
  }

  @Test
  void pagesNobodyForItWhereAnotherIncidentOfItsGroupIsOpenMeanwhile() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-1 group=db start=00:00 for=30:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 fires   db-1 group=db start=00:00 for=30:00
            02:00 resolve asha
            02:00 resolved asha
            10:00 fires   db-2 group=db start=10:00
            10:00 opened  checkout-2
            10:00 page    asha slack in checkout-2
            10:30 ack     asha incident=checkout-2
            10:30 acknowledged asha in checkout-2
            12:00 fires   db-1 group=db start=00:15 for=30:00
            13:00 ends    db-1 group=db start=00:00 over=13:00
            13:05 fires   db-1 group=db start=00:15 for=30:00
            13:05 still-firing
            14:00 ends    db-1 group=db start=00:15 over=14:00
            15:00 quiet
            """);
  }

  @Test
  void believesAtOnceWhatComesBackAfterItRanOut() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00 for=04:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:30 hears   prometheus
            03:00 hears   prometheus
            04:00 expired db-down
            04:00 resolved source
            04:30 fires   db-down start=00:00 for=04:00
            04:30 joined  checkout-1
            04:30 reopened
            04:30 page    asha slack
            05:00 quiet
            """);
  }

  @Test
  void believesTheSecondOfTwoServersIfItGoesOn() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00 for=04:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:30 fires   db-down start=00:15 for=04:00
            00:30 joined  checkout-1
            01:00 ends    db-down start=00:00 over=01:00
            01:00 resolved source
            01:30 fires   db-down start=00:15 for=04:00
            01:30 still-firing
            02:30 fires   db-down start=00:15 for=04:00
            02:30 joined  checkout-1
            02:30 reopened
            02:30 page    asha slack
            03:00 quiet
            """);
  }

  @Test
  void goesOnThoughTheFirstOfTwoServersSendsAgainThatItIsOver() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00 for=04:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:30 fires   db-down start=00:15 for=04:30
            00:30 joined  checkout-1
            01:00 ends    db-down start=00:00 over=00:58
            01:00 resolved source
            01:30 fires   db-down start=00:15 for=05:30
            01:30 still-firing
            02:00 ends    db-down start=00:00 over=00:58
            02:30 fires   db-down start=00:15 for=06:30
            02:30 joined  checkout-1
            02:30 reopened
            02:30 page    asha slack
            02:40 ack     asha
            02:40 acknowledged asha
            03:00 ends    db-down start=00:00 over=00:58
            03:30 fires   db-down start=00:15 for=07:30
            04:00 ends    db-down start=00:00 over=00:58
            04:30 fires   db-down start=00:15 for=08:30
            05:00 ends    db-down start=00:00 over=00:58
            05:30 ends    db-down start=00:15 over=05:20
            05:30 resolved source
            06:00 ends    db-down start=00:00 over=00:58
            20:00 quiet
            """);
  }

  @Test
  void goesOnInAnotherIncidentThoughTheFirstOfTwoServersSendsAgainThatItIsOver() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00 for=04:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ends    db-down start=00:00 over=01:00
            01:00 resolved source
            07:00 fires   db-down start=00:15 for=11:00
            07:00 opened  checkout-2
            07:00 page    asha slack in checkout-2
            07:30 ends    db-down start=00:00 over=01:00
            08:00 ends    db-down start=00:15 over=07:50
            08:00 resolved source in checkout-2
            20:00 quiet
            """);
  }

  @Test
  void goesOnThoughTwoOfThreeServersSendAgainThatItIsOver() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00 for=04:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ends    db-down start=00:00 over=00:58
            01:00 resolved source
            01:05 ends    db-down start=00:00 over=01:05
            02:40 fires   db-down start=00:15 for=06:40
            02:40 joined  checkout-1
            02:40 reopened
            02:40 page    asha slack
            03:00 ends    db-down start=00:00 over=00:58
            03:05 ends    db-down start=00:00 over=01:05
            03:40 ends    db-down start=00:15 over=03:30
            03:40 resolved source
            20:00 quiet
            """);
  }

  @Test
  void believesAnEndByAClockThatIsBehindOfWhatWouldNeverRunOut() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ends    db-down start=00:00 over=00:58
            01:00 resolved source
            01:30 fires   db-down start=00:15
            01:30 joined  checkout-1
            01:30 reopened
            01:30 page    asha slack
            01:40 ends    db-down start=00:00 over=00:58
            02:00 ends    db-down start=00:15 over=00:50
            02:00 resolved source
            20:00 quiet
            """);
  }

  @Test
  void believesAnEndThatSaysNoMoreThanTheMinute() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:10 ends    db-down over=01:00
            01:10 resolved source
            01:20 fires   db-down
            01:20 joined  checkout-1
            01:20 reopened
            01:20 page    asha slack
            01:50 ends    db-down over=01:00
            01:50 resolved source
            20:00 quiet
            """);
  }

  @Test
  void believesAnEndThatLiesAheadAsOftenAsItIsSaid() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down for=50:10
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ends    db-down over=50:10
            01:00 resolved source
            02:00 fires   db-down for=48:10
            02:00 joined  checkout-1
            02:00 reopened
            02:00 page    asha slack
            03:00 ends    db-down over=50:10
            03:00 resolved source
            20:00 quiet
            """);
  }

  @Test
  void believesAtOnceWhoeverSaysOnceThatItFires() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:30 fires   db-down start=00:15
            00:30 joined  checkout-1
            01:00 ends    db-down start=00:00 over=01:00
            01:00 resolved source
            01:30 fires   db-down start=00:15
            01:30 joined  checkout-1
            01:30 reopened
            01:30 page    asha slack
            02:00 quiet
            """);
  }

  @Test
  void reopensForWhatBeganAfterItWasLastSeenHoweverLittleLater() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            02:00 resolve asha
            02:00 resolved asha
            03:00 fires   db-down start=00:00
            03:30 fires   db-down start=03:10
            03:30 joined  checkout-1
            03:30 reopened
            03:30 page    asha slack
            04:00 quiet
            """);
  }

  @Test
  void reopensForALaterEpisodeOfWhatWasResolvedByHandThoughTheClockOfItsSourceIsBehind() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            02:00 fires   db-down start=00:00
            02:00 opened  checkout-1
            02:00 page    asha slack
            02:30 resolve asha
            02:30 resolved asha
            03:20 fires   db-down start=01:20
            03:20 joined  checkout-1
            03:20 reopened
            03:20 page    asha slack
            04:00 quiet
            """);
  }

  @Test
  void opensAnIncidentForWhatStatesNoStartAndComesAgainLongAfterItWasResolvedByHand() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00  fires   backup-failed
            00:00  opened  checkout-1
            00:00  page    asha slack
            02:00  resolve asha
            02:00  resolved asha
            120:00 fires   backup-failed
            120:00 opened  checkout-2
            120:00 page    asha slack in checkout-2
            121:00 quiet
            """);
  }

  @Test
  void isNotReopenedByWhatStatesNoStartWhileItIsRepeatedSoon() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down
            00:00 opened  checkout-1
            00:00 page    asha slack
            02:00 resolve asha
            02:00 resolved asha
            05:00 fires   db-down
            10:10 fires   db-down
            15:10 fires   db-down
            30:10 fires   db-down
            45:11 fires   db-down
            45:11 opened  checkout-2
            45:11 page    asha slack in checkout-2
            46:00 quiet
            """);
  }

  @Test
  void isNotReopenedByWhatItsSenderCallsAReminderWithinADay() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00  fires   backup-failed
            00:00  opened  checkout-1
            00:00  page    asha slack
            02:00  resolve asha
            02:00  resolved asha
            60:00  fires   backup-failed reminder=yes
            120:00 fires   backup-failed reminder=yes
            180:00 fires   backup-failed
            180:00 opened  checkout-2
            180:00 page    asha slack in checkout-2
            180:30 ends    backup-failed
            180:30 resolved source in checkout-2
            190:00 fires   backup-failed reminder=yes
            190:00 opened  checkout-3
            190:00 page    asha slack in checkout-3
            191:00 quiet
            """);
  }

  @Test
  void pagesForAReminderThatComesMoreThanADayAfterTheLastSignal() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00   fires   backup-failed
            00:00   opened  checkout-1
            00:00   page    asha slack
            02:00   resolve asha
            02:00   resolved asha
            1490:00 fires   backup-failed reminder=yes
            2991:00 fires   backup-failed reminder=yes
            2991:00 opened  checkout-2
            2991:00 page    asha slack in checkout-2
            2992:00 quiet
            """);
  }

  @Test
  void isOneAlertWhileItIsOpenHoweverLateItsSourceThatStatesNoStartRepeatsIt() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00  fires   db-down
            00:00  opened  checkout-1
            00:00  page    asha slack
            01:00  ack     asha
            01:00  acknowledged asha
            100:00 fires   db-down
            101:00 ends    db-down
            101:00 resolved source
            102:00 quiet
            """);
  }

  @Test
  void goesOnThoughTheEndOfTheEpisodeBeforeComesLate() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down start=00:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 fires   db-down start=00:50
            01:00 joined  checkout-1
            01:10 ends    db-down start=00:00 over=00:40
            05:00 page    bo slack
            06:00 ends    db-down start=00:50 over=05:50
            06:00 resolved source
            07:00 quiet
            """);
  }

  @Test
  void isNoOtherIncidentBecauseItsSenderGroupsItOtherwise() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires   db-down group=by-cluster start=00:00
                00:00 opened  checkout-1
                00:00 page    asha slack
                01:00 ack     asha
                01:00 acknowledged asha
                02:00 fires   db-down group=by-region start=00:00
                02:00 joined  checkout-1
                03:00 fires   db-down group=by-region start=00:00
                04:00 fires   db-slow group=by-region start=04:00
                04:00 joined  checkout-1
                04:00 page    asha slack
                05:00 ends    db-slow group=by-region
                06:00 ends    db-down group=by-region
                06:00 resolved source
                20:00 quiet
                """);

    assertThat(night.machine().memory.incidents).hasSize(1);
    assertThat(night.machine().memory.published("checkout-1").orElseThrow().getAnyGroup()).isTrue();
  }

  @Test
  void staysWhereItIsThoughItsNewGroupHasAnIncidentAlready() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down group=by-cluster start=00:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 fires   web-down group=by-region start=01:00
            01:00 opened  checkout-2
            01:00 page    asha slack in checkout-2
            02:00 fires   db-down group=by-region start=00:00
            02:00 joined  checkout-1
            03:00 ends    db-down group=by-region
            03:00 resolved source
            04:00 ends    web-down group=by-region
            04:00 resolved source in checkout-2
            20:00 quiet
            """);
  }

  @Test
  void staysWhereItIsThoughItsNewGroupKnowsAnEpisodeOfItThatIsOver() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down group=by-cluster start=00:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            00:30 fires   db-slow group=by-cluster start=00:30
            00:30 joined  checkout-1
            01:00 ends    db-down group=by-cluster start=00:00
            02:00 fires   db-down group=by-region start=02:00
            02:00 opened  checkout-2
            02:00 page    asha slack in checkout-2
            03:00 fires   db-down group=by-cluster start=02:00
            03:00 joined  checkout-2
            03:30 ends    db-down group=by-cluster start=02:00
            03:30 resolved source in checkout-2
            04:00 ends    db-slow group=by-cluster start=00:30
            04:00 resolved source
            20:00 quiet
            """);
  }

  @Test
  void opensAnIncidentForANewEpisodeInItsNewGroup() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 fires   db-down group=by-cluster start=00:00
            00:00 opened  checkout-1
            00:00 page    asha slack
            01:00 ends    db-down group=by-cluster
            01:00 resolved source
            20:00 fires   db-down group=by-region start=20:00
            20:00 opened  checkout-2
            20:00 page    asha slack in checkout-2
            21:00 quiet
            """);
  }

  @Test
  void knowsNothingOfAnEndThatComesBeforeItsBeginning() {
    Night.of(TestRoster.shop())
        .timeline(
            """
            00:00 ends    db-down start=00:00 over=00:00
            00:05 fires   db-down start=00:01
            00:05 opened  checkout-1
            00:05 page    asha slack
            01:00 quiet
            """);
  }

  @Test
  void leavesNoOldEndBehindForWhenItFiresAgain() {
    var night =
        Night.of(TestRoster.shop())
            .timeline(
                """
                00:00 fires   db-down for=02:00
                00:00 opened  checkout-1
                00:00 page    asha slack
                01:00 ends    db-down
                01:00 resolved source
                03:00 fires   db-down
                03:00 joined  checkout-1
                03:00 reopened
                03:00 page    asha slack
                04:00 quiet
                """);

    assertThat(night.machine().memory.incident("checkout-1").orElseThrow().signals().nextEnd())
        .isNull();
  }
}

package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.watchbill.escalation.Night;
import dev.watchbill.escalation.TestRoster;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.roster.RosterStage;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The same nights, through the topology: from alert to page, and over restarts. */
class TopologyTimelineTest {
  private static final String ASHA_HAS_IT =
      """
      00:02 fires  db-down
      00:02 opened checkout-1
      00:02 page   asha slack
      01:00 ack    asha
      01:00 acknowledged asha
      05:00 quiet
      """;

  @Test
  void pagesEscalatesIsAcknowledgedAndResolves() {
    try (var night = new Night(new TopologyRig(), TestRoster.shop())) {
      night.timeline(
          """
          00:02 fires  db-down
          00:02 opened checkout-1
          00:02 page   asha slack
          05:02 page   bo slack
          07:00 ack    bo
          07:00 acknowledged bo
          30:00 ends   db-down
          30:00 resolved source
          40:00 quiet
          """);
    }
  }

  @Test
  void goesOnAfterARestartWithOnePageForEachPersonOfOverdueSteps() {
    try (var night = new Night(new TopologyRig(), TestRoster.shop())) {
      night.timeline(
          """
          00:02 fires  db-down
          00:02 opened checkout-1
          00:02 page   asha slack
          01:00 down   1800
          31:01 page   bo slack
          31:01 page   cto slack
          40:00 ack    bo
          40:00 acknowledged bo
          80:00 quiet
          """);
    }
  }

  @Test
  void pagesByWhatSomebodySetThemselvesAlsoAfterARestart() {
    var roster =
        TestRoster.shop()
            .person("asha", p -> p.setContacts(Map.of("slack", "U0ASHA", "phone", "+49")));
    try (var night = new Night(new TopologyRig(), roster)) {
      night.timeline(
          """
          00:01 sets   asha high=sms
          00:02 fires  db-down
          00:02 opened checkout-1
          00:02 page   asha sms
          03:00 ends   db-down
          03:00 resolved source
          10:00 down   60
          12:00 fires  disk-full
          12:00 opened checkout-2
          12:00 page   asha sms in checkout-2
          13:00 quiet
          """);
    }
  }

  @Test
  void letsAlertsWaitForTheFirstRosterAndThenTakesThemInTheirOrder() {
    var rig = new TopologyRig();
    rig.alert(HostileRecordsTest.anAlert().setKey("a").setGroupKey("a").build());
    rig.pass(Duration.ofMinutes(5));
    rig.alert(HostileRecordsTest.anAlert().setKey("b").setGroupKey("b").build());
    rig.restart(Duration.ofMinutes(5));
    rig.alert(HostileRecordsTest.anAlert().setKey("c").setGroupKey("c").build());
    assertThat(rig.drain().events()).isEmpty();

    rig.roster(TestRoster.shop());
    rig.pass(Duration.ofSeconds(1));

    assertThat(rig.drain().events())
        .filteredOn(event -> event.getType().equals("opened"))
        .extracting(IncidentEvent::getAlertKey)
        .containsExactly("a", "b", "c");
    rig.close();
  }

  @Test
  void hasItsWholeRosterThoughTheRegistryCameLater() {
    var registry = new LateRegistry(20);
    try (var night =
        new Night(new TopologyRig(registry).awaitingTheRegistry(), TestRoster.shop())) {
      night.timeline(ASHA_HAS_IT);
    }
    assertThat(registry.asked()).isGreaterThan(20);
  }

  @Test
  void pagesAsThePolicySaidThoughADeadlineCameBeforeTheFirstRoster() {
    var rig = new TopologyRig();
    rig.roster(TestRoster.shop());
    rig.alert(HostileRecordsTest.anAlert().build());
    rig.drain();
    rig.restartWithoutRoster(Duration.ofMinutes(10));
    rig.pass(Duration.ofMinutes(10));
    assertThat(rig.drain().events()).isEmpty();

    rig.roster(TestRoster.shop());
    rig.pass(Duration.ofSeconds(1));

    assertThat(rig.drain().pages()).extracting(Page::getPerson).contains("bo");
    assertThat(rig.read(rig.topics.incidents))
        .last()
        .extracting(Incident::getPolicy)
        .isEqualTo("tier-1");
    rig.close();
  }

  @Test
  void saysHowLateDeadlinesAreThatWaitForTheFirstRoster() {
    var rig = new TopologyRig();
    var due = TestRoster.MIDNIGHT.plus(Duration.ofMinutes(5));
    rig.keep(TaskStores.DEADLINES, Deadlines.key(due, "checkout-1"), new byte[0]);

    rig.pass(Duration.ofMinutes(20));

    assertThat(overdue(rig)).isEqualTo(15 * 60);
    rig.roster(TestRoster.shop());
    rig.pass(Duration.ofSeconds(1));
    assertThat(overdue(rig)).isZero();
    rig.close();
  }

  private static double overdue(TopologyRig rig) {
    return rig.metrics.get("watchbill.deadline.overdue").gauge().value();
  }

  @Test
  void letsWhatPeopleSayWaitForTheFirstRosterAndTakesItBeforeTheDeadlineItStops() {
    var rig = new TopologyRig();
    rig.roster(TestRoster.shop());
    rig.alert(HostileRecordsTest.anAlert().build());
    rig.drain();
    rig.restartWithoutRoster(Duration.ofMinutes(10));
    rig.response(
        Response.newBuilder()
            .setId("1")
            .setIncident("checkout-1")
            .setService("checkout")
            .setPerson("asha")
            .setAction("acknowledge")
            .build());
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.drain().events()).isEmpty();

    rig.roster(TestRoster.shop());
    rig.pass(Duration.ofSeconds(1));

    var out = rig.drain();
    assertThat(out.events()).extracting(IncidentEvent::getType).contains("acknowledged");
    assertThat(out.pages()).extracting(Page::getKind).containsExactly("cancel");
    assertThat(rig.deadLetters()).isEmpty();
    rig.close();
  }

  @Test
  void keepsItsPolicyThoughAPageFailsBeforeTheFirstRoster() {
    var rig = new TopologyRig();
    rig.roster(TestRoster.shop());
    rig.alert(HostileRecordsTest.anAlert().build());
    var page = rig.drain().pages().getFirst();
    rig.restartWithoutRoster(Duration.ofMinutes(1));
    rig.receipt(
        Receipt.newBuilder()
            .setId("1")
            .setPage(page.getId())
            .setIncident("checkout-1")
            .setService("checkout")
            .setPerson("asha")
            .setChannel(page.getChannel())
            .setOutcome("failed")
            .setPermanent(true)
            .setAt(rig.now())
            .build());
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.drain().events()).isEmpty();

    rig.roster(TestRoster.shop());
    rig.pass(Duration.ofSeconds(1));

    assertThat(rig.drain().pages()).extracting(Page::getPerson).contains("bo");
    assertThat(rig.read(rig.topics.incidents))
        .last()
        .extracting(Incident::getPolicy)
        .isEqualTo("tier-1");
    rig.close();
  }

  @Test
  void readsAnAcknowledgementThatWaitedBeforeTheDeadlineItStops() {
    try (var night = new Night(new TopologyRig(), TestRoster.shop())) {
      night.timeline(
          """
          00:02 fires  db-down
          00:02 opened checkout-1
          00:02 page   asha slack
          01:00 down   1800
          31:00 ack    asha
          31:00 acknowledged asha
          50:00 quiet
          """);
    }
  }

  @Test
  void usesTheNewRosterOnlyOnceItIsWhole() {
    var rig = new TopologyRig();
    rig.roster(TestRoster.shop());
    var next = TestRoster.shop().version("v2").service("checkout", s -> s.setPolicy("anyone"));
    next.records().entrySet().stream()
        .filter(record -> !record.getKey().equals(RosterStage.CURRENT))
        .forEach(record -> rig.rosterRecord(record.getKey(), record.getValue()));

    rig.alert(HostileRecordsTest.anAlert().setKey("a").setGroupKey("a").build());
    rig.rosterRecord(
        RosterStage.CURRENT, Objects.requireNonNull(next.records().get(RosterStage.CURRENT)));
    rig.alert(HostileRecordsTest.anAlert().setKey("b").setGroupKey("b").build());

    assertThat(rig.read(rig.topics.incidents))
        .extracting(Incident::getPolicy, Incident::getRosterVersion)
        .containsExactly(tuple("tier-1", "v1"), tuple("anyone", "v2"));
    rig.close();
  }

  @Test
  void asksAgainWhereWhoeverHasItLeftTheRoster() {
    try (var night = new Night(new TopologyRig(), TestRoster.shop())) {
      night
          .timeline(ASHA_HAS_IT)
          .roster(TestRoster.shop().without("person:asha").onCall("primary", "carla"))
          .timeline(
              """
              05:02 owner-left asha
              05:02 page   carla slack
              06:00 ack    carla
              06:00 acknowledged carla
              60:00 quiet
              """);
    }
  }

  @Test
  void asksAgainOnceWhereTheyLeftWhileTheProcessorWasAway() {
    try (var night = new Night(new TopologyRig(), TestRoster.shop())) {
      night
          .timeline(ASHA_HAS_IT)
          .roster(TestRoster.shop().without("person:asha").onCall("primary", "carla"))
          .timeline(
              """
              05:00 down   60
              06:02 owner-left asha
              06:02 page   carla slack
              07:00 ack    carla
              07:00 acknowledged carla
              08:00 down   60
              60:00 quiet
              """);
    }
  }

  @Test
  void asksNobodyAgainBeforeTheRosterWithoutThemIsWhole() {
    var rig = new TopologyRig();
    try (var night = new Night(rig, TestRoster.shop())) {
      night.timeline(ASHA_HAS_IT);
      rig.rosterWithout("person:asha");
      night.timeline("10:00 quiet");
      night.roster(TestRoster.shop().version("v2"));
      night.timeline("20:00 quiet");
      // Taken back at once.
      night.roster(TestRoster.shop().without("person:asha")).roster(TestRoster.shop());
      night.timeline("30:00 quiet");
    }
  }

  @Test
  void keepsOneHintForEachIncident() {
    var rig = new TopologyRig();
    try (var night = new Night(rig, TestRoster.shop())) {
      night.timeline(
          """
          00:02 fires  db-down start=00:02
          00:02 opened checkout-1
          00:02 page   asha slack
          05:02 page   bo slack
          06:00 ack    bo
          06:00 acknowledged bo
          07:00 resolve bo
          07:00 resolved bo
          08:00 fires  db-down start=00:02
          20:00 quiet
          """);

      assertThat(rig.dump().get(TaskStores.DEADLINES)).hasSize(1);
    }
  }

  @Test
  void showsOperatorsWhatIsOpenSentAndLate() {
    var rig = new TopologyRig();
    try (var night = new Night(rig, TestRoster.shop())) {
      night.timeline(
          """
          00:02 fires  db-down
          00:02 opened checkout-1
          00:02 page   asha slack
          01:00 quiet
          """);

      assertThat(rig.metrics.get("watchbill.incidents.open").gauge().value()).isEqualTo(1);
      assertThat(overdue(rig)).isZero();
      assertThat(
              rig.metrics.get("watchbill.pages.decided").tag("outcome", "sent").counter().count())
          .isEqualTo(1);
      assertThat(
              rig.metrics
                  .get("watchbill.pages.decided")
                  .tag("outcome", "delivered")
                  .counter()
                  .count())
          .isEqualTo(1);
    }
    assertThat(rig.metrics.get("watchbill.incidents.open").gauge().value()).isZero();
  }

  @Test
  void keysEachRecordAsItsTopicSays() {
    var rig = new TopologyRig();
    try (var night = new Night(rig, TestRoster.shop())) {
      night.timeline(
          """
          00:02 fires  db-down
          00:02 opened checkout-1
          00:02 page   asha slack
          01:00 ends   db-down
          01:00 resolved source
          02:00 quiet
          """);
      var topics = rig.topics;

      assertThat(rig.readRaw(topics.assignments)).extracting(r -> r.key).containsOnly("checkout");
      assertThat(rig.readRaw(topics.incidents)).extracting(r -> r.key).containsOnly("checkout-1");
      assertThat(rig.readRaw(topics.responseMetrics))
          .extracting(r -> r.key)
          .containsExactly("checkout");
      assertThat(rig.readRaw(topics.serviceStatus))
          .extracting(r -> r.key)
          .containsExactly("checkout", "checkout");
      assertThat(night.pages).extracting(Page::getPerson).containsExactly("asha");
    }
  }
}

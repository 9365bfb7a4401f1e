package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.HoursWindow;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.PersonToll;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.ResponseMetrics;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.Team;
import dev.watchbill.schemas.roster.RosterStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an incident cost whom stands in its metrics. */
class TollTest {
  private final MachineRig rig = new MachineRig();

  @Test
  void countsEachPersonsPagesAndTheNightOnce() {
    fires();
    rig.pass(Duration.ofMinutes(6));
    acknowledges("bo");
    resolves();

    assertThat(tolls()).extracting(PersonToll::getPerson).containsExactlyInAnyOrder("asha", "bo");
    assertThat(tolls()).allSatisfy(toll -> assertThat(toll.getPages()).isPositive());
    assertThat(tolls()).allSatisfy(toll -> assertThat(toll.getBrokenNights()).isEqualTo(1));
  }

  @Test
  void saysOfEachWhenTheyAcknowledgedAndOfTheIncidentWhoDidFirst() {
    fires();
    rig.pass(Duration.ofMinutes(1));
    acknowledges("asha");
    rig.pass(Duration.ofMinutes(31));
    rig.response(response("asha", "escalate"));
    rig.pass(Duration.ofMinutes(8));
    acknowledges("bo");
    rig.pass(Duration.ofMinutes(1));
    resolves();

    assertThat(metrics())
        .returns("asha", ResponseMetrics::getAcknowledgedBy)
        .returns(60_000L, ResponseMetrics::getTimeToAcknowledgeMs);
    assertThat(tolls())
        .extracting(PersonToll::getPerson, PersonToll::getTimeToAcknowledgeMs)
        .contains(tuple("asha", 60_000L), tuple("bo", 2_400_000L));
    assertThat(MachineRig.of(rig.effects, Incident.class).getLast().getAcknowledgedBy())
        .isEqualTo("asha");
  }

  @Test
  void countsAnIncidentForWhoeverHadItThoughNobodyPagedThem() {
    fires();
    acknowledges("carla");
    resolves();

    assertThat(tolls())
        .filteredOn(toll -> toll.getPerson().equals("carla"))
        .singleElement()
        .returns(0, PersonToll::getPages)
        .returns(0L, PersonToll::getTimeToAcknowledgeMs);
  }

  @Test
  void countsNobodyWhoIsNotInTheRoster() {
    fires();
    acknowledges("token:script");
    resolves();

    assertThat(metrics().getAcknowledgedBy()).isEqualTo("token:script");
    assertThat(tolls()).extracting(PersonToll::getPerson).containsExactly("asha");
  }

  @Test
  void saysThatItWentToTheLastResort() {
    fires();
    for (var minute = 0; minute < 60; minute++) {
      rig.pass(Duration.ofMinutes(1));
    }
    resolves();

    assertThat(metrics().getLastResort()).isTrue();
  }

  @Test
  void countsAsManyPagesOfAnIncidentAsOfItsPeople() {
    try (var night = Night.of(TestRoster.shop()).failing("slack")) {
      night.timeline(
          """
          00:00 fires   db-down
          00:00 opened  checkout-1
          00:00 page    asha slack
          00:00 page    asha inbox
          00:00 page    bo slack
          00:00 page    bo inbox
          00:00 page    cto slack
          00:00 page    cto inbox
          00:01 resolve asha
          00:01 resolved asha
          """);

      var metrics = MachineRig.of(night.machine().effects, ResponseMetrics.class).getLast();
      assertThat(metrics.getPages())
          .isEqualTo(metrics.getByPerson().stream().mapToInt(PersonToll::getPages).sum())
          .isEqualTo(3);
    }
  }

  @Test
  void countsHowLongSomebodyHadItOutsideSupportHours() {
    var team =
        Team.newBuilder()
            .setId("payments")
            .setTimezone("Europe/Berlin")
            .setSupportHours(List.of(new HoursWindow(List.of("mon", "tue"), "09:00", "17:00")))
            .build();
    var stage = new RosterStage();
    stage.accept("team:payments", RosterRecord.newBuilder().setTeam(team).build());
    var directory = new RosterDirectory(stage.snapshot("v1"), (schedule, at) -> List.of());
    var payments = Optional.of("payments");

    // Monday 08:00 to Wednesday 08:00 in Berlin: an hour, a night of 16, and the last 15.
    assertThat(
            directory.offHours(
                payments,
                Instant.parse("2026-03-02T07:00:00Z"),
                Instant.parse("2026-03-04T07:00:00Z")))
        .isEqualTo(Duration.ofHours(1 + 16 + 15));
    // Over the change of the clocks on 29 March, a Sunday of 23 hours.
    assertThat(
            directory.offHours(
                payments,
                Instant.parse("2026-03-28T23:00:00Z"),
                Instant.parse("2026-03-29T22:00:00Z")))
        .isEqualTo(Duration.ofHours(23));
    assertThat(directory.offHours(Optional.empty(), Instant.EPOCH, TestRoster.MIDNIGHT))
        .isEqualTo(Duration.ZERO);
  }

  private void fires() {
    rig.alert(
        Alert.newBuilder()
            .setIntegration("prometheus")
            .setKey("db")
            .setGroupKey("db")
            .setService("checkout")
            .setSeverity("critical")
            .setTitle("db")
            .build());
  }

  private void acknowledges(String person) {
    rig.response(response(person, "acknowledge"));
  }

  private void resolves() {
    rig.response(response("bo", "resolve"));
  }

  private static Response response(String person, String action) {
    return Response.newBuilder()
        .setId(person + action)
        .setIncident("checkout-1")
        .setService("checkout")
        .setPerson(person)
        .setAction(action)
        .build();
  }

  private List<PersonToll> tolls() {
    return metrics().getByPerson();
  }

  private ResponseMetrics metrics() {
    return MachineRig.of(rig.effects, ResponseMetrics.class).getLast();
  }
}

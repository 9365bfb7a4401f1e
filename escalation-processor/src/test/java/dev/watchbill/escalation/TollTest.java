package dev.watchbill.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Alert;
import dev.watchbill.schemas.HoursWindow;
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
        .setId(action)
        .setIncident("checkout-1")
        .setService("checkout")
        .setPerson(person)
        .setAction(action)
        .build();
  }

  private List<PersonToll> tolls() {
    return MachineRig.of(rig.effects, ResponseMetrics.class).getLast().getByPerson();
  }
}

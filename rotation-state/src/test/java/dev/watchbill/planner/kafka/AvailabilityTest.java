package dev.watchbill.planner.kafka;

import static dev.watchbill.planner.kafka.PlannerBench.BERLIN;
import static dev.watchbill.planner.kafka.PlannerBench.weekly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.rota.Hours;
import dev.watchbill.rota.Person;
import dev.watchbill.rota.WeeklyAbsence;
import dev.watchbill.schemas.Availability;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.ScheduleCommand;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can take something on: away, engaged, resting, or available. */
class AvailabilityTest {
  @TempDir Path stateDir;

  private PlannerBench bench;

  @BeforeEach
  void start() {
    // A Wednesday; asha's turn began on Monday.
    bench = new PlannerBench(stateDir, "2026-01-07T12:00:00Z");
    bench.person("asha").person("bo");
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  /** States that were told and not read yet. */
  private List<String> told() {
    return bench.availability().stream().map(AvailabilityTest::text).toList();
  }

  private static String text(Availability it) {
    var until = it.getUntil() == null ? "" : " until " + it.getUntil();
    return "%s %s%s (%s)".formatted(it.getPerson(), it.getState(), until, it.getWhy());
  }

  private static Person away(String who, String from, String to) {
    return Person.of(who, BERLIN).away(Instant.parse(from), Instant.parse(to), "leave");
  }

  @Test
  void isAwayFromTheFirstToTheLastDayOfLeave() {
    bench.propose(
        "v1",
        weekly("primary", "asha", "bo")
            .person(away("bo", "2026-01-08T23:00:00Z", "2026-01-09T23:00:00Z")));
    bench.passUntil("2026-01-08T22:59:59Z");
    assertThat(told()).isEmpty();

    bench.passUntil("2026-01-08T23:00:00Z");
    assertThat(told()).containsExactly("bo away until 2026-01-09T23:00:00Z (away: leave)");

    bench.passUntil("2026-01-09T22:59:59Z");
    assertThat(told()).isEmpty();

    bench.passUntil("2026-01-09T23:00:00Z");
    assertThat(told()).containsExactly("bo available (has no unresolved incident)");
  }

  @Test
  void isAwayOnDaysOffEveryWeek() {
    var off =
        new WeeklyAbsence(
            Hours.daily(Set.of(DayOfWeek.THURSDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT), "");
    bench.propose(
        "v1",
        weekly("primary", "asha", "bo").person(Person.of("bo", BERLIN).weeklyAway(List.of(off))));

    bench.passUntil("2026-01-07T23:00:00Z");
    bench.passUntil("2026-01-08T23:00:00Z");
    bench.passUntil("2026-01-14T23:00:00Z");

    assertThat(told())
        .containsExactly(
            "bo away until 2026-01-08T23:00:00Z (away)",
            "bo available (has no unresolved incident)",
            "bo away until 2026-01-15T23:00:00Z (away)");
  }

  @Test
  void isAwayWhenTheySaySoAndBackWhenTheySaySo() {
    bench.propose("v1", weekly("primary", "asha", "bo"));
    bench.asks(
        command("1", "absence")
            .setWho("bo")
            .setText("flu")
            .setFrom(Instant.parse("2026-01-07T12:00:00Z"))
            .setTo(Instant.parse("2026-01-10T12:00:00Z")));
    bench.pass(Duration.ofSeconds(1));
    assertThat(told()).containsExactly("bo away until 2026-01-10T12:00:00Z (away: flu)");

    bench.asks(command("2", "return").setWho("bo"));
    bench.pass(Duration.ofSeconds(1));

    assertThat(told()).containsExactly("bo available (has no unresolved incident)");
  }

  @Test
  void keepsTheIncidentsOfWhoIsAway() {
    bench.propose(
        "v1",
        weekly("primary", "asha", "bo")
            .person(away("bo", "2026-01-08T23:00:00Z", "2026-01-09T23:00:00Z")));
    bench.happened(event("checkout-1", "acknowledged").setPerson("bo"));
    bench.availability();

    bench.passUntil("2026-01-08T23:00:00Z");

    assertThat(bench.availability())
        .singleElement()
        .satisfies(it -> {
          assertThat(text(it))
              .isEqualTo("bo away until 2026-01-09T23:00:00Z (away: leave; has checkout-1)");
          assertThat(it.getIncidents()).containsExactly("checkout-1");
        });
    bench.passUntil("2026-01-09T23:00:00Z");
    assertThat(told()).containsExactly("bo engaged (has checkout-1)");
  }

  @Test
  void restsUntilNoonAfterABrokenNight() {
    bench.propose("v1", weekly("primary", "asha", "bo"));
    bench.passUntil("2026-01-08T02:00:00Z");
    bench.happened(event("checkout-1", "assigned").setPeople(List.of("asha")));
    bench.happened(event("checkout-1", "paged").setPerson("asha"));
    bench.happened(event("checkout-1", "resolved"));
    bench.pass(Duration.ofSeconds(1));
    assertThat(told())
        .containsExactly(
            "asha engaged (has checkout-1)",
            "asha available (has no unresolved incident)",
            "asha resting until 2026-01-08T11:00:00Z (was woken in the night)");

    bench.passUntil("2026-01-08T11:00:00Z");

    assertThat(told()).containsExactly("asha available (has no unresolved incident)");
  }

  @Test
  void isNotAwayFromARosterTheyHaveLeft() {
    bench.propose(
        "v1",
        weekly("primary", "asha", "bo")
            .person(away("bo", "2026-01-07T11:00:00Z", "2026-02-09T23:00:00Z")));
    bench.pass(Duration.ofSeconds(1));
    assertThat(told()).hasSize(1);

    bench.roster("person:bo", null).propose("v2", weekly("primary", "asha"));
    bench.pass(Duration.ofSeconds(1));

    assertThat(told()).containsExactly("bo available (has no unresolved incident)");
  }

  private static ScheduleCommand.Builder command(String id, String action) {
    return ScheduleCommand.newBuilder().setId(id).setBy("bo").setAction(action);
  }

  private static IncidentEvent.Builder event(String incident, String type) {
    return IncidentEvent.newBuilder()
        .setId(incident + "/1")
        .setIncident(incident)
        .setService("checkout")
        .setType(type);
  }
}

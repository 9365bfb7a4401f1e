package dev.watchbill.planner.kafka;

import static dev.watchbill.planner.kafka.PlannerBench.weekly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A swap that is accepted when it isn't any more what was asked for. */
class SwapAnswersTest {
  private static final Instant BOS_WEEK = Instant.parse("2026-01-12T08:00:00Z");
  private static final Instant CARLAS_WEEK = Instant.parse("2026-01-19T08:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);

  @TempDir Path stateDir;

  private PlannerBench bench;

  @BeforeEach
  void start() {
    // A Wednesday; bo asks carla to swap the two weeks that come.
    bench = new PlannerBench(stateDir, "2026-01-07T12:00:00Z");
    List.of("asha", "bo", "carla").forEach(bench::person);
    bench.propose("v1", weekly("primary", "asha", "bo", "carla"));
    bench.asks(
        command("s1", "swap")
            .setSchedule("primary")
            .setInsteadOf("bo")
            .setWho("carla")
            .setFrom(BOS_WEEK)
            .setTo(BOS_WEEK.plus(WEEK))
            .setReturnFrom(CARLAS_WEEK)
            .setReturnTo(CARLAS_WEEK.plus(WEEK)));
    bench.events();
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void isRefusedWhereTheScheduleIsGone() {
    bench.roster("schedule:primary", null).propose("v2");

    assertThat(refused()).isEqualTo("primary is no longer in the roster");
  }

  @Test
  void isRefusedWhereWhoAskedHasLeft() {
    bench.roster("person:bo", null).propose("v2", weekly("primary", "asha", "carla"));

    assertThat(refused()).isEqualTo("bo is no longer in the roster");
  }

  @Test
  void isRefusedWhereWhoWasAskedHasLeft() {
    bench.roster("person:carla", null).propose("v2", weekly("primary", "asha", "bo"));

    assertThat(refused()).isEqualTo("carla is no longer in the roster");
  }

  @Test
  void isRefusedWhereTheShiftIsSomebodyElsesByNow() {
    bench.asks(override("c1", BOS_WEEK));

    assertThat(refused())
        .isEqualTo(
            "bo isn't on call in primary between 2026-01-12T08:00:00Z and 2026-01-19T08:00:00Z");
  }

  @Test
  void isRefusedWhereTheShiftIsTheirsByAnOverrideAlone() {
    bench.asks(override("c1", BOS_WEEK).setWho("bo"));

    assertThat(refused()).startsWith("bo is on call in primary between ");
  }

  @Test
  void isNotAskedForWhatSomebodyHasByAnOverrideAlone() {
    bench.asks(override("c1", BOS_WEEK));
    bench.events();

    bench.asks(override("c2", BOS_WEEK).setWho("carla").setInsteadOf("asha"));

    assertThat(bench.events("command"))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.getOutcome()).isEqualTo("refused");
          assertThat(it.getWhy())
              .isEqualTo(
                  "asha is on call in primary between 2026-01-12T08:00:00Z and"
                      + " 2026-01-19T08:00:00Z by an override alone, and none acts on another;"
                      + " take that one back, or cover the time whoever serves");
        });
  }

  @Test
  void isRefusedWhereTheShiftInReturnIsSomebodyElsesByNow() {
    bench.asks(override("c1", CARLAS_WEEK));

    assertThat(refused())
        .isEqualTo(
            "carla isn't on call in primary between 2026-01-19T08:00:00Z and 2026-01-26T08:00:00Z");
  }

  @Test
  void isRefusedWhereOneOfTheShiftsIsOver() {
    bench.passUntil("2026-01-19T08:00:00Z");

    assertThat(refused()).isEqualTo("a shift of it was over at 2026-01-19T08:00:00Z");
  }

  @Test
  void isMadeOfWhatIsLeftOfARunningShift() {
    bench.passUntil("2026-01-15T12:00:00Z");

    accept();

    assertThat(bench.events("command").getFirst().getOutcome()).isEqualTo("applied");
    assertThat(bench.onCall("primary", "2026-01-15T11:59:59Z")).containsExactly("bo");
    assertThat(bench.onCall("primary", "2026-01-15T12:00:00Z")).containsExactly("carla");
    assertThat(bench.onCall("primary", "2026-01-19T08:00:00Z")).containsExactly("bo");
  }

  @Test
  void isMadeAfterAllWhenTheRosterIsAsItWas() {
    bench.roster("schedule:primary", null).propose("v2");
    refused();
    bench.propose("v3", weekly("primary", "asha", "bo", "carla"));

    bench.asks(command("s3", "accept").setTarget("s1").setBy("carla"));

    assertThat(bench.onCall("primary", "2026-01-12T08:00:00Z")).containsExactly("carla");
  }

  /** Why the yes is refused, and it is; nobody's shift moves. */
  private String refused() {
    bench.events();
    var before = bench.published();
    accept();
    assertThat(bench.published()).isEqualTo(before);
    var answer = bench.events();
    assertThat(answer).extracting(ScheduleEvent::getType).containsExactly("command");
    assertThat(answer.getFirst().getOutcome()).isEqualTo("refused");
    assertThat(answer.getFirst().getWhy()).startsWith("that swap can't be made any more: ");
    return answer.getFirst().getWhy().replace("that swap can't be made any more: ", "");
  }

  private void accept() {
    bench.asks(command("s2", "accept").setTarget("s1").setBy("carla"));
  }

  private static ScheduleCommand.Builder override(String id, Instant week) {
    return command(id, "override")
        .setSchedule("primary")
        .setWho("asha")
        .setFrom(week)
        .setTo(week.plus(WEEK));
  }

  private static ScheduleCommand.Builder command(String id, String action) {
    return ScheduleCommand.newBuilder().setId(id).setAction(action).setBy("bo");
  }
}

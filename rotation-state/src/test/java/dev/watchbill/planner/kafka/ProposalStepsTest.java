package dev.watchbill.planner.kafka;

import static dev.watchbill.planner.kafka.PlannerBench.weekly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.rota.Rota;
import dev.watchbill.schemas.RosterProposed;
import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.ScheduleCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A roster that is too large for one transaction is planned in steps. */
class ProposalStepsTest {
  private static final Duration STEP = Duration.ofMillis(50);

  @TempDir Path stateDir;

  private PlannerBench bench;

  @BeforeEach
  void start() {
    bench = new PlannerBench(stateDir, "2026-01-07T12:00:00Z", Duration.ZERO);
    bench.person("asha").person("bo");
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private static Rota of(String schedule) {
    return weekly(schedule, "asha", "bo");
  }

  private Set<String> planned() {
    return bench.published().values().stream()
        .map(state -> state.getSchedule())
        .collect(Collectors.toSet());
  }

  @Test
  void isCurrentAfterTheLastStep() {
    bench.propose("v1", of("a"), of("b"), of("c"));
    assertThat(planned()).containsExactly("a");

    bench.pass(STEP);
    assertThat(planned()).containsExactlyInAnyOrder("a", "b");
    assertThat(bench.current()).isEmpty();

    bench.pass(STEP);
    assertThat(planned()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(bench.current()).containsExactly("v1");
    assertThat(bench.pass(STEP).written()).isEmpty();
  }

  @Test
  void plansTogetherWhatDependsOnEachOther() {
    bench.propose("v1", of("a"), of("b"), of("c").exclusiveWith(List.of("a")));

    assertThat(planned()).containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void keepsWhatIsNoLongerInTheRosterUntilTheRestIsPlanned() {
    bench.propose("v1", of("a"), of("b")).pass(STEP);

    bench.roster("schedule:a", null);
    bench.propose("v2", of("b"), of("c"));
    assertThat(planned()).contains("a", "b");
    bench.pass(STEP);
    assertThat(planned()).contains("a", "b", "c");
    bench.pass(STEP);

    assertThat(planned()).containsExactlyInAnyOrder("b", "c");
    assertThat(bench.current()).containsExactly("v1", "v2");
  }

  @Test
  void goesOnWhenTheSameIsAskedForAgain() {
    bench.propose("v1", of("a"), of("b"), of("c")).pass(STEP);

    bench.roster("roster:proposed", proposed("v1"));

    assertThat(planned()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(bench.current()).containsExactly("v1");
  }

  @Test
  void beginsAnewWithARosterThatComesInTheMiddle() {
    bench.propose("v1", of("a"), of("b"), of("c"));

    bench.propose("v2", of("a"), weekly("b", "bo"), of("c"));
    bench.pass(STEP).pass(STEP);

    assertThat(bench.current()).containsExactly("v2");
    assertThat(bench.onCall("b", "2026-01-08T12:00:00Z")).containsExactly("bo");
  }

  @Test
  void keepsToAnAbsenceThatIsAskedForInTheMiddle() {
    bench.propose("v1", of("a"), of("b"));

    bench.asks(
        ScheduleCommand.newBuilder()
            .setId("1")
            .setBy("asha")
            .setAction("absence")
            .setWho("asha")
            .setFrom(Instant.parse("2026-01-19T00:00:00Z"))
            .setTo(Instant.parse("2026-01-20T00:00:00Z")));
    bench.pass(STEP);

    assertThat(bench.current()).containsExactly("v1");
    assertThat(bench.onCall("b", "2026-01-19T12:00:00Z")).containsExactly("bo");
  }

  private static RosterRecord proposed(String version) {
    return RosterRecord.newBuilder()
        .setVersion(version)
        .setProposed(RosterProposed.newBuilder().setSource("roster").build())
        .build();
  }
}

package dev.watchbill.planner.kafka;

import static dev.watchbill.planner.kafka.PlannerBench.weekly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.rota.Promise;
import dev.watchbill.schemas.ScheduleCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of shifts that somebody was to take over who is no longer in the roster. */
class LeaversTest {
  private static final Instant EVENING = Instant.parse("2026-01-07T18:00:00Z");

  @TempDir Path stateDir;

  private PlannerBench bench;

  @BeforeEach
  void start() {
    // A Wednesday; asha's turn began on Monday, bo's begins on the next one. dmitri has none.
    bench = new PlannerBench(stateDir, "2026-01-07T12:00:00Z");
    List.of("asha", "bo", "carla", "dmitri").forEach(bench::person);
    bench.propose("v1", weekly("primary", "asha", "bo", "carla"));
    bench.events();
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void givesATurnBackToWhoseItIsWhenWhoCoversItLeaves() {
    var before = bench.week("primary/2026-W02");
    bench.asks(cover("c1", "dmitri"));
    assertThat(bench.onCall("primary", "2026-01-07T18:00:00Z")).containsExactly("dmitri");
    bench.events();

    leaves("dmitri").propose("v2");

    assertThat(bench.week("primary/2026-W02")).isEqualTo(before);
    assertThat(bench.events("shift-moved"))
        .singleElement()
        .satisfies(moved -> {
          assertThat(moved.getOutgoing()).containsExactly("dmitri");
          assertThat(moved.getIncoming()).containsExactly("asha");
          assertThat(moved.getStart()).isEqualTo(EVENING);
          assertThat(moved.getEnd()).isEqualTo(EVENING.plus(Duration.ofHours(4)));
          assertThat(moved.getWhy()).startsWith("dmitri is no longer in the roster: ");
        });
  }

  @Test
  void handsOverAtOnceWhenWhoCoversATurnLeavesInTheMiddleOfIt() {
    bench.asks(cover("c1", "dmitri")).passUntil("2026-01-07T18:00:00Z");
    bench.passUntil("2026-01-07T19:00:00Z");
    bench.events();

    leaves("dmitri").propose("v2").pass(Duration.ofSeconds(1));

    assertThat(bench.onCall("primary", "2026-01-07T18:30:00Z")).containsExactly("dmitri");
    assertThat(bench.onCall("primary", "2026-01-07T19:00:00Z")).containsExactly("asha");
    assertThat(bench.events("handoff"))
        .singleElement()
        .satisfies(handoff -> {
          assertThat(handoff.getOutgoing()).containsExactly("dmitri");
          assertThat(handoff.getIncoming()).containsExactly("asha");
        });
    bench.passUntil("2026-01-07T22:00:00Z").pass(Duration.ofSeconds(1));
    assertThat(bench.events("handoff")).isEmpty();
    bench.passUntil("2026-01-12T08:00:01Z").pass(Duration.ofSeconds(1));
    assertThat(bench.served())
        .extracting(it -> "%s %s %s".formatted(it.getWho(), it.getStart(), it.getRight()))
        .containsExactly(
            "asha 2026-01-05T08:00:00Z turn",
            "dmitri 2026-01-07T18:00:00Z cover",
            "asha 2026-01-07T19:00:00Z turn");
  }

  @Test
  void leavesWithoutAnybodyWhatNobodyElseHas() {
    bench.propose("v2", weekly("backup").promise(Promise.always(PlannerBench.BERLIN)));
    bench.asks(cover("c1", "dmitri").setSchedule("backup"));
    assertThat(bench.onCall("backup", "2026-01-07T18:00:00Z")).containsExactly("dmitri");
    bench.events();

    leaves("dmitri").propose("v3");

    assertThat(bench.onCall("backup", "2026-01-07T18:00:00Z")).isEmpty();
    assertThat(bench.events("gap-found"))
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.getStart()).isEqualTo(EVENING);
          assertThat(gap.getEnd()).isEqualTo(EVENING.plus(Duration.ofHours(4)));
        });
  }

  @Test
  void leavesNobodyToServeInReturnForASwap() {
    bench.asks(
        command("s1", "swap")
            .setInsteadOf("bo")
            .setWho("carla")
            .setFrom(Instant.parse("2026-01-12T08:00:00Z"))
            .setTo(Instant.parse("2026-01-19T08:00:00Z"))
            .setReturnFrom(Instant.parse("2026-01-19T08:00:00Z"))
            .setReturnTo(Instant.parse("2026-01-26T08:00:00Z")));
    bench.asks(command("s2", "accept").setTarget("s1").setBy("carla"));
    bench.passUntil("2026-01-18T12:00:00Z");
    assertThat(bench.onCall("primary", "2026-01-18T12:00:00Z")).containsExactly("carla");
    assertThat(bench.onCall("primary", "2026-01-19T08:00:00Z")).containsExactly("bo");

    leaves("bo").propose("v2", weekly("primary", "asha", "carla"));

    assertThat(bench.onCall("primary", "2026-01-15T12:00:00Z")).containsExactly("carla");
    assertThat(bench.onCall("primary", "2026-01-19T08:00:00Z")).containsExactly("carla");
  }

  @Test
  void remembersWhatSomebodyWasToTakeOverForWhenTheyAreBack() {
    bench.asks(cover("c1", "dmitri"));
    var covered = bench.week("primary/2026-W02");
    leaves("dmitri").propose("v2");
    bench.events();

    bench.person("dmitri").propose("v3");

    assertThat(bench.week("primary/2026-W02")).isEqualTo(covered);
    assertThat(bench.events("shift-moved"))
        .singleElement()
        .satisfies(moved -> {
          assertThat(moved.getOutgoing()).containsExactly("asha");
          assertThat(moved.getIncoming()).containsExactly("dmitri");
          assertThat(moved.getWhy()).startsWith("the roster changed: ");
        });
  }

  @Test
  void letsWhatIsAskedLaterBringNobodyBackWhoHasLeft() {
    bench.asks(cover("c1", "dmitri"));
    leaves("dmitri").propose("v2");
    var night = EVENING.plus(Duration.ofDays(1));

    bench.asks(cover("c2", "carla").setFrom(night).setTo(night.plus(Duration.ofHours(4))));

    assertThat(bench.onCall("primary", "2026-01-07T18:00:00Z")).containsExactly("asha");
    assertThat(bench.onCall("primary", "2026-01-08T18:00:00Z")).containsExactly("carla");
  }

  @Test
  void takesBackWhatWasAskedForSomebodyWhoHasLeft() {
    bench.asks(cover("c1", "dmitri"));
    leaves("dmitri").propose("v2");
    bench.asks(command("c2", "withdraw").setTarget("c1"));

    bench.person("dmitri").propose("v3");

    assertThat(bench.onCall("primary", "2026-01-07T18:00:00Z")).containsExactly("asha");
  }

  @Test
  void remembersWhatWasAskedOfAScheduleThatWasAwayAndIsPlannedAnew() {
    bench.asks(cover("c1", "dmitri"));
    bench.roster("schedule:primary", null).propose("v2");
    assertThat(bench.published()).isEmpty();
    bench.events();

    bench.propose("v3", weekly("primary", "asha", "bo", "carla"));

    assertThat(bench.onCall("primary", "2026-01-07T18:00:00Z")).containsExactly("dmitri");
    assertThat(bench.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getWhy()).isEqualTo("the schedule is new"));
  }

  private PlannerBench leaves(String person) {
    return bench.roster("person:" + person, null);
  }

  private static ScheduleCommand.Builder cover(String id, String who) {
    return command(id, "override")
        .setWho(who)
        .setFrom(EVENING)
        .setTo(EVENING.plus(Duration.ofHours(4)));
  }

  private static ScheduleCommand.Builder command(String id, String action) {
    return ScheduleCommand.newBuilder()
        .setId(id)
        .setAction(action)
        .setSchedule("primary")
        .setBy("bo");
  }
}

package dev.watchbill.planner.kafka;

import static dev.watchbill.planner.kafka.PlannerBench.weekly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.rota.Promise;
import dev.watchbill.rota.ShiftOverride;
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

class CommandsTest {
  private static final Instant EVENING = Instant.parse("2026-01-07T18:00:00Z");

  @TempDir Path stateDir;

  private PlannerBench bench;

  @BeforeEach
  void start() {
    // A Wednesday; asha's turn began on Monday, bo's begins on the next one.
    bench = new PlannerBench(stateDir, "2026-01-07T12:00:00Z");
    List.of("asha", "bo", "carla").forEach(bench::person);
    bench.propose("v1", weekly("primary", "asha", "bo", "carla"));
    bench.events();
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void putsSomebodyOnCallForAnEvening() {
    bench.asks(cover("c1", "bo"));

    assertThat(bench.onCall("primary", "2026-01-07T18:00:00Z")).containsExactly("bo");
    assertThat(bench.onCall("primary", "2026-01-07T22:00:00Z")).containsExactly("asha");
    assertThat(bench.events())
        .extracting(ScheduleEvent::getType)
        .containsExactly("plan-published", "shift-moved", "command");
  }

  @Test
  void answersEachCommandOnce() {
    bench.asks(cover("c1", "bo")).asks(cover("c1", "bo"));
    assertThat(bench.events("command"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getOutcome()).isEqualTo("applied");
          assertThat(event.getCommand()).isEqualTo("c1");
          assertThat(event.getWhy()).isEqualTo("bo is on call, whoever would be");
        });

    bench.asks(cover("c2", "bo"));
    assertThat(bench.events("command"))
        .extracting(ScheduleEvent::getOutcome)
        .containsExactly("already");
  }

  @Test
  void letsTheLatestOfTwoOverridesWin() {
    bench.asks(cover("c1", "bo")).pass(Duration.ofMinutes(1)).asks(cover("c2", "carla"));

    assertThat(bench.onCall("primary", "2026-01-07T18:00:00Z")).containsExactly("carla");
  }

  @Test
  void letsTheLaterOfTwoWinWhereOneIsOfARotationAlone() {
    bench.asks(cover("c1", "bo").setRotation("weekly").setInsteadOf("asha"));
    assertThat(bench.onCall("primary", "2026-01-07T18:00:00Z")).containsExactly("bo");

    var longer = cover("c2", "carla").setFrom(EVENING.minus(Duration.ofHours(1)));
    bench.pass(Duration.ofMinutes(1)).asks(longer.setInsteadOf("asha"));
    assertThat(bench.onCall("primary", "2026-01-07T18:00:00Z")).containsExactly("carla");

    bench.pass(Duration.ofMinutes(1)).asks(cover("c3", "bo").setRotation("weekly"));
    assertThat(bench.onCall("primary", "2026-01-07T18:00:00Z")).containsExactly("bo");
  }

  @Test
  void keepsAnOverrideThroughAnEditOfTheRoster() {
    bench.asks(cover("c1", "bo"));

    bench.propose("v2", weekly("primary", "asha", "bo", "carla", "dmitri"));

    assertThat(bench.onCall("primary", "2026-01-07T18:00:00Z")).containsExactly("bo");
  }

  @Test
  void takesAnOverrideBack() {
    bench.asks(cover("c1", "bo")).asks(command("c2", "withdraw").setTarget("c1"));

    assertThat(bench.onCall("primary", "2026-01-07T18:00:00Z")).containsExactly("asha");
    assertThat(bench.events("command"))
        .extracting(ScheduleEvent::getOutcome)
        .containsExactly("applied", "applied");
  }

  @Test
  void refusesWhatMakesNoSense() {
    bench
        .asks(cover("c1", "nobody"))
        .asks(cover("c2", "bo").setTo(EVENING.minusSeconds(1)))
        .asks(cover("c3", "bo").setSchedule("other"))
        .asks(cover("c4", "bo").setInsteadOf("carla"))
        .asks(command("c5", "dance"))
        .asks(cover("c7", "bo").setRotation("weakly"))
        .pass(Duration.ofDays(1))
        .asks(cover("c6", "bo"));

    var refused = bench.events("command");
    assertThat(refused).extracting(ScheduleEvent::getOutcome).containsOnly("refused");
    assertThat(refused)
        .extracting(ScheduleEvent::getWhy)
        .satisfiesExactly(
            why -> assertThat(why).startsWith("who: expected a person of the roster"),
            why -> assertThat(why).startsWith("to: expected an instant after from"),
            why -> assertThat(why).startsWith("schedule: expected one that is published"),
            why -> assertThat(why).startsWith("carla isn't on call in primary between"),
            why -> assertThat(why).contains("but got \"dance\""),
            why ->
                assertThat(why)
                    .isEqualTo(
                        "rotation: expected one of [weekly], but got \"weakly\" (did you mean"
                            + " \"weekly\"?)"),
            why -> assertThat(why).startsWith("to: expected an instant ahead"));
  }

  @Test
  void swapsTwoShiftsOnlyWhenTheOtherAccepts() {
    bench.asks(swap());
    assertThat(bench.onCall("primary", "2026-01-12T08:00:00Z")).containsExactly("bo");
    assertThat(bench.events())
        .extracting(ScheduleEvent::getType)
        .containsExactly("swap-asked", "command");

    bench.asks(command("s2", "accept").setTarget("s1").setBy("asha"));
    assertThat(bench.events("command").getFirst().getWhy())
        .isEqualTo("Expected the yes of carla, but got that of asha");

    bench.asks(command("s3", "accept").setTarget("s1").setBy("carla"));
    assertThat(bench.onCall("primary", "2026-01-12T08:00:00Z")).containsExactly("carla");
    assertThat(bench.onCall("primary", "2026-01-19T08:00:00Z")).containsExactly("bo");
    assertThat(bench.week("primary/2026-W03").getShifts()).extracting("kind").contains("swap");
  }

  @Test
  void leavesShiftsAsTheyAreWhenTheOtherDeclines() {
    bench.asks(swap()).asks(command("s2", "decline").setTarget("s1").setBy("carla"));
    bench.asks(command("s3", "accept").setTarget("s1").setBy("carla"));

    assertThat(bench.onCall("primary", "2026-01-12T08:00:00Z")).containsExactly("bo");
    assertThat(bench.events("command"))
        .extracting(ScheduleEvent::getOutcome)
        .containsExactly("applied", "applied", "refused");
  }

  @Test
  void offersTheShiftsOfWhoGoesOnLeaveAndKeepsThemWhenTheyComeBack() {
    bench.asks(
        command("a1", "absence")
            .setWho("bo")
            .setFrom(Instant.parse("2026-01-11T23:00:00Z"))
            .setTo(Instant.parse("2026-01-18T23:00:00Z"))
            .setText("leave"));
    assertThat(bench.events())
        .extracting(ScheduleEvent::getType)
        .contains("shift-offered", "command");

    bench.asks(command("a2", "return").setWho("bo"));
    bench.passUntil("2026-01-11T12:00:00Z");
    assertThat(bench.onCall("primary", "2026-01-12T08:00:00Z")).containsExactly("bo");
  }

  @Test
  void givesTheShiftOfWhoIsIllToSomebodyAtOnce() {
    bench.asks(
        command("a1", "absence")
            .setWho("asha")
            .setFrom(bench.clock.instant())
            .setTo(Instant.parse("2026-01-10T12:00:00Z"))
            .setText("ill"));

    assertThat(bench.onCall("primary", "2026-01-07T12:00:00Z")).doesNotContain("asha").hasSize(1);
    assertThat(bench.onCall("primary", "2026-01-10T12:00:00Z")).containsExactly("asha");
    assertThat(bench.events("shift-moved"))
        .singleElement()
        .satisfies(event -> assertThat(event.getWhy()).startsWith("absence by asha: next in turn"));
  }

  @Test
  void remindsADayAndAnHourBeforeAShiftInOnesOwnZone() {
    for (int minutes = 0; minutes < 5 * 24 * 60; minutes += 30) {
      bench.pass(Duration.ofMinutes(30));
    }

    assertThat(bench.events("reminder"))
        .extracting(event -> event.getAt() + " " + event.getWhy())
        .containsExactly(
            "2026-01-11T08:00:00Z bo is on call in a day, from Mon 12 Jan 09:00 (Europe/Berlin), and"
                + " has no contact that works",
            "2026-01-12T07:00:00Z bo is on call in an hour, from Mon 12 Jan 09:00 (Europe/Berlin),"
                + " and has no contact that works");
  }

  @Test
  void warnsOfAGapFourteenThreeAndOneDayAheadOnce() {
    var ends = Instant.parse("2026-02-02T08:00:00Z");
    var until =
        weekly("primary", "asha", "bo", "carla").promise(Promise.always(PlannerBench.BERLIN));
    bench.propose(
        "v2", until.overrides(List.of(ShiftOverride.remove("bo", ends, ends.plusSeconds(3600)))));
    bench.events();

    for (int hours = 0; hours < 27 * 24; hours++) {
      bench.pass(Duration.ofHours(1));
    }

    assertThat(bench.events("gap-warning"))
        .extracting(event -> event.getAt() + " " + event.getWhy())
        .containsExactly(
            "2026-01-19T08:00:00Z nobody is on call in 14 days",
            "2026-01-30T08:00:00Z nobody is on call in 3 days",
            "2026-02-01T08:00:00Z nobody is on call in a day");
  }

  @Test
  void tellsWhenNobodyAcceptsAHandoff() {
    bench.passUntil("2026-01-12T08:00:00Z").pass(Duration.ofSeconds(1));
    assertThat(bench.events("handoff")).hasSize(1);

    bench.pass(Duration.ofMinutes(29));
    assertThat(bench.events("handoff-unaccepted")).isEmpty();
    bench.pass(Duration.ofMinutes(1)).pass(Duration.ofMinutes(1));

    assertThat(bench.events("handoff-unaccepted"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getOutgoing()).containsExactly("asha");
          assertThat(event.getIncoming()).containsExactly("bo");
          assertThat(event.getUnreachable()).containsExactly("bo");
        });
  }

  @Test
  void saysOfAnUnacceptedHandoffWhoCantBeReachedByThen() {
    bench.passUntil("2026-01-12T08:00:00Z").pass(Duration.ofSeconds(1));
    assertThat(bench.events("handoff"))
        .singleElement()
        .satisfies(event -> assertThat(event.getUnreachable()).containsExactly("bo"));

    bench.sets("bo", Instant.parse("2026-01-12T08:10:00Z"));
    bench.pass(Duration.ofMinutes(31));

    assertThat(bench.events("handoff-unaccepted"))
        .singleElement()
        .satisfies(event -> assertThat(event.getUnreachable()).isEmpty());
  }

  @Test
  void isContentWithAHandoffThatIsAccepted() {
    bench.passUntil("2026-01-12T08:00:00Z").pass(Duration.ofSeconds(1));
    var handoff = bench.events("handoff").getFirst().getId();

    bench.asks(command("h1", "accept").setTarget(handoff).setBy("asha"));
    assertThat(bench.events("command").getFirst().getOutcome()).isEqualTo("refused");
    bench.asks(command("h2", "accept").setTarget(handoff).setBy("bo"));
    assertThat(bench.events())
        .extracting(ScheduleEvent::getType)
        .containsExactly("handoff-accepted", "command");
    bench.pass(Duration.ofHours(1));
    assertThat(bench.events("handoff-unaccepted")).isEmpty();
  }

  @Test
  void changesNothingWhereAHandoffIsAcceptedTwice() {
    bench.passUntil("2026-01-12T08:00:00Z").pass(Duration.ofSeconds(1));
    var handoff = bench.events("handoff").getFirst().getId();
    bench.asks(command("h1", "accept").setTarget(handoff).setBy("bo"));
    assertThat(bench.events("handoff-accepted")).hasSize(1);

    bench.pass(Duration.ofHours(1)).asks(command("h2", "accept").setTarget(handoff).setBy("bo"));

    var events = bench.events();
    assertThat(events).extracting(ScheduleEvent::getType).doesNotContain("handoff-accepted");
    assertThat(events)
        .filteredOn(event -> event.getType().equals("command"))
        .singleElement()
        .returns("already", ScheduleEvent::getOutcome)
        .returns("bo has accepted the handoff already", ScheduleEvent::getWhy);
    bench.asks(command("h3", "accept").setTarget(handoff).setBy("asha"));
    assertThat(bench.events("command").getFirst().getOutcome()).isEqualTo("refused");
  }

  private static ScheduleCommand.Builder swap() {
    return command("s1", "swap")
        .setInsteadOf("bo")
        .setWho("carla")
        .setFrom(Instant.parse("2026-01-12T08:00:00Z"))
        .setTo(Instant.parse("2026-01-19T08:00:00Z"))
        .setReturnFrom(Instant.parse("2026-01-19T08:00:00Z"))
        .setReturnTo(Instant.parse("2026-01-26T08:00:00Z"))
        .setBy("bo");
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
        .setBy("asha");
  }
}

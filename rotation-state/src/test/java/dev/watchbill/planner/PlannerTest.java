package dev.watchbill.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.rota.PlannedShift;
import dev.watchbill.rota.Promise;
import dev.watchbill.rota.Rota;
import dev.watchbill.rota.RotaJson;
import dev.watchbill.rota.Rotation;
import dev.watchbill.rota.TurnLength;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.ScheduleEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlannerTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant WEDNESDAY = Instant.parse("2026-01-07T12:00:00Z");
  private static final Instant MONDAY = Instant.parse("2026-01-12T08:00:00Z");

  private final Planner planner = new Planner();

  @Test
  void keepsThePublishedPlanWhereTheDefinitionIsTheSame() {
    var wanted = wanted(daily("asha", "bo"));
    var plan = planner.first(wanted, WEDNESDAY);

    var later = WEDNESDAY.plus(Duration.ofHours(30));
    assertThat(planner.republish(plan, wanted, later, later)).isEqualTo(plan);
  }

  @Test
  void letsTheRunningTurnsEndBeforeAnEditTakesOver() {
    var plan = planner.first(wanted(weekly("asha", "bo")), WEDNESDAY);

    assertThat(planner.takeover(List.of(plan), List.of(weekly("bo", "asha")), WEDNESDAY))
        .isEqualTo(MONDAY);
  }

  @Test
  void letsAnEditTakeOverAtOnceWhereWhoeverServesIsNoLongerAMember() {
    var plan = planner.first(wanted(weekly("asha", "bo")), WEDNESDAY);
    var wanted = wanted(weekly("bo", "carla"));

    var takeover = planner.takeover(List.of(plan), wanted.rotas(), WEDNESDAY);
    var after = planner.republish(plan, wanted, takeover, WEDNESDAY);

    assertThat(takeover).isEqualTo(WEDNESDAY);
    assertThat(onCall(after, WEDNESDAY.minusMillis(1))).containsExactly("asha");
    assertThat(onCall(after, WEDNESDAY)).doesNotContain("asha");
  }

  @Test
  void keepsTheRunningTurnThroughTwoEdits() {
    var first = planner.first(wanted(weekly("asha", "bo")), WEDNESDAY);

    var second = edit(first, wanted(weekly("bo", "asha")), WEDNESDAY);
    var third = edit(second, wanted(weekly("bo", "carla", "asha")), WEDNESDAY.plusSeconds(3600));

    assertThat(onCall(third, MONDAY.minusMillis(1))).containsExactly("asha");
    assertThat(onCall(third, MONDAY)).containsExactly("carla");
  }

  @Test
  void joinsWhatAnEditDividedButDidNotChange() {
    var plan = planner.first(wanted(weekly("asha", "bo")), WEDNESDAY);

    var after = edit(plan, wanted(weekly("asha", "bo").promise(Promise.always(BERLIN))), WEDNESDAY);

    assertThat(after.shifts()).isEqualTo(plan.shifts());
  }

  @Test
  void readsBackThePlanItWrote() {
    var plan =
        edit(planner.first(wanted(daily("asha", "bo")), WEDNESDAY), wanted(daily("bo")), MONDAY);

    assertThat(PlanRecords.read("primary", PlanRecords.of(plan, "v1").values())).isEqualTo(plan);
  }

  @Test
  void tellsGapsOnlyWherePromised() {
    var said = new Announcements(WEDNESDAY, "v1");
    var silent = planner.first(wanted(weekly()), WEDNESDAY);
    var promised = planner.first(wanted(weekly().promise(Promise.always(BERLIN))), WEDNESDAY);

    assertThat(said.planned(null, silent, "new"))
        .extracting(ScheduleEvent::getType)
        .containsExactly("plan-published");
    assertThat(said.planned(null, promised, "new"))
        .extracting(ScheduleEvent::getType)
        .containsExactly("plan-published", "gap-found");
  }

  @Test
  void tellsVeryManyMovedShiftsInOne() {
    var said = new Announcements(WEDNESDAY, "v2");
    var before = planner.first(wanted(named("primary", "1h", "asha", "bo")), WEDNESDAY);
    var after = edit(before, wanted(named("primary", "1h", "bo", "asha")), WEDNESDAY);

    var moved =
        said.planned(before, after, "the roster changed").stream()
            .filter(event -> event.getType().equals("shift-moved"))
            .toList();

    assertThat(moved).hasSize(Announcements.TOLD_ONE_BY_ONE + 1);
    assertThat(moved.getLast().getWhy()).contains("shifts from then on");
    assertThat(moved.getLast().getOutgoing()).containsExactly("asha", "bo");
    assertThat(moved.getLast().getEnd()).isEqualTo(after.until());
  }

  @Test
  void tellsThatAGapIsClosed() {
    var said = new Announcements(WEDNESDAY, "v1");
    var open = planner.first(wanted(weekly().promise(Promise.always(BERLIN))), WEDNESDAY);
    var closed = edit(open, wanted(weekly("asha").promise(Promise.always(BERLIN))), WEDNESDAY);

    assertThat(said.planned(open, closed, "the roster changed"))
        .filteredOn(event -> event.getType().equals("gap-closed"))
        .singleElement()
        .satisfies(event -> assertThat(event.getStart()).isEqualTo(WEDNESDAY));
  }

  @Test
  void plansSchedulesTogetherThatExcludeEachOther() {
    var definitions =
        Definitions.of(
            Stream.of(
                    weekly("asha", "bo").exclusiveWith(List.of("second")),
                    named("second", "1w", "bo", "asha"),
                    named("third", "1w", "carla"))
                .map(PlannerTest::schedule)
                .toList());

    assertThat(definitions.readable().get("second"))
        .extracting(Definition::rotas)
        .asInstanceOf(InstanceOfAssertFactories.list(Rota.class))
        .extracting(Rota::schedule)
        .containsExactly("primary", "second");
    assertThat(definitions.readable().get("third"))
        .extracting(Definition::rotas)
        .asInstanceOf(InstanceOfAssertFactories.list(Rota.class))
        .hasSize(1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void growsWithoutChangingWhatWasPublished(long seed) {
    var random = new SplittableRandom(seed);
    var members = IntStream.rangeClosed(0, random.nextInt(5)).mapToObj(i -> "person" + i).toList();
    var rota = named("primary", random.nextInt(1, 40) + "h", members.toArray(String[]::new));
    var now = WEDNESDAY.plusSeconds(random.nextInt(10_000_000));
    var plan = planner.first(wanted(rota), now);

    var grown = plan;
    for (int days = 1; days < 30; days++) {
      grown = planner.extend(grown, now.plus(Duration.ofDays(days)));
    }

    var atOnce = planner.first(wanted(rota), now.plus(Duration.ofDays(29)));
    assertThat(Seam.before(plan.until(), grown.shifts())).isEqualTo(plan.shifts());
    assertThat(after(now.plus(Duration.ofDays(29)), grown)).isEqualTo(after(atOnce.from(), atOnce));
    assertThat(grown.until()).isEqualTo(atOnce.until());
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private Plan edit(Plan plan, Definition wanted, Instant now) {
    var takeover = planner.takeover(List.of(plan), wanted.rotas(), now);
    return planner.republish(plan, wanted, takeover, now);
  }

  private static List<PlannedShift> after(Instant at, Plan plan) {
    return plan.shifts().stream().filter(shift -> shift.end().isAfter(at)).toList();
  }

  private static List<String> onCall(Plan plan, Instant at) {
    return plan.shifts().stream().filter(s -> s.covers(at)).map(PlannedShift::who).toList();
  }

  private static Definition wanted(Rota rota) {
    return new Definition("primary", "payments", Duration.ofDays(56), List.of(rota));
  }

  private static Schedule schedule(Rota rota) {
    return Schedule.newBuilder().setId(rota.schedule()).setDefinition(RotaJson.write(rota)).build();
  }

  private static Rota weekly(String... members) {
    return named("primary", "1w", members);
  }

  private static Rota daily(String... members) {
    return named("primary", "1d", members);
  }

  private static Rota named(String schedule, String shift, String... members) {
    return Rota.of(
        schedule,
        BERLIN,
        Rotation.named(
                "turns", BERLIN, LocalDateTime.parse("2026-01-05T09:00"), TurnLength.parse(shift))
            .members(members)
            .build());
  }
}

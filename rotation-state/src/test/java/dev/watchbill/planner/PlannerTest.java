package dev.watchbill.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.rota.Person;
import dev.watchbill.rota.PlannedShift;
import dev.watchbill.rota.Promise;
import dev.watchbill.rota.Rota;
import dev.watchbill.rota.RotaJson;
import dev.watchbill.rota.Rotation;
import dev.watchbill.rota.ShiftOverride;
import dev.watchbill.rota.TurnLength;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.ScheduleEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
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
    var plan = first(daily("asha", "bo"), WEDNESDAY);

    assertThat(outcome(plan, WEDNESDAY.plus(Duration.ofHours(3)), daily("asha", "bo")))
        .isEqualTo(new Replanning.Outcome.Unchanged("primary"));
  }

  @Test
  void movesNoPublishedShiftWhenSomebodyJoins() {
    var plan = first(weekly("asha", "bo"), WEDNESDAY);

    var after = edit(plan, WEDNESDAY, weekly("carla", "asha", "bo"));

    assertThat(after.shifts()).isEqualTo(plan.shifts());
    assertThat(who(grown(after, 40), after.until(), 3)).contains("carla");
  }

  @Test
  void movesOnlyTheTurnsOfWhoLeft() {
    var plan = first(weekly("asha", "bo", "carla"), WEDNESDAY);

    var after = edit(plan, WEDNESDAY, weekly("asha", "carla"));

    assertThat(who(plan, WEDNESDAY, 6))
        .containsExactly("asha", "bo", "carla", "asha", "bo", "carla");
    assertThat(who(after, WEDNESDAY, 6))
        .doesNotContain("bo")
        .satisfies(turns -> {
          assertThat(turns.get(0)).isEqualTo("asha");
          assertThat(turns.get(2)).isEqualTo("carla");
          assertThat(turns.get(3)).isEqualTo("asha");
          assertThat(turns.get(5)).isEqualTo("carla");
        });
  }

  @Test
  void leavesTheRunningTurnWithWhoIsNoLongerAMember() {
    var plan = first(weekly("asha", "bo"), WEDNESDAY);

    var after = edit(plan, WEDNESDAY, weekly("bo", "carla"));

    assertThat(onCall(after, MONDAY.minusMillis(1))).containsExactly("asha");
    assertThat(after.shifts())
        .noneMatch(it -> it.who().equals("asha") && it.start().isAfter(WEDNESDAY));
  }

  @Test
  void takesTheRunningTurnFromWhoIsNotInTheRosterAnyMore() {
    var plan = first(weekly("asha", "bo"), WEDNESDAY);

    var after = planned(plan, WEDNESDAY, Set.of("bo", "carla"), weekly("bo", "carla"));

    assertThat(onCall(after, WEDNESDAY.minusMillis(1))).containsExactly("asha");
    assertThat(onCall(after, WEDNESDAY)).hasSize(1).doesNotContain("asha");
  }

  @Test
  void letsWhoeverIsThereNowTakeOverWhereAllMembersLeft() {
    var plan = first(weekly("asha"), WEDNESDAY);

    var after = edit(plan, WEDNESDAY, weekly("bo", "carla"));

    assertThat(who(after, WEDNESDAY, 4)).containsExactly("asha", "bo", "carla", "bo");
  }

  @Test
  void changesTurnsOnlyAfterWhatIsPublished() {
    var plan = first(weekly("asha", "bo"), WEDNESDAY);

    var after = edit(plan, WEDNESDAY, daily("asha", "bo"));

    assertThat(after.shifts()).isEqualTo(plan.shifts());
    var grown = grown(after, 60);
    assertThat(grown.shifts())
        .filteredOn(it -> it.start().isAfter(plan.until().plus(Duration.ofDays(8))))
        .isNotEmpty()
        .allSatisfy(it ->
            assertThat(Duration.between(it.start(), it.end()))
                .isLessThanOrEqualTo(Duration.ofHours(25)));
  }

  @Test
  void actsFromTheFirstHandoffOfTheDateAnEditNames() {
    var plan = first(weekly("asha", "bo"), WEDNESDAY);
    var from = Instant.parse("2026-01-20T23:00:00Z");

    var after = edit(plan, WEDNESDAY, effective(daily("asha", "bo", "carla"), from));

    var handoff = Instant.parse("2026-01-21T08:00:00Z");
    assertThat(Seam.before(handoff, after.shifts())).isEqualTo(Seam.before(handoff, plan.shifts()));
    assertThat(who(after, handoff, 5)).contains("asha", "bo", "carla");
    assertThat(after.shifts())
        .filteredOn(it -> it.start().isAfter(handoff) && it.end().isBefore(after.until()))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.end()).isEqualTo(it.start().plus(Duration.ofDays(1))));
  }

  @Test
  void letsTheRunningTurnEndWhateverDateAnEditNames() {
    var plan = first(weekly("asha", "bo"), WEDNESDAY);

    var after = edit(plan, WEDNESDAY, effective(weekly("carla", "bo"), WEDNESDAY));

    assertThat(onCall(after, MONDAY.minusMillis(1))).containsExactly("asha");
    assertThat(onCall(after, MONDAY)).containsAnyOf("carla", "bo");
    assertThat(who(after, MONDAY, 2)).containsExactlyInAnyOrder("carla", "bo");
  }

  @Test
  void keepsADateThatHasActedFromMovingLaterEdits() {
    var plan = first(weekly("asha", "bo"), WEDNESDAY);
    var from = WEDNESDAY.plus(Duration.ofDays(1));
    var dated = edit(plan, WEDNESDAY, effective(weekly("asha", "bo", "carla"), from));

    var later = WEDNESDAY.plus(Duration.ofDays(10));
    var after = edit(dated, later, effective(weekly("dmitri", "asha", "bo", "carla"), from));

    assertThat(after.until()).isAfter(dated.until());
    assertThat(Seam.before(dated.until(), after.shifts())).isEqualTo(dated.shifts());
  }

  @Test
  void keepsTheOverrideOfARotationThatIsRenamed() {
    var plan = first(covered(weekly("asha", "bo")), WEDNESDAY);

    var after = edit(plan, WEDNESDAY, renamed(covered(weekly("asha", "bo"))));
    var again = edit(after, WEDNESDAY, renamed(covered(weekly("asha", "bo"))));

    assertThat(onCall(after, MONDAY)).containsExactly("dmitri");
    assertThat(after.shifts()).isEqualTo(plan.shifts());
    assertThat(again).isEqualTo(after);
    assertThat(onCall(edit(after, WEDNESDAY, renamed(weekly("asha", "bo"))), MONDAY))
        .as("taken out of the roster under its new name")
        .containsExactly("bo");
  }

  @Test
  void keepsTheOverrideOfARotationThatIsGoneForAsLongAsItsTurns() {
    var plan = first(covered(weekly("asha", "bo")), WEDNESDAY);

    var after = edit(plan, WEDNESDAY, renamed(daily("asha", "bo")));
    var again = edit(after, WEDNESDAY, renamed(daily("asha", "bo", "carla")));

    assertThat(onCall(after, MONDAY)).containsExactly("dmitri");
    assertThat(after.shifts()).isEqualTo(plan.shifts());
    assertThat(onCall(again, MONDAY)).containsExactly("dmitri");
  }

  @Test
  void actsAtOnceWhereNobodyIsPublished() {
    var plan = first(weekly(), WEDNESDAY);

    var after = edit(plan, WEDNESDAY, weekly("asha"));

    assertThat(onCall(after, WEDNESDAY)).containsExactly("asha");
  }

  @Test
  void offersTheTurnsOfWhoWillBeAway() {
    var plan = first(weekly("asha", "bo", "carla"), WEDNESDAY);
    var leave =
        away(weekly("asha", "bo", "carla"), "bo", "2026-01-13T23:00:00Z", "2026-01-15T23:00:00Z");

    var outcome = (Replanning.Outcome.Planned) outcome(plan, WEDNESDAY, leave);

    assertThat(outcome.after().shifts()).isEqualTo(plan.shifts());
    assertThat(outcome.offers())
        .singleElement()
        .satisfies(offer -> {
          assertThat(offer.owners()).containsExactly("bo");
          assertThat(offer.start()).isEqualTo("2026-01-13T23:00:00Z");
          assertThat(offer.end()).isEqualTo("2026-01-15T23:00:00Z");
          assertThat(offer.givenAt()).isEqualTo(MONDAY.minus(Duration.ofHours(24)));
          assertThat(offer.why()).isEqualTo("bo is away 14–15 Jan (leave)");
        });
  }

  @Test
  void givesOnlyTheStretchOfTheAbsenceToSomebodyADayBefore() {
    var plan = first(weekly("asha", "bo", "carla"), WEDNESDAY);
    var leave =
        away(weekly("asha", "bo", "carla"), "bo", "2026-01-13T23:00:00Z", "2026-01-15T23:00:00Z");
    var offered = edit(plan, WEDNESDAY, leave);

    var given = planner.settleOffers(offered, MONDAY.minus(Duration.ofHours(24)));

    assertThat(planner.settleOffers(offered, MONDAY.minus(Duration.ofHours(25))))
        .isEqualTo(offered);
    assertThat(onCall(given, MONDAY)).containsExactly("bo");
    assertThat(onCall(given, Instant.parse("2026-01-13T23:00:00Z")))
        .hasSize(1)
        .doesNotContain("bo");
    assertThat(onCall(given, Instant.parse("2026-01-15T23:00:00Z"))).containsExactly("bo");
    assertThat(who(given, MONDAY.plus(Duration.ofDays(7)), 5))
        .isEqualTo(who(plan, MONDAY.plus(Duration.ofDays(7)), 5));
  }

  @Test
  void givesTheRestOfARunningTurnToSomebodyAtOnce() {
    var plan = first(weekly("asha", "bo", "carla"), WEDNESDAY);
    var ill =
        away(weekly("asha", "bo", "carla"), "asha", "2026-01-07T12:00:00Z", "2026-01-20T12:00:00Z");

    var after = edit(plan, WEDNESDAY, ill);

    assertThat(onCall(after, WEDNESDAY.minusMillis(1))).containsExactly("asha");
    assertThat(onCall(after, WEDNESDAY)).hasSize(1).doesNotContain("asha");
    assertThat(onCall(after, MONDAY)).containsExactly("bo");
  }

  @Test
  void givesNothingAwayThatSomebodyTook() {
    var rota =
        away(weekly("asha", "bo", "carla"), "bo", "2026-01-12T08:00:00Z", "2026-01-19T08:00:00Z");
    var plan = first(weekly("asha", "bo", "carla"), WEDNESDAY);
    var taken =
        rota.overrides(
            List.of(ShiftOverride.replace("carla", "bo", MONDAY, MONDAY.plus(Duration.ofDays(7)))));

    var after = edit(plan, WEDNESDAY, taken);

    assertThat(planner.offers(after, WEDNESDAY)).isEmpty();
    assertThat(onCall(planner.settleOffers(after, MONDAY), MONDAY)).containsExactly("carla");
  }

  @Test
  void letsABrokenNightChangeTheNextTurnThatIsNotPublished() {
    var plan = first(weekly("asha", "bo"), WEDNESDAY);
    var woken = Planner.woken(plan, "primary", "turns", "asha", WEDNESDAY);

    var usual = grown(plan, 30);
    var after = grown(woken, 30);

    assertThat(woken.shifts()).isEqualTo(plan.shifts());
    assertThat(Seam.before(plan.until(), after.shifts())).isEqualTo(plan.shifts());
    var first = after.shifts().stream().filter(it -> it.why().contains("broken")).findFirst();
    assertThat(first)
        .hasValueSatisfying(shift -> {
          assertThat(shift.who()).isEqualTo("bo");
          assertThat(shift.why())
              .isEqualTo("next in turn; bo before asha: asha’s night was broken on 7 Jan");
          assertThat(onCall(usual, shift.start())).containsExactly("asha");
        });
    assertThat(after.shifts()).filteredOn(it -> it.why().contains("broken")).hasSize(1);
  }

  @Test
  void joinsWhatAnEditDividedButDidNotChange() {
    var plan = first(weekly("asha", "bo"), WEDNESDAY);

    var after = edit(plan, WEDNESDAY, weekly("asha", "bo").promise(Promise.always(BERLIN)));

    assertThat(after.shifts()).isEqualTo(plan.shifts());
  }

  @Test
  void readsBackThePlanItWrote() {
    var plan = edit(first(daily("asha", "bo"), WEDNESDAY), MONDAY, effective(daily("bo"), MONDAY));

    assertThat(PlanRecords.read("primary", PlanRecords.of(plan, "v1", MONDAY).values()))
        .isEqualTo(plan);
  }

  @Test
  void tellsGapsOnlyWherePromised() {
    var said = new Announcements(WEDNESDAY, "v1");
    var silent = first(weekly(), WEDNESDAY);
    var promised = first(weekly().promise(Promise.always(BERLIN)), WEDNESDAY);

    assertThat(said.planned(null, silent, "new", Set.of()))
        .extracting(ScheduleEvent::getType)
        .containsExactly("plan-published");
    assertThat(said.planned(null, promised, "new", Set.of()))
        .extracting(ScheduleEvent::getType)
        .containsExactly("plan-published", "gap-found");
  }

  @Test
  void tellsVeryManyMovedShiftsInOne() {
    var said = new Announcements(WEDNESDAY, "v2");
    var before = first(named("primary", "1h", "asha", "bo"), WEDNESDAY);
    var swapped = named("primary", "1h", "carla", "dmitri");
    var after = edit(before, WEDNESDAY, swapped);

    var moved =
        said.planned(before, after, "the roster changed", Set.of()).stream()
            .filter(event -> event.getType().equals("shift-moved"))
            .toList();

    assertThat(moved).hasSize(Announcements.TOLD_ONE_BY_ONE + 1);
    assertThat(moved.getLast().getWhy()).contains("shifts from then on");
    assertThat(moved.getLast().getOutgoing()).containsExactly("asha", "bo");
    assertThat(moved.getLast().getIncoming()).containsExactly("carla", "dmitri");
    assertThat(moved.getLast().getEnd()).isEqualTo(after.until());
  }

  @Test
  void tellsThatAGapIsClosed() {
    var said = new Announcements(WEDNESDAY, "v1");
    var open = first(weekly().promise(Promise.always(BERLIN)), WEDNESDAY);
    var closed = edit(open, WEDNESDAY, weekly("asha").promise(Promise.always(BERLIN)));

    assertThat(said.planned(open, closed, "the roster changed", Set.of()))
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
    var plan = first(rota, now);

    var grown = plan;
    for (int days = 1; days < 30; days++) {
      var at = now.plus(Duration.ofDays(days));
      grown = planner.forget(planner.extend(grown, Planner.until(List.of(grown), at)), at);
      grown = PlanRecords.read("primary", PlanRecords.of(grown, "v1", at).values());
    }

    var atOnce = first(rota, now.plus(Duration.ofDays(29)));
    assertThat(after(grown.from(), Seam.before(plan.until(), grown.shifts()), plan.until()))
        .isEqualTo(after(grown.from(), plan.shifts(), plan.until()));
    assertThat(after(now.plus(Duration.ofDays(29)), grown)).isEqualTo(after(atOnce.from(), atOnce));
    assertThat(grown.until()).isEqualTo(atOnce.until());
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private Plan first(Rota rota, Instant now) {
    var wanted = wanted(rota);
    var outcome =
        Replanning.of(
            planner, Set.of(), id -> Optional.empty(), definitions(wanted), Set.of(), now);
    return ((Replanning.Outcome.Planned) outcome.getFirst()).after();
  }

  private Plan edit(Plan plan, Instant now, Rota rota) {
    return planned(plan, now, Set.of(), rota);
  }

  private Plan planned(Plan plan, Instant now, Set<String> people, Rota rota) {
    return switch (outcome(plan, now, people, rota)) {
      case Replanning.Outcome.Planned planned -> planned.after();
      case Replanning.Outcome.Unchanged _ -> plan;
      case Replanning.Outcome.Failed failed -> throw new AssertionError(failed.why());
      case Replanning.Outcome.Removed removed -> throw new AssertionError(removed.toString());
    };
  }

  private Replanning.Outcome outcome(Plan plan, Instant now, Rota rota) {
    return outcome(plan, now, Set.of(), rota);
  }

  private Replanning.Outcome outcome(Plan plan, Instant now, Set<String> people, Rota rota) {
    return Replanning.of(
            planner,
            Set.of("primary"),
            id -> Optional.of(plan),
            definitions(wanted(rota)),
            people,
            now)
        .getFirst();
  }

  private static Definitions definitions(Definition definition) {
    return new Definitions(
        new TreeMap<>(Map.of(definition.schedule(), definition)), new TreeMap<>());
  }

  private Plan grown(Plan plan, int days) {
    var until = plan.until().plus(Duration.ofDays(days));
    return planner.extend(plan, until);
  }

  /** Who has the turns from an instant on, the running one included. */
  private static List<String> who(Plan plan, Instant from, int turns) {
    return plan.shifts().stream()
        .filter(shift -> shift.end().isAfter(from))
        .limit(turns)
        .map(PlannedShift::who)
        .toList();
  }

  private static Rota effective(Rota rota, Instant from) {
    return rota.rotations(rota.rotations().stream().map(it -> it.effective(from)).toList());
  }

  /** Dmitri covers a day of the rotation alone. */
  private static Rota covered(Rota rota) {
    var cover = ShiftOverride.cover("dmitri", MONDAY, MONDAY.plus(Duration.ofDays(1)));
    return rota.overrides(List.of(cover.rotation("turns")));
  }

  private static Rota renamed(Rota rota) {
    return RotaJson.read(RotaJson.write(rota).replace("\"turns\"", "\"duty\""));
  }

  private static Rota away(Rota rota, String who, String from, String to) {
    return rota.person(
        Person.of(who, BERLIN).away(Instant.parse(from), Instant.parse(to), "leave"));
  }

  private static List<PlannedShift> after(Instant from, List<PlannedShift> shifts, Instant to) {
    return shifts.stream()
        .filter(shift -> shift.end().isAfter(from) && shift.start().isBefore(to))
        .toList();
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

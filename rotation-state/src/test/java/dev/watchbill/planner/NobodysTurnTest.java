package dev.watchbill.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.rota.Member;
import dev.watchbill.rota.Person;
import dev.watchbill.rota.PlannedShift;
import dev.watchbill.rota.Rota;
import dev.watchbill.rota.Rotation;
import dev.watchbill.rota.TurnLength;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Turns that the list of a rotation leaves to nobody, in plans that are published. */
class NobodysTurnTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant MONDAY = Instant.parse("2026-01-05T08:00:00Z");
  private static final Instant WEDNESDAY = MONDAY.plus(Duration.ofDays(2));

  private final Planner planner = new Planner();

  @Test
  void publishesNoShiftForIt() {
    var plan = first(daily("asha", "nobody", "bo", "nobody"), MONDAY);

    assertThat(days(plan, MONDAY, 6)).containsExactly("asha", "-", "bo", "-", "asha", "-");
  }

  @Test
  void growsDayByDayAsAtOnce() {
    var rota = daily("asha", "nobody", "bo", "nobody", "nobody");
    var grown = first(rota, MONDAY);
    var at = MONDAY;
    for (int day = 1; day < 20; day++) {
      at = MONDAY.plus(Duration.ofDays(day));
      grown = planner.forget(planner.extend(grown, Planner.until(List.of(grown), at)), at);
      grown = PlanRecords.read("primary", PlanRecords.of(grown, "v1", at).values());
    }

    assertThat(from(at, grown)).isEqualTo(from(at, first(rota, at)));
  }

  @Test
  void keepsItWhereSomebodyJoinsOrIsAway() {
    var plan = first(daily("asha", "nobody", "bo", "nobody"), MONDAY);

    var joined = edit(plan, daily("asha", "nobody", "bo", "nobody", "carla", "nobody"));

    assertThat(joined.shifts()).isEqualTo(plan.shifts());
    var away = Person.of("bo", BERLIN).away(WEDNESDAY, WEDNESDAY.plusSeconds(3 * 86_400), "");
    var dayBefore = WEDNESDAY.minusSeconds(12 * 3600);
    var left = edit(plan, dayBefore, daily("asha", "nobody", "bo", "nobody").person(away));
    assertThat(days(left, MONDAY, 6)).containsExactly("asha", "-", "asha", "-", "asha", "-");
  }

  @Test
  void staysAsPublishedWhereTheListNoLongerHasIt() {
    var plan = first(daily("asha", "nobody", "bo", "nobody"), MONDAY);
    var everyDay = daily("asha", "bo");

    var after = edit(plan, everyDay);

    assertThat(after.shifts()).isEqualTo(plan.shifts());
    var grown = planner.extend(after, plan.until().plus(Duration.ofDays(20)));
    assertThat(days(grown, plan.until().plus(Duration.ofDays(8)), 6)).doesNotContain("-");
  }

  @Test
  void endsWithTheDateThatAnEditNames() {
    var plan = first(daily("asha", "nobody", "bo", "nobody"), MONDAY);
    var thursday = WEDNESDAY.plus(Duration.ofDays(1));
    var everyDay = daily("asha", "bo");
    var named = everyDay.rotations(List.of(everyDay.rotations().getFirst().effective(thursday)));

    var after = edit(plan, named);

    assertThat(days(after, MONDAY, 3)).containsExactly("asha", "-", "bo");
    assertThat(days(after, thursday, 4)).containsExactly("asha", "bo", "asha", "bo");
  }

  @Test
  void isSomebodysAtOnceWhereNobodyServedAtAll() {
    var plan = first(daily("nobody", "nobody"), MONDAY);

    var after = edit(plan, daily("asha"));

    assertThat(days(after, WEDNESDAY, 3)).containsExactly("asha", "asha", "asha");
  }

  @Test
  void takesNoPublishedTurnFromAnybody() {
    var plan = first(daily("asha", "bo"), MONDAY);

    var after = edit(plan, daily("asha", "nobody", "bo", "nobody"));

    assertThat(after.shifts()).isEqualTo(plan.shifts());
    var grown = planner.extend(after, plan.until().plus(Duration.ofDays(20)));
    assertThat(days(grown, plan.until().plus(Duration.ofDays(8)), 4)).contains("asha", "-", "bo");
  }

  @Test
  void mayComeWithOtherTurnsInPlaceOfFairOnes() {
    var plan = first(fair("asha", "bo"), MONDAY);

    for (var list : List.of(daily("asha", "nobody", "bo"), daily("asha", "bo", "asha"))) {
      var after = edit(plan, list);

      assertThat(after.shifts()).isEqualTo(plan.shifts());
    }
  }

  private Plan first(Rota rota, Instant now) {
    var outcome =
        Replanning.of(planner, Set.of(), id -> Optional.empty(), wanted(rota), Set.of(), now);
    return ((Replanning.Outcome.Planned) outcome.getFirst()).after();
  }

  private Plan edit(Plan plan, Rota rota) {
    return edit(plan, MONDAY.plusSeconds(3600), rota);
  }

  private Plan edit(Plan plan, Instant now, Rota rota) {
    var outcome =
        Replanning.of(
            planner, Set.of("primary"), id -> Optional.of(plan), wanted(rota), Set.of(), now);
    return switch (outcome.getFirst()) {
      case Replanning.Outcome.Planned planned -> planned.after();
      case Replanning.Outcome.Unchanged _ -> plan;
      case Replanning.Outcome.Failed failed -> throw new AssertionError(failed.why());
      case Replanning.Outcome.Removed removed -> throw new AssertionError(removed.toString());
    };
  }

  private static Definitions wanted(Rota rota) {
    var definition = new Definition("primary", "payments", Duration.ofDays(56), List.of(rota));
    return new Definitions(new TreeMap<>(Map.of("primary", definition)), new TreeMap<>());
  }

  private static List<PlannedShift> from(Instant at, Plan plan) {
    return plan.shifts().stream().filter(it -> it.end().isAfter(at)).toList();
  }

  /** Who is on call at noon or so of each day. */
  private static List<String> days(Plan plan, Instant from, int days) {
    return Stream.iterate(from.plusSeconds(3 * 3600), it -> it.plus(Duration.ofDays(1)))
        .limit(days)
        .map(at ->
            plan.shifts().stream()
                .filter(it -> it.covers(at))
                .map(PlannedShift::who)
                .findFirst()
                .orElse("-"))
        .toList();
  }

  private static Rota fair(String... members) {
    return rota(turns("1w").members(members));
  }

  private static Rota daily(String... members) {
    var list =
        Stream.of(members).map(it -> it.equals("nobody") ? Member.NOBODY : Member.of(it)).toList();
    return rota(turns("1d").members(list).assign(Rotation.Assign.IN_ORDER));
  }

  private static Rotation.Builder turns(String shift) {
    var start = LocalDateTime.parse("2026-01-05T09:00");
    return Rotation.named("turns", BERLIN, start, TurnLength.parse(shift));
  }

  private static Rota rota(Rotation.Builder rotation) {
    return Rota.of("primary", BERLIN, rotation.build());
  }
}

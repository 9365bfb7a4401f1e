package dev.watchbill.rota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Who is chosen, and the reason that is given. Weeks from Monday 5 January 2026, 09:00 in Berlin.
 */
class FairRotaTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  private static final Instant NIGHT = Instant.parse("2026-01-07T01:30:00Z");
  private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

  @Test
  void goesOnToTheNextWhenSomebodyIsOnLeaveAndOwesThemNothing() {
    var rota =
        weekly(it -> it)
            .person(Person.of("bo", BERLIN).away(day("2026-01-13"), day("2026-01-17"), "leave"));
    assertThat(weeks(rota, 7))
        .containsExactly("asha", "carla", "bo", "asha", "carla", "bo", "asha");
  }

  @Test
  void saysWhoWasSkippedAndWhy() {
    var rota =
        weekly(it -> it)
            .person(Person.of("bo", BERLIN).away(day("2026-01-13"), day("2026-01-17"), "leave"));
    assertThat(Engine.of(rota).onCall(START.plus(Duration.ofDays(8))).why())
        .isEqualTo("next in turn; bo skipped: away 13–16 Jan (leave)");
  }

  @Test
  void letsTheNextOneStandInWhenTheOrderIsFixed() {
    var rota =
        weekly(it -> it.assign(Rotation.Assign.IN_ORDER))
            .person(Person.of("bo", BERLIN).away(day("2026-01-13"), day("2026-01-17"), "leave"));
    assertThat(weeks(rota, 6)).containsExactly("asha", "carla", "carla", "asha", "bo", "carla");
  }

  @Test
  void givesHalfAsManyTurnsForHalfTheShare() {
    var rota = weekly(it -> it).person(Person.of("bo", BERLIN).share(0.5));
    assertThat(weeks(rota, 10)).filteredOn("bo"::equals).hasSize(2);
  }

  @Test
  void startsANewcomerAtTheAverage() {
    var rota =
        weekly(it ->
            it.members(
                List.of(
                    Member.of("asha"),
                    Member.of("bo"),
                    Member.of("carla").joining(day("2026-03-02")))));
    assertThat(weeks(rota, 14).subList(0, 8)).doesNotContain("carla");
    assertThat(weeks(rota, 14).subList(8, 14)).filteredOn("carla"::equals).hasSize(2);
  }

  @Test
  void leavesTimeOpenRatherThanBreakRest() {
    var engine = Engine.of(weekly(it -> it.members("asha").rest(Duration.ofHours(12))));
    var handoff = START.plus(Duration.ofDays(7));
    assertThat(engine.gaps(START, handoff.plus(Duration.ofDays(7))))
        .containsExactly(new Gap(handoff, handoff.plus(Duration.ofHours(12))));
    assertThat(engine.onCall(handoff).why()).isEqualTo("nobody: asha: rests until 12 Jan 21:00");
  }

  @Test
  void looksBackForAPlanThatLeavesNothingOpen() {
    // Greedy gives asha the first week; bo is away in the second, and asha would still be resting.
    var rota =
        weekly(it -> it.members("asha", "bo").rest(Duration.ofHours(12)))
            .person(Person.of("bo", BERLIN).away(day("2026-01-19"), day("2026-01-25"), "leave"));
    assertThat(Engine.of(rota).gaps(START, START.plus(Duration.ofDays(14)))).isEmpty();
    var three =
        weekly(it -> it.rest(Duration.ofDays(8)))
            .person(Person.of("carla", BERLIN).away(day("2026-01-12"), day("2026-02-01"), "leave"));
    assertThat(Engine.of(three).gaps(START, START.plus(Duration.ofDays(7)))).isEmpty();
  }

  @Test
  void splitsATurnNobodyCanTakeWhole() {
    var rota =
        weekly(it -> it.members("asha", "bo"))
            .person(Person.of("asha", BERLIN).away(day("2026-01-08"), day("2026-01-20"), ""))
            .person(Person.of("bo", BERLIN).away(day("2026-01-01"), day("2026-01-07"), ""));
    assertThat(Engine.of(rota).shifts(START, START.plus(Duration.ofDays(7))))
        .extracting(it -> it.who() + " " + it.start() + " " + it.end())
        .containsExactly(
            "asha 2026-01-05T08:00:00Z 2026-01-07T23:00:00Z",
            "bo 2026-01-07T23:00:00Z 2026-01-12T08:00:00Z");
  }

  @Test
  void followsTheSunThroughWakingHours() {
    var day = Hours.daily(ALL, LocalTime.of(7, 0), LocalTime.of(19, 0));
    var rota =
        Rota.of("primary", BERLIN, rotation("1d").members("asha", "bo").waking(true).build())
            .person(Person.of("asha", ZoneId.of("UTC")).waking(day))
            .person(Person.of("bo", ZoneId.of("Pacific/Auckland")).waking(day));
    assertThat(Engine.of(rota).shifts(START, START.plus(Duration.ofDays(1))))
        .extracting(it -> it.who() + " " + it.start().toString().substring(11, 16))
        .containsExactly("asha 08:00", "bo 19:00", "asha 07:00");
  }

  @Test
  void countsAHolidayMoreForThoseWhoHaveIt() {
    var weights = new Weights(null, 1, null, 1, 2, Duration.ZERO, Weights.Zone.MEMBER, List.of());
    var rota =
        Rota.of("primary", BERLIN, rotation("1d").members("asha", "bo").build())
            .person(
                Person.of("asha", BERLIN)
                    .holidays(
                        List.of(LocalDate.parse("2026-01-05"), LocalDate.parse("2026-01-06"))))
            .weights(weights);
    var days = Engine.of(rota).shifts(START, START.plus(Duration.ofDays(4)));
    assertThat(days).extracting(PlannedShift::who).containsExactly("asha", "bo", "bo", "asha");
  }

  @Test
  void sharesALoadAcrossRotationsOfAFairnessGroup() {
    var day = rotation("1w").members("asha", "bo").fairnessGroup("all").build();
    var other =
        Rotation.named(
                "other", BERLIN, LocalDateTime.parse("2026-01-12T09:00"), TurnLength.parse("1w"))
            .members("asha", "bo")
            .fairnessGroup("all")
            .build();
    var rota = Rota.of("primary", BERLIN, day, other).mode(Rota.Mode.EVERYONE);
    assertThat(
            Engine.of(rota).shifts(START.plus(Duration.ofDays(7)), START.plus(Duration.ofDays(14))))
        .extracting(PlannedShift::who)
        .contains("bo", "asha");
  }

  @Test
  void makesWhoeverIsPrimaryNextTheSecondary() {
    var primary = weekly(it -> it);
    var secondary =
        Rota.of(
            "secondary",
            BERLIN,
            Rotation.following("next", BERLIN, new Follows("primary", 1)).build());
    var last =
        Rota.of(
            "last",
            BERLIN,
            Rotation.following("before", BERLIN, new Follows("primary", -1)).build());
    var engine = Engine.of(List.of(primary, secondary, last));
    var third = START.plus(Duration.ofDays(15));
    assertThat(engine.onCall("primary", third).who()).containsExactly("carla");
    assertThat(engine.onCall("secondary", third).who()).containsExactly("asha");
    assertThat(engine.onCall("last", third).who()).containsExactly("bo");
    assertThat(engine.onCall("secondary", third).why())
        .isEqualTo("has the turn after this in primary");
  }

  @Test
  void putsAnotherBeforeSomebodyWhoseNightAnIncidentBroke() {
    var rota = weekly(it -> it).person(Person.of("asha", BERLIN).brokenNights(List.of(NIGHT)));
    assertThat(weeks(rota, 7)).containsExactly("asha", "bo", "carla", "bo", "carla", "asha", "bo");
    assertThat(whys(rota, 7))
        .containsExactly(
            "next in turn",
            "next in turn",
            "next in turn",
            "next in turn; bo before asha: asha’s night was broken on 7 Jan",
            "next in turn",
            "next in turn",
            "next in turn");
  }

  @Test
  void countsEachBrokenNightAndSaysThemAll() {
    var nights = List.of(NIGHT, NIGHT.plus(Duration.ofDays(1)));
    var rota = weekly(it -> it).person(Person.of("asha", BERLIN).brokenNights(nights));
    assertThat(whys(rota, 4).getLast())
        .isEqualTo("next in turn; bo before asha: asha’s nights were broken on 7 Jan, 8 Jan");
  }

  @Test
  void countsABrokenNightAsLongAsTheWeightsSay() {
    var night = List.of(NIGHT);
    var rota =
        weekly(it -> it)
            .person(Person.of("asha", BERLIN).brokenNights(night))
            .weights(weights(Duration.ofDays(8)));
    // Eight days are more than a turn, so that she is passed over for a whole round and a turn.
    assertThat(weeks(rota, 8))
        .containsExactly("asha", "bo", "carla", "bo", "carla", "bo", "carla", "asha");
    assertThat(weeks(rota.weights(weights(Duration.ZERO)), 4))
        .containsExactly("asha", "bo", "carla", "asha");
  }

  @Test
  void forgetsABrokenNightThatWasBeforeSomebodyJoined() {
    var joining =
        weekly(it ->
            it.members(List.of(Member.of("bo"), Member.of("asha").joining(day("2026-02-01")))));
    var woken = joining.person(Person.of("asha", BERLIN).brokenNights(List.of(NIGHT)));
    assertThat(weeks(woken, 8)).isEqualTo(weeks(joining, 8));
  }

  @Test
  void plansTheSameBeforeABrokenNightAsWithoutIt() {
    var night = day("2026-03-04");
    var rota = weekly(it -> it).person(Person.of("bo", BERLIN).brokenNights(List.of(night)));
    assertThat(weeks(rota, 9)).isEqualTo(weeks(weekly(it -> it), 9));
    assertThat(weeks(rota, 20)).isNotEqualTo(weeks(weekly(it -> it), 20));
  }

  @Test
  void letsPeopleServeTogether() {
    var rota = weekly(it -> it.members(List.of(Member.of("erin", "fay"), Member.of("bo"))));
    assertThat(Engine.of(rota).onCall(START).who()).containsExactly("erin", "fay");
    assertThat(Engine.of(rota).onCall(START.plus(Duration.ofDays(7))).who()).containsExactly("bo");
  }

  private static Rota weekly(java.util.function.UnaryOperator<Rotation.Builder> with) {
    return Rota.of(
        "primary", BERLIN, with.apply(rotation("1w").members("asha", "bo", "carla")).build());
  }

  private static Rotation.Builder rotation(String shift) {
    return Rotation.named(
        "weekly", BERLIN, LocalDateTime.parse("2026-01-05T09:00"), TurnLength.parse(shift));
  }

  private static List<String> weeks(Rota rota, int weeks) {
    return Engine.of(rota).shifts(START, START.atZone(BERLIN).plusWeeks(weeks).toInstant()).stream()
        .map(PlannedShift::who)
        .toList();
  }

  private static List<String> whys(Rota rota, int weeks) {
    return Engine.of(rota).shifts(START, START.atZone(BERLIN).plusWeeks(weeks).toInstant()).stream()
        .map(PlannedShift::why)
        .toList();
  }

  private static Weights weights(Duration wake) {
    return new Weights(null, 1, null, 1, 1, wake, Weights.Zone.MEMBER, List.of());
  }

  private static Instant day(String date) {
    return LocalDate.parse(date).atStartOfDay(BERLIN).toInstant();
  }
}

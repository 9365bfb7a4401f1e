package dev.watchbill.rota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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

/** Weeks from Monday 5 January 2026, 09:00 in Berlin. */
class FairnessTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  @Test
  void countsWhatEverybodyServesInTheWindow() {
    var rota =
        weekly("asha", "bo")
            .person(Person.of("bo", BERLIN).holidays(List.of(LocalDate.parse("2026-01-13"))));
    assertThat(fairness(rota, 2).people())
        .containsExactly(
            // Seven nights of nine hours, and Saturday and Sunday.
            new Tally("asha", 1, hours(168), hours(63), hours(48), hours(0), 0),
            new Tally("bo", 1, hours(168), hours(63), hours(48), hours(24), 0));
  }

  @Test
  void cutsAtTheWindow() {
    var inside = START.plus(Duration.ofDays(1));
    assertThat(of(weekly("asha", "bo"), inside, inside.plus(Duration.ofHours(5))).people())
        .extracting(Tally::who, Tally::turns, Tally::hours)
        .containsExactly(tuple("asha", 1, hours(5)), tuple("bo", 0, hours(0)));
  }

  @Test
  void creditsWhoServedAndNotWhoWasReplaced() {
    var from = START.plus(Duration.ofHours(10));
    var rota =
        weekly("asha", "bo")
            .overrides(
                List.of(
                    ShiftOverride.cover("carla", from, from.plus(Duration.ofHours(4))),
                    ShiftOverride.replace(
                        "bo",
                        "asha",
                        from.plus(Duration.ofHours(20)),
                        from.plus(Duration.ofHours(25)))));
    assertThat(fairness(rota, 1).people())
        .extracting(Tally::who, Tally::turns, Tally::hours)
        .containsExactly(
            tuple("asha", 1, hours(159)), tuple("bo", 1, hours(5)), tuple("carla", 0, hours(4)));
  }

  @Test
  void leavesTheBalanceToThePlanWhateverOverridesDo() {
    var rota = weekly("asha", "bo");
    var covered =
        rota.overrides(List.of(ShiftOverride.cover("bo", START, START.plus(Duration.ofDays(7)))));
    assertThat(fairness(covered, 5).balances()).isEqualTo(fairness(rota, 5).balances());
  }

  @Test
  void saysTheLoadItsSpreadAndItsBound() {
    var balance = fairness(weekly("asha", "bo", "carla"), 4).balances().getFirst();
    assertThat(balance.rotations()).containsExactly("primary/weekly");
    assertThat(balance.accounts())
        .extracting(Balance.Account::who, Balance.Account::load)
        .containsExactly(
            tuple("asha", hours(336)), tuple("bo", hours(168)), tuple("carla", hours(168)));
    assertThat(balance.spread()).isEqualTo(hours(168));
    assertThat(balance.bound()).isEqualTo(hours(168));
    assertThat(balance.holds()).isTrue();
  }

  @Test
  void dividesTheLoadByTheShare() {
    var rota = weekly("asha", "bo").person(Person.of("bo", BERLIN).share(0.5));
    assertThat(fairness(rota, 3).balances().getFirst().accounts())
        .extracting(Balance.Account::who, Balance.Account::share, Balance.Account::load)
        .containsExactly(tuple("asha", 1.0, hours(336)), tuple("bo", 0.5, hours(336)));
  }

  @Test
  void creditsLeaveAndComparesOnlyThoseWhoWereThere() {
    var rota =
        weekly("asha", "bo", "carla")
            .person(Person.of("bo", BERLIN).away(START, START.plus(Duration.ofDays(14)), "leave"));
    var balance = fairness(rota, 2).balances().getFirst();
    assertThat(balance.accounts())
        .extracting(Balance.Account::who, Balance.Account::credited, Balance.Account::apart)
        .containsExactly(
            tuple("asha", hours(0), null),
            tuple("bo", hours(168), "was away"),
            tuple("carla", hours(0), null));
    assertThat(balance.spread()).isEqualTo(Duration.ZERO);
  }

  @Test
  void startsANewcomerAtTheAverage() {
    var joining = Member.of("carla").joining(START.plus(Duration.ofDays(28)));
    var rota =
        Rota.of(
            "primary",
            BERLIN,
            rotation().members(List.of(Member.of("asha"), Member.of("bo"), joining)).build());
    assertThat(fairness(rota, 4).balances().getFirst().accounts().getLast())
        .isEqualTo(
            new Balance.Account("carla", 1, hours(336), hours(0), "joined on 2 Feb 2026 09:00"));
  }

  @Test
  void comparesWhoWasAMemberByTheFirstTurn() {
    var there = Member.of("bo").joining(START);
    var rota =
        Rota.of("primary", BERLIN, rotation().members(List.of(Member.of("asha"), there)).build());
    assertThat(fairness(rota, 4).balances().getFirst().accounts())
        .extracting(Balance.Account::apart)
        .containsOnlyNulls();
  }

  @Test
  void leavesOutWhoMayOnlyServeAwakeWhereThatIsAskedFor() {
    for (var asked : List.of(true, false)) {
      var balance = fairness(twoHoursOnMondays(asked), 3).balances().getFirst();
      assertThat(balance.accounts())
          .extracting(Balance.Account::who, Balance.Account::apart)
          .containsExactly(tuple("asha", null), tuple("bo", asked ? "only in waking hours" : null));
      // Asha has had two turns and bo one.
      assertThat(balance.spread()).isEqualTo(asked ? Duration.ZERO : hours(2));
    }
  }

  @Test
  void bindsNobodyByWhatSomebodyHadWhoIsNotCompared() {
    var rota = twoHoursOnMondays(true);
    var scale = 1001L * 100;
    var accounts =
        List.of(
            new Book.Account(List.of("asha"), 0, scale, null, List.of()),
            new Book.Account(
                List.of("bo"), hours(1_000).toSeconds() * scale, scale, null, List.of()));
    var line =
        new Book.Line(
            "primary", "weekly", 0L, accounts, List.of(), null, List.of(), List.of(), List.of());
    var book = new Book(START, List.of(line));
    var end = START.plus(Duration.ofDays(21));
    var balance =
        Fairness.of(rota, List.of(), List.of(rota), book, START, end, end).balances().getFirst();
    assertThat(balance.bound()).isEqualTo(hours(2));
  }

  private static Rota twoHoursOnMondays(boolean onlyAwake) {
    var day = Hours.daily(Set.of(DayOfWeek.MONDAY), LocalTime.of(10, 0), LocalTime.of(12, 0));
    var waking = Hours.daily(EnumSet.allOf(DayOfWeek.class), LocalTime.of(7, 0), LocalTime.MIN);
    var rotation = rotation().members("asha", "bo").hours(List.of(day)).waking(onlyAwake).build();
    return Rota.of("primary", BERLIN, rotation).person(Person.of("bo", BERLIN).waking(waking));
  }

  @Test
  void countsBrokenNightsInTheTallyTheLoadAndTheBound() {
    var rota =
        weekly("asha", "bo")
            .person(Person.of("asha", BERLIN).brokenNights(List.of(START.plusSeconds(60_000))));
    var fairness = fairness(rota, 2);
    assertThat(fairness.people()).extracting(Tally::brokenNights).containsExactly(1, 0);
    var balance = fairness.balances().getFirst();
    assertThat(balance.accounts())
        .extracting(Balance.Account::load)
        .containsExactly(hours(170), hours(168));
    assertThat(balance.bound()).isEqualTo(hours(170));
  }

  @Test
  void comparesAcrossTheRotationsOfAGroup() {
    var one = rotation().members("asha", "bo").fairnessGroup("all").build();
    var other =
        Rotation.named(
                "other", BERLIN, LocalDateTime.parse("2026-01-12T09:00"), TurnLength.parse("1w"))
            .members("asha", "bo", "carla")
            .fairnessGroup("all")
            .build();
    var rota = Rota.of("primary", BERLIN, one, other).mode(Rota.Mode.EVERYONE);
    var balances = fairness(rota, 6).balances();
    assertThat(balances).hasSize(1);
    assertThat(balances.getFirst().group()).isEqualTo("all");
    assertThat(balances.getFirst().rotations()).containsExactly("primary/weekly", "primary/other");
    assertThat(balances.getFirst().accounts())
        .extracting(Balance.Account::who, Balance.Account::apart)
        .containsExactly(tuple("asha", null), tuple("bo", null), tuple("carla", "not in weekly"));
  }

  @Test
  void leavesShadowsOutAndNamesNobodyInAnEmptySchedule() {
    var shadow = rotation().members("zoe").shadow(true).build();
    var fairness = fairness(Rota.of("primary", BERLIN, shadow), 2);
    assertThat(fairness.people()).isEmpty();
    assertThat(fairness.balances()).isEmpty();
  }

  private static Duration hours(long hours) {
    return Duration.ofHours(hours);
  }

  private static Fairness fairness(Rota rota, int weeks) {
    return of(rota, START, START.plus(Duration.ofDays(7L * weeks)));
  }

  private static Fairness of(Rota rota, Instant from, Instant to) {
    return Fairness.of(List.of(rota), List.of("primary"), from, to).getFirst();
  }

  private static Rota weekly(String... members) {
    return Rota.of("primary", BERLIN, rotation().members(members).build());
  }

  private static Rotation.Builder rotation() {
    return Rotation.named(
        "weekly", BERLIN, LocalDateTime.parse("2026-01-05T09:00"), TurnLength.parse("1w"));
  }
}

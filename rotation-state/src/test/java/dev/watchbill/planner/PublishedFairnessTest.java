package dev.watchbill.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.rota.Fairness;
import dev.watchbill.rota.Person;
import dev.watchbill.rota.PlannedShift;
import dev.watchbill.rota.Rota;
import dev.watchbill.rota.RotaJson;
import dev.watchbill.rota.Rotation;
import dev.watchbill.rota.TurnLength;
import dev.watchbill.schemas.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishedFairnessTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
  private static final Instant FROM = Instant.parse("2026-03-09T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-08-03T00:00:00Z");

  @Test
  void saysOfWhatIsPublishedAndWouldBeWhatTheFilesSay() {
    for (var rota : List.of(weekly(), weekly().person(Person.of("bo", BERLIN).share(0.5)))) {
      var fairness = one(published(rota), FROM, TO);
      var planned = Fairness.of(List.of(rota), List.of("primary"), FROM, TO).getFirst();

      assertThat(fairness.people()).isEqualTo(planned.people());
      assertThat(fairness.balances()).isEqualTo(planned.balances());
    }
  }

  @Test
  void countsWhatWasServedBeforeThePlanBegins() {
    var plan = published(weekly());
    var before = plan.from().minus(Duration.ofDays(30));
    var served =
        List.of(
            served("asha", 3, before, before.plus(Duration.ofDays(7))),
            // The plan knows this better.
            served("dmitri", 9, plan.from(), plan.from().plus(Duration.ofDays(7))));

    var fairness =
        PublishedFairness.of(
                Map.of("primary", plan),
                Map.of("primary", served),
                List.of("primary", "unpublished"),
                before.minus(Duration.ofDays(1)),
                plan.from().plus(Duration.ofDays(1)))
            .getFirst();

    assertThat(fairness.people())
        .extracting(it -> it.who() + " " + it.hours().toHours())
        .contains("asha " + 7 * 24)
        .noneMatch(it -> it.startsWith("dmitri"));
  }

  @Test
  void holdsWhileWhatWasUnevenWhereTheBookBeginsIsMadeUpFor() {
    // A load of before, larger than any turn of now.
    var plan = published(weekly());
    var segment = plan.newest();
    var line = segment.book().lines().getFirst();
    var accounts =
        line.accounts().stream()
            .map(it ->
                it.people().equals(List.of("asha"))
                    ? new dev.watchbill.rota.Book.Account(
                        it.people(), it.load() * 100, it.scale(), it.lastServed(), it.broken())
                    : it)
            .toList();
    var heavier =
        new dev.watchbill.rota.Book.Line(
            line.schedule(),
            line.rotation(),
            line.nextSlot(),
            accounts,
            line.lastOwner(),
            line.lastPlace(),
            line.earlier(),
            line.held(),
            line.wakes());
    var uneven =
        plan.segments(
            List.of(
                segment.book(new dev.watchbill.rota.Book(segment.book().at(), List.of(heavier)))));

    var balance = one(uneven, FROM, TO).balances().getFirst();

    assertThat(balance.spread()).isGreaterThan(Duration.ofDays(14));
    assertThat(balance.holds()).isTrue();
  }

  @Test
  void holdsWhileWhatWasPublishedBeforeAShareChangedIsMadeUpFor() {
    // Eight weeks are published as of three people who take the same; from now on bo takes half.
    var plan = published(weekly());
    var after = edited(plan, weekly().person(Person.of("bo", BERLIN).share(0.5)));
    assertThat(who(after, plan.until())).isEqualTo(who(plan, plan.until()));

    var atItsWorst = one(after, FROM, plan.until()).balances().getFirst();
    assertThat(atItsWorst.spread()).isGreaterThan(Duration.ofDays(14));
    assertThat(atItsWorst.holds()).isTrue();

    // What is made up for is forgotten by the load, and the bound still holds.
    var later = one(after, FROM, TO.plus(Duration.ofDays(100))).balances().getFirst();
    assertThat(later.spread()).isLessThanOrEqualTo(Duration.ofDays(14));
    assertThat(later.holds()).isTrue();
  }

  @Test
  void boundsByATurnWhatIsPublishedAsItWouldBeNow() {
    var plan = published(weekly());
    var same = edited(plan, weekly());

    assertThat(one(same, FROM, TO).balances().getFirst().bound()).isEqualTo(Duration.ofDays(7));
  }

  private static Plan edited(Plan plan, Rota rota) {
    var outcomes =
        Replanning.of(
            new Planner(),
            List.of("primary"),
            id -> Optional.of(plan),
            definitions(rota),
            List.of("asha", "bo", "carla"),
            NOW.plus(Duration.ofHours(1)));
    return outcomes.getFirst() instanceof Replanning.Outcome.Planned planned
        ? planned.after()
        : plan;
  }

  private static List<String> who(Plan plan, Instant until) {
    return plan.shifts().stream()
        .filter(it -> it.start().isBefore(until))
        .map(PlannedShift::who)
        .toList();
  }

  @Test
  void countsTheNightsOfTheBook() {
    var plan = published(weekly());
    var shift = plan.shifts().getFirst();
    var woken = Planner.woken(plan, "primary", "weekly", shift.who(), NOW.minusSeconds(60));

    var fairness = one(woken, NOW.minus(Duration.ofDays(1)), TO);

    assertThat(fairness.people())
        .filteredOn(it -> it.who().equals(shift.who()))
        .singleElement()
        .satisfies(it -> assertThat(it.brokenNights()).isEqualTo(1));
  }

  private static Fairness one(Plan plan, Instant from, Instant to) {
    return PublishedFairness.of(Map.of("primary", plan), Map.of(), List.of("primary"), from, to)
        .getFirst();
  }

  private static PlannedShift served(String who, long turn, Instant start, Instant end) {
    return new PlannedShift(
        "weekly", turn, who, start, end, PlannedShift.Kind.TURN, false, "next in turn");
  }

  private static Plan published(Rota rota) {
    return Objects.requireNonNull(
        Preview.published(definitions(rota), List.of("asha", "bo", "carla"), NOW).get("primary"));
  }

  private static Definitions definitions(Rota rota) {
    return Definitions.of(
        List.of(
            Schedule.newBuilder()
                .setId("primary")
                .setTeam("payments")
                .setHorizonMs(Duration.ofDays(56).toMillis())
                .setDefinition(RotaJson.write(rota))
                .build()));
  }

  private static Rota weekly() {
    return Rota.of(
        "primary",
        BERLIN,
        Rotation.named(
                "weekly",
                BERLIN,
                LocalDateTime.parse("2026-01-05T09:00"),
                new TurnLength(1, TurnLength.Unit.WEEKS))
            .members("asha", "bo", "carla")
            .build());
  }
}

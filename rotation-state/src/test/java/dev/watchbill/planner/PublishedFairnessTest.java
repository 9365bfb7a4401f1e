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
    var definitions =
        Definitions.of(
            List.of(
                Schedule.newBuilder()
                    .setId("primary")
                    .setTeam("payments")
                    .setHorizonMs(Duration.ofDays(56).toMillis())
                    .setDefinition(RotaJson.write(rota))
                    .build()));
    return Objects.requireNonNull(
        Preview.published(definitions, List.of("asha", "bo", "carla"), NOW).get("primary"));
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

package dev.watchbill.rota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FastForwardTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  static LongStream seeds() {
    return Generated.seeds(600);
  }

  /** The book goes on as if each turn since the anchor had been planned: loads and all. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void comesToTheSameBookAsPlanningEveryTurn(long seed) {
    var generated = new Generated(seed);
    var rota = generated.plainRota();
    var now = now(rota, generated);

    assertThat(reopened(Engine.from(List.of(rota), now.minus(Duration.ofDays(90))), rota, now))
        .isEqualTo(reopened(Engine.of(List.of(rota), Book.EMPTY), rota, now));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void beginsAsIfWhatIsSettledWereReadAgain(long seed) {
    var generated = new Generated(seed);
    var rota = generated.plainRota();
    var now = now(rota, generated);
    var began = now.minus(Duration.ofDays(generated.random().nextInt(5)));
    var engine = Engine.of(List.of(rota), Book.EMPTY);
    var kept = Duration.ofDays(40);

    assertThat(engine.begin(began, now, kept))
        .isEqualTo(
            Engine.of(List.of(rota), engine.settle(now))
                .reopen(began, (schedule, rotation) -> false, kept));
  }

  /** Or the test above would compare a thing with itself. */
  @Test
  void skipsTurnsInManyOfThese() {
    var skipped =
        LongStream.range(0, 600)
            .filter(seed -> {
              var generated = new Generated(seed);
              var rota = generated.plainRota();
              var now = now(rota, generated);
              return FastForward.book(List.of(rota), now.minus(Duration.ofDays(90))).isPresent();
            })
            .count();

    assertThat(skipped).isGreaterThan(100);
  }

  @Test
  void plansEveryTurnWhereSomethingConstrainsThem() {
    var rota = weekly("asha", "bo");
    var people =
        List.of(
            Person.of("asha", BERLIN).away(at("2020-03-01"), at("2020-03-02"), "leave"),
            Person.of("bo", BERLIN));

    assertThat(FastForward.book(List.of(rota), at("2026-01-01"))).isPresent();
    assertThat(FastForward.book(List.of(rota.people(people)), at("2026-01-01"))).isEmpty();
  }

  @Test
  void plansEveryTurnWhileTheyHaveNotComeRound() {
    assertThat(FastForward.book(List.of(weekly("asha", "bo")), at("2020-01-15"))).isEmpty();
  }

  @Test
  void beginsWhereEverybodyHasHadAsMuch() {
    var book = FastForward.book(List.of(weekly("asha", "bo")), at("2026-01-14")).orElseThrow();

    var line = book.lines().getFirst();
    assertThat(line.nextSlot()).isEqualTo(314);
    assertThat(line.lastOwner()).containsExactly("bo");
    assertThat(line.accounts())
        .extracting(Book.Account::load)
        .hasSize(2)
        .containsOnly(line.accounts().getFirst().load());
    assertThat(line.accounts().getFirst().lastServed()).isEqualTo("2026-01-05T08:00:00Z");
  }

  @Test
  void skipsTheTurnsOfAListWithPausesAndRepeats() {
    var anchor = LocalDateTime.parse("2020-01-06T09:00");
    var rotation =
        Rotation.named("hourly", BERLIN, anchor, TurnLength.parse("1h"))
            .members(
                List.of(
                    Member.of("asha"),
                    Member.NOBODY,
                    Member.of("bo"),
                    Member.of("asha"),
                    Member.NOBODY))
            .assign(Rotation.Assign.IN_ORDER)
            .build();
    var rota = Rota.of("primary", BERLIN, rotation);
    var now = anchor.atZone(BERLIN).toInstant().plus(Duration.ofHours(1_000_000));

    var book = FastForward.book(List.of(rota), now).orElseThrow();
    var line = book.lines().getFirst();
    assertThat(book.at()).isBetween(now.minus(Duration.ofHours(12)), now);
    assertThat(line.lastOwner()).isEmpty();
    assertThat(line.lastPlace()).isEqualTo(4);
    assertThat(line.accounts())
        .extracting(Book.Account::people)
        .containsExactly(List.of("asha"), List.of("bo"));
    assertThat(line.accounts().getFirst().load()).isEqualTo(2 * line.accounts().getLast().load());
    assertThat(Objects.requireNonNull(line.accounts().getFirst().lastServed()))
        .isEqualTo(
            Objects.requireNonNull(line.accounts().getLast().lastServed())
                .plus(Duration.ofHours(1)));

    var going = Engine.of(List.of(rota), book);
    var plain = Engine.of(rota);
    for (int hour = 0; hour < 12; hour++) {
      var at = now.plus(Duration.ofHours(hour));
      assertThat(going.onCall(at).who()).isEqualTo(plain.onCall(at).who());
    }
  }

  private static Instant at(String date) {
    return Instant.parse(date + "T00:00:00Z");
  }

  private static Rota weekly(String... members) {
    var anchor = LocalDateTime.parse("2020-01-06T09:00");
    return Rota.of(
        "primary",
        BERLIN,
        Rotation.named("weekly", BERLIN, anchor, TurnLength.parse("1w")).members(members).build());
  }

  private static Instant now(Rota rota, Generated generated) {
    var anchor = rota.rotations().getFirst().start().atZone(rota.rotations().getFirst().zone());
    return anchor.toInstant().plus(Duration.ofHours(generated.random().nextInt(24 * 700)));
  }

  private static Book reopened(Engine engine, Rota rota, Instant now) {
    var settled = Engine.of(List.of(rota), engine.settle(now.plusMillis(1)));
    return settled.reopen(now, (schedule, rotation) -> false, Duration.ofDays(40));
  }
}

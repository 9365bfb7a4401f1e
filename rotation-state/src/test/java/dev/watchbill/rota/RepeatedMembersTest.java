package dev.watchbill.rota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists in which people have several places, and some are nobody's, as in rotas from elsewhere. */
class RepeatedMembersTest {
  private static final int TURNS = 60;

  static LongStream seeds() {
    return Generated.seeds(200);
  }

  /** A rota whose turns are a day, the people of which are sometimes away. */
  private record Case(Rota rota, List<Member> list, Instant start) {
    static Case of(long seed, boolean leave) {
      var generated = new Generated(seed);
      var random = generated.random();
      var zone = generated.zone();
      var anchor = generated.anchor(zone);
      var start = WallClock.instant(anchor, zone);
      var names = generated.members(3 + random.nextInt(3));
      var list = new ArrayList<Member>();
      for (int i = 2 + random.nextInt(6); i > 0; i--) {
        var one = names[random.nextInt(names.length)];
        var other = names[random.nextInt(names.length)];
        var pair = random.nextInt(4) == 0 && !one.equals(other);
        list.add(pair ? Member.of(one, other) : Member.of(one));
        if (random.nextInt(4) == 0) {
          list.add(random.nextInt(list.size()), Member.NOBODY);
        }
      }
      var rotation =
          Rotation.named("daily", zone, anchor, TurnLength.parse("1d"))
              .members(list)
              .assign(Rotation.Assign.IN_ORDER)
              .build();
      var rota = Rota.of("primary", zone, rotation);
      for (var name : names) {
        var from = start.plus(Duration.ofDays(random.nextInt(TURNS)));
        var person = Person.of(name, zone);
        rota = rota.person(leave ? person.away(from, from.plus(Duration.ofDays(3)), "") : person);
      }
      return new Case(rota, list, start);
    }

    Instant end() {
      return start.plus(Duration.ofDays(TURNS));
    }

    List<PlannedShift> shifts() {
      return Engine.of(rota).shifts(start, end());
    }

    int place(PlannedShift turn) {
      return (int) (Objects.requireNonNull(turn.turn()) % list.size());
    }

    /** Whoever has the place of a turn, or the next after it who is there; empty: nobody is. */
    List<String> expected(PlannedShift turn) {
      return IntStream.range(0, list.size())
          .mapToObj(i -> list.get((place(turn) + i) % list.size()))
          .filter(member -> !member.isNobody())
          .filter(member -> member.people().stream().noneMatch(who -> isAway(who, turn)))
          .findFirst()
          .map(Member::people)
          .orElse(List.of());
    }

    private boolean isAway(String who, PlannedShift turn) {
      return rota.people().stream()
          .filter(it -> it.id().equals(who))
          .flatMap(it -> it.away().stream())
          .anyMatch(it -> it.from().isBefore(turn.end()) && it.to().isAfter(turn.start()));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void givesEachPlaceItsTurnOrTheNextWhoIsThere(long seed) {
    for (var each : List.of(Case.of(seed, false), Case.of(seed, true))) {
      for (var shift : each.shifts()) {
        assertThat(each.list().get(each.place(shift))).isNotEqualTo(Member.NOBODY);
        var expected = each.expected(shift);
        // A turn nobody can take whole is split, and the last is cut by the window.
        if (!expected.isEmpty() && shift.end().isBefore(each.end())) {
          assertThat(expected).as("%s of %s", shift, each.list()).contains(shift.who());
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void goesOnAtThePlaceWhereABookWasBegunAnew(long seed) {
    var each = Case.of(seed, true);
    var now = each.start().plus(Duration.ofHours(5 + 24L * (seed % 20)));
    var rotas = List.of(each.rota());
    var settled = Engine.of(rotas, Engine.of(rotas, Book.EMPTY).settle(now.plusMillis(1)));
    var book = settled.reopen(now, (schedule, rotation) -> false, Duration.ofDays(3));
    var read = RotaJson.readBook(RotaJson.writeBook(book));
    assertThat(read).isEqualTo(book);
    var shifts = Engine.of(each.rota()).shifts(now, each.end());
    assertThat(Engine.of(rotas, read).shifts(now, each.end())).isEqualTo(shifts);
    var later = Engine.of(rotas, read).settle(now.plus(Duration.ofDays(20)));
    var kept = RotaJson.readBook(RotaJson.writeBook(later));
    assertThat(Engine.of(rotas, kept).shifts(now, each.end())).isEqualTo(shifts);
    var accounts = book.lines().getFirst().accounts();
    assertThat(new HashSet<>(accounts)).hasSameSizeAs(accounts);
  }

  @Test
  void countsEachPersonOnceWhereTurnsAreFair() {
    var zone = ZoneId.of("UTC");
    var start = LocalDateTime.parse("2026-01-05T09:00");
    var builder =
        Rotation.named("daily", zone, start, TurnLength.parse("1d")).members("asha", "bo", "asha");
    assertThatThrownBy(builder::build)
        .hasMessage(
            "Expected each person once in rotation 'daily', as its turns are fair, but got [asha, bo, asha]");
    assertThat(builder.assign(Rotation.Assign.IN_ORDER).build().members()).hasSize(3);
  }

  @Test
  void hasTurnsOfNobodyOnlyInOrder() {
    var list = List.of(Member.of("asha"), Member.NOBODY);
    var builder =
        Rotation.named(
                "daily",
                ZoneId.of("UTC"),
                LocalDateTime.parse("2026-01-05T09:00"),
                TurnLength.parse("1d"))
            .members(list);
    assertThatThrownBy(builder::build)
        .hasMessage(
            "Expected no turns of nobody in rotation 'daily', as its turns are fair, but got some");
    var rota =
        Rota.of("primary", ZoneId.of("UTC"), builder.assign(Rotation.Assign.IN_ORDER).build());
    var read = RotaJson.read(RotaJson.write(rota));
    assertThat(read).isEqualTo(rota);
    assertThat(read.rotations().getFirst().members()).isEqualTo(list);
  }

  /** Of asha, bo, asha, carla the second was last; then bo leaves: it is carla's turn. */
  @Test
  void goesOnAfterTheNearestPlaceWhereTheListHasChanged() {
    assertThat(next("asha", 2, "asha", "asha", "carla")).isEqualTo(2);
    assertThat(next("asha", 3, "asha", "bo", "asha")).isEqualTo(0);
    assertThat(next("asha", 1, "bo", "carla", "asha", "asha")).isEqualTo(3);
    assertThat(next("asha", 1, "asha", "asha", "carla")).isEqualTo(2);
    assertThat(next("bo", 1, "asha", "carla")).isEqualTo(0);
  }

  /** Of asha, nobody, bo, nobody a pause was last; then the pauses are taken out, or one is. */
  @Test
  void goesOnBehindAPauseThatIsNoLongerInTheList() {
    assertThat(next(List.of(), 1, "asha", "bo")).isEqualTo(1);
    assertThat(next(List.of(), 3, "asha", "bo")).isEqualTo(0);
    assertThat(next(List.of(), 3, "asha", "nobody", "bo")).isEqualTo(2);
  }

  private static int next(String last, int place, String... names) {
    return next(List.of(last), place, names);
  }

  private static int next(List<String> last, int place, String... names) {
    var list =
        Stream.of(names).map(it -> it.equals("nobody") ? Member.NOBODY : Member.of(it)).toList();
    var line =
        new Book.Line(
            "primary", "daily", null, List.of(), last, place, List.of(), List.of(), List.of());
    return new Places(list, line).next(list);
  }

  @Test
  void countsNoTurnOfNobodyInWhatAnybodyHad() {
    var start = Instant.parse("2026-01-05T09:00:00Z");
    var end = start.plus(Duration.ofDays(9));
    assertThat(fairness(start, end, Member.of("asha"), Member.NOBODY, Member.of("bo")))
        .containsExactly("asha PT72H", "bo PT72H");
    assertThat(fairness(start, end, Member.NOBODY)).isEmpty();
  }

  /** Who serves how long, which is as long as what their load says. */
  private static List<String> fairness(Instant start, Instant end, Member... members) {
    var rotation =
        Rotation.named(
                "daily",
                ZoneId.of("UTC"),
                LocalDateTime.parse("2026-01-05T09:00"),
                TurnLength.parse("1d"))
            .members(List.of(members))
            .assign(Rotation.Assign.IN_ORDER)
            .build();
    var rota = Rota.of("primary", ZoneId.of("UTC"), rotation);
    var fairness = Fairness.of(List.of(rota), List.of("primary"), start, end).getFirst();
    var served = fairness.people().stream().map(it -> it.who() + " " + it.hours()).toList();
    assertThat(
            fairness.balances().stream()
                .flatMap(it -> it.accounts().stream())
                .map(it -> it.who() + " " + it.load()))
        .isEqualTo(served);
    return served;
  }

  @Test
  void countsWhoHasAnotherPlaceFromADayOnOnce() {
    var asha = Member.of("asha");
    var joined = asha.joining(Instant.parse("2026-01-05T09:00:00Z"));
    var earlier = asha.joining(Instant.parse("2026-01-04T09:00:00Z"));
    assertThat(Member.distinct(List.of(joined, asha, earlier))).containsExactly(asha);
    assertThat(Member.distinct(List.of(joined, earlier))).containsExactly(earlier);
    assertThat(accounts(asha, Member.of("bo"), joined))
        .hasSize(2)
        .isEqualTo(accounts(asha, Member.of("bo"), asha));
  }

  /** What they have had after nine days, of which asha was away for two. */
  private static List<Book.Account> accounts(Member... members) {
    var zone = ZoneId.of("UTC");
    var anchor = LocalDateTime.parse("2026-01-05T09:00");
    var start = WallClock.instant(anchor, zone);
    var rotation =
        Rotation.named("daily", zone, anchor, TurnLength.parse("1d"))
            .members(List.of(members))
            .assign(Rotation.Assign.IN_ORDER)
            .build();
    var leave = start.plus(Duration.ofDays(2));
    var asha = Person.of("asha", zone).away(leave, leave.plus(Duration.ofDays(2)), "");
    var rotas =
        List.of(Rota.of("primary", zone, rotation).person(asha).person(Person.of("bo", zone)));
    var now = start.plus(Duration.ofDays(9));
    var settled = Engine.of(rotas, Engine.of(rotas, Book.EMPTY).settle(now.plusMillis(1)));
    var book = settled.reopen(now, (schedule, name) -> false, Duration.ofDays(3));
    return book.lines().getFirst().accounts();
  }
}

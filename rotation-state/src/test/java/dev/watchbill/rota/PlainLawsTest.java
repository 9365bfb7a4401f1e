package dev.watchbill.rota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that hold for every rota, on rotas whose turns are assigned plainly. */
class PlainLawsTest {
  static LongStream seeds() {
    return Generated.seeds(200);
  }

  static LongStream moreSeeds() {
    return LongStream.range(200, 5_000);
  }

  private record Case(Rota rota, Engine engine, Instant from, Instant to, SplittableRandom random) {
    static Case of(long seed) {
      var generated = new Generated(seed);
      var rota = generated.plainRota();
      var first = rota.rotations().getFirst();
      var from =
          SlowRota.instant(first.start(), first.zone())
              .plusSeconds(generated.random().nextInt(-2 * 86_400, 30 * 86_400));
      var to = from.plusSeconds(3600L * (1 + generated.random().nextInt(15 * 24)));
      return new Case(rota, Engine.of(rota), from, to, generated.random());
    }

    List<PlannedShift> shifts() {
      return engine.shifts(from, to);
    }

    /** The window's ends, every edge and the moment before it, and a few moments anywhere. */
    Set<Instant> moments() {
      var moments = new TreeSet<Instant>();
      for (var shift : shifts()) {
        List.of(shift.start(), shift.end())
            .forEach(edge -> moments.addAll(List.of(edge, edge.minusNanos(1))));
      }
      for (int i = 0; i < 30; i++) {
        moments.add(from.plusMillis(random.nextLong(Duration.between(from, to).toMillis())));
      }
      moments.removeIf(at -> at.isBefore(from) || !at.isBefore(to));
      return moments;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void putsOnCallWhomCountingTurnByTurnDoes(long seed) {
    var each = Case.of(seed);
    var slow = new SlowRota(each.rota());
    var turns = new HashMap<String, List<SlowRota.Turn>>();
    each.rota().rotations().forEach(it -> turns.put(it.name(), SlowRota.turns(it, each.to())));
    var shifts = each.shifts();
    for (var at : each.moments()) {
      assertThat(onCall(shifts, at)).as("%s of %s", at, each.rota()).isEqualTo(slow.who(at, turns));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("moreSeeds")
  @Tag("slow")
  void putsOnCallWhomCountingTurnByTurnDoesForMoreSeeds(long seed) {
    putsOnCallWhomCountingTurnByTurnDoes(seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void givesShiftsInsideTheWindowThatNameWhatExists(long seed) {
    var each = Case.of(seed);
    var rotations =
        each.rota().rotations().stream().collect(Collectors.toMap(Rotation::name, it -> it));
    for (var shift : each.shifts()) {
      assertThat(shift.start()).isBetween(each.from(), shift.end().minusMillis(1));
      assertThat(shift.end()).isBeforeOrEqualTo(each.to());
      if (shift.kind() == PlannedShift.Kind.TURN) {
        assertThat(rotations).containsKey(shift.rotation());
        var rotation = Objects.requireNonNull(rotations.get(shift.rotation()));
        assertThat(rotation.members()).anyMatch(it -> it.people().contains(shift.who()));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void listsNobodyTwiceAndOneAtATimeUnlessSeveralWereAsked(long seed) {
    var each = Case.of(seed);
    var additions =
        each.rota().overrides().stream().anyMatch(it -> it.kind() == ShiftOverride.Kind.ADD);
    for (var at : each.moments()) {
      var all = each.shifts().stream().filter(it -> it.covers(at)).map(PlannedShift::who).toList();
      assertThat(all).doesNotHaveDuplicates();
      if (each.rota().mode() == Rota.Mode.PRIORITY && !additions) {
        assertThat(onCall(each.shifts(), at)).hasSizeLessThanOrEqualTo(1);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void tilesTheWindowWithShiftsAndGaps(long seed) {
    var each = Case.of(seed);
    var gaps = each.engine().gaps(each.from(), each.to());
    var promise = each.rota().promise();
    for (var at : each.moments()) {
      var required = promise == null || SlowRota.open(promise.hours(), promise.zone(), at);
      var inGap = gaps.stream().anyMatch(it -> !at.isBefore(it.start()) && at.isBefore(it.end()));
      assertThat(inGap).as("%s", at).isEqualTo(required && onCall(each.shifts(), at).isEmpty());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void answersAnInstantAsTheRangeAroundIt(long seed) {
    var each = Case.of(seed);
    for (var at : each.moments()) {
      var onCall = each.engine().onCall(at);
      assertThat(Set.copyOf(onCall.who())).isEqualTo(onCall(each.shifts(), at));
      assertThat(onCall.shifts().stream().map(it -> cut(it, each.from(), each.to())).toList())
          .containsExactlyInAnyOrderElementsOf(
              each.shifts().stream().filter(it -> it.covers(at)).toList());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void answersAPartOfAWindowAsTheWholeCut(long seed) {
    var each = Case.of(seed);
    var length = Duration.between(each.from(), each.to()).toMillis();
    var from = each.from().plusMillis(each.random().nextLong(length));
    var to =
        from.plusMillis(1 + each.random().nextLong(Duration.between(from, each.to()).toMillis()));
    var cut =
        each.shifts().stream()
            .filter(it -> it.start().isBefore(to) && it.end().isAfter(from))
            .map(it -> cut(it, from, to))
            .sorted(PlannedShift.ORDER)
            .toList();
    assertThat(Engine.of(each.rota()).shifts(from, to)).isEqualTo(cut);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void handsOffAtTheLocalTimeAWholeNumberOfTurnsFromTheAnchor(long seed) {
    var generated = new Generated(seed);
    var rotation = generated.rotation("weekly").members("asha", "bo").hours(List.of()).build();
    var start = SlowRota.instant(rotation.start(), rotation.zone());
    var shifts =
        Engine.of(Rota.of("primary", ZoneOffset.UTC, rotation))
            .shifts(start, start.plus(Duration.ofDays(60)));
    if (rotation.shift().unit() == TurnLength.Unit.HOURS) {
      return;
    }
    for (var shift : shifts.subList(1, shifts.size())) {
      var local = shift.start().atZone(rotation.zone()).toLocalDateTime();
      var turnDays = rotation.shift().nominal().toDays();
      var onGrid = rotation.start();
      while (onGrid.isBefore(local)) {
        onGrid = onGrid.plusDays(turnDays);
      }
      var skipped = rotation.zone().getRules().getTransition(onGrid.minusDays(turnDays));
      assertThat(
              onGrid.equals(local)
                  || (skipped != null
                      && skipped.isGap()
                      && skipped.getDateTimeAfter().equals(local)))
          .as("%s of %s", local, rotation)
          .isTrue();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void lastsTwentyFourHoursADayAndTheClockChangeInside(long seed) {
    var rotation = new Generated(seed).rotation("weekly").members("asha").hours(List.of()).build();
    var grid = new TurnGrid(rotation);
    for (long k = 0; k < 400; k++) {
      var start = Instant.ofEpochMilli(grid.start(k));
      var end = Instant.ofEpochMilli(grid.start(k + 1));
      assertThat(end).isAfterOrEqualTo(start);
      var rules = rotation.zone().getRules();
      if (rotation.shift().unit() != TurnLength.Unit.HOURS
          && rules.getTransition(grid.localStart(k)) == null
          && rules.getTransition(grid.localStart(k + 1)) == null) {
        var moved =
            rules.getOffset(start).getTotalSeconds() - rules.getOffset(end).getTotalSeconds();
        assertThat(Duration.between(start, end))
            .isEqualTo(rotation.shift().nominal().plusSeconds(moved));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void plansTheSameInWhateverZoneTheMachineIs(long seed) {
    var each = Case.of(seed);
    var shifts = each.shifts();
    var zone = TimeZone.getDefault();
    var locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      Locale.setDefault(Locale.of("ar", "EG"));
      assertThat(Engine.of(Case.of(seed).rota()).shifts(each.from(), each.to())).isEqualTo(shifts);
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void changesNothingOutsideAnOverride(long seed) {
    var each = Case.of(seed);
    var without = Engine.of(each.rota().overrides(List.of()));
    for (var at : each.moments()) {
      var overridden =
          each.rota().overrides().stream()
              .anyMatch(it -> !at.isBefore(it.from()) && at.isBefore(it.to()));
      if (!overridden) {
        assertThat(each.engine().onCall(at).who()).isEqualTo(without.onCall(at).who());
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void leavesAHigherLayerAloneWhenALowerOneIsAdded(long seed) {
    var each = Case.of(seed);
    var rota = each.rota().mode(Rota.Mode.PRIORITY).overrides(List.of());
    var lower = new Generated(seed + 1).rotation("lower").priority(-1).build();
    var layers = new ArrayList<>(rota.rotations());
    layers.add(lower);
    var people = new HashSet<>(rota.people());
    lower
        .members()
        .forEach(it -> it.people().forEach(who -> people.add(Person.of(who, rota.zone()))));
    var more = Engine.of(rota.people(List.copyOf(people)).rotations(layers));
    var before = Engine.of(rota);
    var gaps = before.gaps(each.from(), each.to());
    assertThat(more.gaps(each.from(), each.to()))
        .allMatch(gap ->
            gaps.stream()
                .anyMatch(it -> !gap.start().isBefore(it.start()) && !gap.end().isAfter(it.end())));
    for (var at : each.moments()) {
      var who = before.onCall(at).who();
      if (!who.isEmpty()) {
        assertThat(more.onCall(at).who()).isEqualTo(who);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void givesNobodyElsesStretchesAwayWhenOnePersonIsReplaced(long seed) {
    var each = Case.of(seed);
    var before = each.rota().overrides(List.of());
    var from = each.from().plusSeconds(3600);
    var replace = ShiftOverride.replace("zoe", "bo", from, from.plus(Duration.ofDays(5)));
    var after = Engine.of(before.overrides(List.of(replace)));
    var plain = Engine.of(before);
    for (var at : each.moments()) {
      var expected = new TreeSet<>(plain.onCall(at).who());
      if (!at.isBefore(replace.from()) && at.isBefore(replace.to()) && expected.remove("bo")) {
        expected.add("zoe");
      }
      assertThat(new TreeSet<>(after.onCall(at).who())).as("%s", at).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void answersTheSameInWhateverOrderOverridesAndPeopleWereEntered(long seed) {
    var each = Case.of(seed);
    var rota = each.rota();
    var turned = rota.overrides(rota.overrides().reversed()).people(rota.people().reversed());
    assertThat(Engine.of(turned).shifts(each.from(), each.to())).isEqualTo(each.shifts());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void countsTurnsOnAsIfThereWereNoOverrides(long seed) {
    var each = Case.of(seed);
    var alone = new HashMap<String, List<PlannedShift>>();
    for (var rotation : each.rota().rotations()) {
      // An override of one rotation may bring to light what is below it.
      var plain = each.rota().overrides(List.of()).rotations(List.of(rotation));
      alone.put(rotation.name(), Engine.of(plain).shifts(each.from(), each.to()));
    }
    for (var shift : each.shifts()) {
      if (shift.kind() == PlannedShift.Kind.TURN && !shift.shadow()) {
        assertThat(alone.get(shift.rotation()))
            .as("%s", shift)
            .anyMatch(it ->
                it.who().equals(shift.who())
                    && Objects.equals(it.turn(), shift.turn())
                    && Objects.equals(it.rotation(), shift.rotation())
                    && !it.start().isAfter(shift.start())
                    && !it.end().isBefore(shift.end()));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void answersManyThreadsAsOne(long seed) throws Exception {
    var each = Case.of(seed);
    var engine = Engine.of(each.rota());
    Callable<List<PlannedShift>> question = () -> engine.shifts(each.from(), each.to());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(Collections.nCopies(4, question))) {
        assertThat(answer.get()).isEqualTo(each.shifts());
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void renamesTheAnswerWhenPeopleAreRenamed(long seed) {
    var each = Case.of(seed);
    var json = RotaJson.write(each.rota());
    var names = Map.of("asha", "zoe", "bo", "yan", "carla", "ximena");
    for (var name : names.entrySet()) {
      json = json.replace('"' + name.getKey() + '"', '"' + name.getValue() + '"');
    }
    var renamed = Engine.of(RotaJson.read(json));
    for (var at : each.moments()) {
      assertThat(Set.copyOf(renamed.onCall(at).who()))
          .isEqualTo(
              onCall(each.shifts(), at).stream()
                  .map(who -> names.getOrDefault(who, who))
                  .collect(Collectors.toSet()));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void servesTurnKByItsMemberHoweverFar(long seed) {
    var generated = new Generated(seed);
    var zone = generated.zone();
    var rotation =
        Rotation.named(
                "weekly", zone, generated.anchor(zone).with(LocalTime.NOON), generated.shift())
            .members("asha", "bo", "carla")
            .build();
    var count = new TurnCount(new TurnGrid(rotation), new LocalHours(List.of(), zone));
    var grid = new TurnGrid(rotation);
    var engine = Engine.of(Rota.of("primary", zone, rotation));
    for (var slot : List.of(0L, 1L, 1_000L, 1_000_000L)) {
      if (count.uses(slot)) {
        var member = rotation.members().get((int) (count.before(slot) % 3));
        assertThat(engine.onCall(Instant.ofEpochMilli(grid.start(slot))).who())
            .isEqualTo(member.people());
      }
    }
  }

  private static Set<String> onCall(List<PlannedShift> shifts, Instant at) {
    return shifts.stream()
        .filter(it -> !it.shadow() && it.covers(at))
        .map(PlannedShift::who)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static PlannedShift cut(PlannedShift shift, Instant from, Instant to) {
    return shift.between(
        shift.start().isBefore(from) ? from : shift.start(),
        shift.end().isAfter(to) ? to : shift.end());
  }
}

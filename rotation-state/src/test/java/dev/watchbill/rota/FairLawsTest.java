package dev.watchbill.rota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of fair round robin, on rotas whose members are away, tired, asleep or part-time. */
class FairLawsTest {
  private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

  static LongStream seeds() {
    return Generated.seeds(200);
  }

  static LongStream moreSeeds() {
    return LongStream.range(200, 3_000);
  }

  /** What a rota is limited by. */
  private static final class Limits {
    boolean away;
    boolean waking;
    boolean rest;
    boolean shares;
    boolean weights;
    boolean joins;
  }

  private static Limits any(SplittableRandom random) {
    var limits = new Limits();
    limits.away = random.nextBoolean();
    limits.waking = random.nextInt(3) == 0;
    limits.rest = random.nextInt(3) == 0;
    limits.shares = random.nextInt(3) == 0;
    limits.weights = random.nextInt(3) == 0;
    limits.joins = random.nextInt(3) == 0;
    return limits;
  }

  private record Case(Rota rota, Instant start, Instant end, List<PlannedShift> shifts) {
    Case(Rota rota, Instant start, Instant end) {
      this(rota, start, end, Engine.of(rota).shifts(start, end));
    }

    static Case of(long seed) {
      var generated = new Generated(seed);
      return of(generated, any(generated.random()), generated.hours());
    }

    static Case of(Generated generated, Limits limits, List<Hours> hours) {
      var random = generated.random();
      var zone = generated.zone();
      var anchor = generated.anchor(zone);
      var start = WallClock.instant(anchor, zone);
      var names = generated.members(1 + random.nextInt(6));
      var members = new ArrayList<Member>();
      for (var name : names) {
        var late = limits.joins && random.nextInt(3) == 0;
        var member = Member.of(name);
        members.add(late ? member.joining(start.plusSeconds(random.nextInt(90 * 86_400))) : member);
      }
      var shift = new TurnLength(1 + random.nextInt(9), TurnLength.Unit.DAYS);
      var rotation =
          Rotation.named(
                  "daily", zone, anchor, random.nextBoolean() ? shift : TurnLength.parse("12h"))
              .members(members)
              .hours(hours)
              .waking(limits.waking)
              .rest(limits.rest ? Duration.ofHours(1 + random.nextInt(60)) : Duration.ZERO)
              .maxStint(
                  limits.rest && random.nextBoolean()
                      ? Duration.ofDays(1 + random.nextInt(9))
                      : Duration.ZERO)
              .assign(random.nextInt(5) == 0 ? Rotation.Assign.IN_ORDER : Rotation.Assign.FAIR)
              .build();
      var rota = Rota.of("primary", zone, rotation);
      for (var name : names) {
        rota = rota.person(person(generated, name, start, limits));
      }
      var night = Hours.daily(ALL, LocalTime.of(22, 0), LocalTime.of(7, 0));
      var weekend =
          Hours.daily(Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.MIN, LocalTime.MIN);
      var weights =
          new Weights(
              night, 2, weekend, 1.5, 1, Duration.ofHours(2), Weights.Zone.MEMBER, List.of());
      return new Case(
          limits.weights ? rota.weights(weights) : rota, start, start.plus(Duration.ofDays(120)));
    }

    private static Person person(Generated generated, String name, Instant start, Limits limits) {
      var random = generated.random();
      var person = Person.of(name, generated.zone());
      var away = new ArrayList<Absence>();
      for (int i = random.nextInt(3); limits.away && i > 0; i--) {
        var from = start.plusSeconds(3600L * random.nextInt(100 * 24));
        away.add(
            new Absence(from, from.plusSeconds(3600L * (1 + random.nextInt(20 * 24))), "leave"));
      }
      if (limits.away && random.nextInt(3) == 0) {
        var days = EnumSet.of(generated.pick(List.copyOf(ALL)));
        var hours = Hours.daily(days, LocalTime.MIN, LocalTime.MIN);
        person = person.weeklyAway(List.of(new WeeklyAbsence(hours, "part time")));
      }
      if (limits.waking && random.nextBoolean()) {
        person = person.waking(Hours.daily(ALL, LocalTime.of(7, 0), LocalTime.of(23, 0)));
      }
      return person.away(away).share(limits.shares ? generated.pick(List.of(0.5, 0.8, 1.0)) : 1);
    }

    Rotation rotation() {
      return rota.rotations().getFirst();
    }

    Person person(String who) {
      return rota.people().stream().filter(it -> it.id().equals(who)).findFirst().orElseThrow();
    }

    boolean isAway(Person person, Instant at) {
      return person.away().stream().anyMatch(it -> !at.isBefore(it.from()) && at.isBefore(it.to()))
          || person.weeklyAway().stream()
              .anyMatch(it -> SlowRota.open(List.of(it.hours()), person.zone(), at));
    }

    boolean isAsleep(Person person, Instant at) {
      var waking = person.waking();
      return rotation().waking()
          && waking != null
          && !SlowRota.open(List.of(waking), person.zone(), at);
    }

    List<Instant> moments(SplittableRandom random) {
      var moments = new ArrayList<Instant>();
      for (var shift : shifts()) {
        moments.addAll(List.of(shift.start(), shift.end().minusMillis(1)));
      }
      for (int i = 0; i < 50; i++) {
        moments.add(start.plusMillis(random.nextLong(Duration.between(start, end).toMillis())));
      }
      moments.removeIf(at -> !at.isBefore(end));
      return moments;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void givesNobodyATurnWhileAwayAsleepOrNotYetAMember(long seed) {
    var each = Case.of(seed);
    for (var at : each.moments(new SplittableRandom(seed))) {
      for (var shift : each.shifts().stream().filter(it -> it.covers(at)).toList()) {
        var person = each.person(shift.who());
        assertThat(each.isAway(person, at)).as("%s away at %s", shift, at).isFalse();
        assertThat(each.isAsleep(person, at)).as("%s asleep at %s", shift, at).isFalse();
        each.rotation().members().stream()
            .filter(it -> it.people().contains(shift.who()) && it.from() != null)
            .forEach(it -> assertThat(at).isAfterOrEqualTo(it.from()));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("moreSeeds")
  @Tag("slow")
  void givesNobodyATurnWhileAwayAsleepOrNotYetAMemberForMoreSeeds(long seed) {
    givesNobodyATurnWhileAwayAsleepOrNotYetAMember(seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void leavesNoGapWhileSomebodyCouldServe(long seed) {
    var each = Case.of(seed);
    var rotation = each.rotation();
    if (!rotation.rest().isZero()) {
      return;
    }
    var joined = rotation.members().stream().allMatch(it -> it.from() == null);
    for (var at : each.moments(new SplittableRandom(seed))) {
      var open = SlowRota.open(rotation.hours(), rotation.zone(), at);
      var free =
          each.rota().people().stream()
              .anyMatch(it -> !each.isAway(it, at) && !each.isAsleep(it, at));
      if (joined && open && free) {
        assertThat(each.shifts()).as("%s", at).anyMatch(it -> it.covers(at));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void restsEverybodyBetweenTheirTurns(long seed) {
    var each = Case.of(seed);
    var last = new HashMap<String, PlannedShift>();
    for (var shift : each.shifts()) {
      var before = last.put(shift.who(), shift);
      if (before != null && !Objects.equals(shift.turn(), before.turn())) {
        assertThat(Duration.between(before.end(), shift.start()))
            .as("%s then %s", before, shift)
            .isGreaterThanOrEqualTo(each.rotation().rest());
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void keepsEveryStintAsShortAsAsked(long seed) {
    var each = Case.of(seed);
    var most = each.rotation().maxStint();
    var zone = each.rotation().zone();
    var begun = new HashMap<String, PlannedShift>();
    for (var shift : each.shifts()) {
      var before = begun.get(shift.who());
      var stint =
          before != null && before.end().equals(shift.start())
              ? before.between(before.start(), shift.end())
              : shift;
      begun.put(shift.who(), stint);
      if (!most.isZero()) {
        var length =
            Duration.between(
                stint.start().atZone(zone).toLocalDateTime(),
                stint.end().atZone(zone).toLocalDateTime());
        // A stint that begins in a skipped hour is that hour longer on the wall clock's paper.
        assertThat(length).as("%s", stint).isLessThanOrEqualTo(most.plusHours(24));
        assertThat(length.minus(most)).isLessThanOrEqualTo(Duration.ofHours(2));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void answersTheSameWhateverTheWindow(long seed) {
    var each = Case.of(seed);
    var random = new SplittableRandom(seed);
    var engine = Engine.of(each.rota());
    for (int i = 0; i < 5; i++) {
      var from = each.start().plusSeconds(random.nextInt(110 * 86_400));
      var to = from.plusSeconds(1 + random.nextInt(9 * 86_400));
      var cut =
          each.shifts().stream()
              .filter(it -> it.start().isBefore(to) && it.end().isAfter(from))
              .map(it ->
                  it.between(
                      it.start().isBefore(from) ? from : it.start(),
                      it.end().isAfter(to) ? to : it.end()))
              .sorted(PlannedShift.ORDER)
              .toList();
      var expected = cut.stream().filter(it -> it.end().isBefore(each.end())).toList();
      assertThat(Engine.of(each.rota()).shifts(from, to)).containsAll(expected);
      assertThat(engine.shifts(from, to)).isEqualTo(Engine.of(each.rota()).shifts(from, to));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void isPlainRoundRobinWhenNothingConstrains(long seed) {
    var generated = new Generated(seed);
    var each = Case.of(generated, new Limits(), generated.hours());
    var track = new Track(each.rota(), each.rotation(), Set.of());
    new Replay(List.of(track));
    var from = each.start().toEpochMilli();
    var to = each.end().toEpochMilli();
    assertThat(track.between(from, to))
        .isEqualTo(new PlainTurns(new Slots(each.rotation())).between(from, to));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void spreadsTurnsByAtMostOneAmongThoseAlwaysThere(long seed) {
    var generated = new Generated(seed);
    var limits = new Limits();
    limits.away = true;
    assertSpread(fair(Case.of(generated, limits, List.of())), turn -> 1, 1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void spreadsWeightedHoursByAtMostTheHeaviestTurn(long seed) {
    var generated = new Generated(seed);
    var limits = new Limits();
    limits.away = true;
    limits.weights = true;
    var each = fair(Case.of(generated, limits, List.of()));
    var weighing = new Weighing(each.rota().weights(), each.rotation().zone());
    ToLongFunction<PlannedShift> weight =
        it ->
            weighing.weigh(
                each.person(it.who()),
                Spans.of(it.start().toEpochMilli(), it.end().toEpochMilli()));
    var heaviest = each.shifts().stream().mapToLong(weight).max().orElse(0);
    assertSpread(each, weight, heaviest);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void dividesTurnsByShares(long seed) {
    var generated = new Generated(seed);
    var limits = new Limits();
    limits.shares = true;
    var each = fair(Case.of(generated, limits, List.of()));
    // In 1/800 of a turn, so that every share divides it.
    assertSpread(each, it -> Math.round(800 / each.person(it.who()).share()), 1600);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void burdensNobodyWhoComesBackOrJoins(long seed) {
    var generated = new Generated(seed);
    var limits = new Limits();
    limits.away = true;
    limits.joins = true;
    var each = fair(Case.of(generated, limits, List.of()));
    var people = each.rota().people();
    for (var person : people) {
      var through = new HashSet<>(people);
      var length = 0;
      var own = 0;
      for (var turn : each.shifts()) {
        if (!isThere(each, person, turn)) {
          through.addAll(people);
          length = 0;
          own = 0;
          continue;
        }
        through.removeIf(other -> !isThere(each, other, turn));
        length++;
        own += turn.who().equals(person.id()) ? 1 : 0;
        assertThat(own)
            .as("%s up to %s", person, turn)
            .isLessThanOrEqualTo(Math.ceilDiv(length, through.size()) + 1);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("someSeeds")
  void choosesWhomCountingInFractionsDoes(long seed) {
    var generated = new Generated(seed);
    var limits = new Limits();
    limits.away = generated.random().nextInt(3) != 0;
    limits.shares = generated.random().nextBoolean();
    limits.weights = generated.random().nextBoolean();
    limits.joins = generated.random().nextInt(3) == 0;
    var each = fair(Case.of(generated, limits, onQuarters(generated.hours())));
    var until = each.start().plus(Duration.ofDays(50));
    var slow = new SlowFair(each.rota()).holders(until);
    var track = new Track(each.rota(), each.rotation(), Set.of());
    new Replay(List.of(track)).ensure(until.toEpochMilli());
    var turns = track.turns().subList(0, slow.size());
    assertThat(turns)
        .as("%s", each.rota())
        .extracting(turn -> turn.whole == null ? "nobody" : turn.whole.name())
        .isEqualTo(slow);
  }

  /** What is counted quarter of an hour by quarter of an hour begins and ends on one. */
  private static List<Hours> onQuarters(List<Hours> hours) {
    return hours.stream().allMatch(it -> isQuarter(it.from()) && isQuarter(it.to()))
        ? hours
        : List.of();
  }

  private static boolean isQuarter(LocalTime time) {
    return time.getMinute() % 15 == 0;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("moreSomeSeeds")
  @Tag("slow")
  void choosesWhomCountingInFractionsDoesForMoreSeeds(long seed) {
    choosesWhomCountingInFractionsDoes(seed);
  }

  static LongStream someSeeds() {
    return Generated.seeds(60);
  }

  static LongStream moreSomeSeeds() {
    return LongStream.range(60, 600);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void takesTurnsInsideTheHoursOnly(long seed) {
    var each = Case.of(seed);
    var rotation = each.rotation();
    for (var shift : each.shifts()) {
      for (var at : List.of(shift.start(), shift.end().minusMillis(1))) {
        assertThat(SlowRota.open(rotation.hours(), rotation.zone(), at)).as("%s", shift).isTrue();
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void changesNothingLongBeforeAnAbsenceThatIsAdded(long seed) {
    var each = Case.of(seed);
    var random = new SplittableRandom(seed);
    var who = each.rota().people().get(random.nextInt(each.rota().people().size()));
    var from = each.start().plus(Duration.ofDays(40 + random.nextInt(40)));
    var more = new ArrayList<>(who.away());
    more.add(new Absence(from, from.plus(Duration.ofDays(5)), "more"));
    var changed = Engine.of(each.rota().person(who.away(more)));
    var turn = each.rotation().shift().nominal();
    var untouched = from.minus(turn.multipliedBy(LookBack.TURNS + 1L)).minus(Duration.ofHours(30));
    assertThat(changed.shifts(each.start(), untouched))
        .isEqualTo(Engine.of(each.rota()).shifts(each.start(), untouched));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void saysThatTheBoundHoldsAndCountsEveryHour(long seed) {
    var generated = new Generated(seed);
    var limits = new Limits();
    limits.away = generated.random().nextBoolean();
    limits.shares = generated.random().nextBoolean();
    limits.weights = generated.random().nextBoolean();
    limits.joins = generated.random().nextBoolean();
    var each = fair(Case.of(generated, limits, generated.hours()));
    var schedules = List.of("primary");
    var fairness =
        Fairness.of(List.of(each.rota()), schedules, each.start(), each.end()).getFirst();
    assertThat(fairness.balances()).allMatch(Balance::holds);
    var served = fairness.people().stream().map(Tally::hours).reduce(Duration.ZERO, Duration::plus);
    var open =
        Engine.of(each.rota()).gaps(each.start(), each.end()).stream()
            .map(it -> Duration.between(it.start(), it.end()))
            .reduce(Duration.ZERO, Duration::plus);
    assertThat(served.plus(open)).isEqualTo(Duration.between(each.start(), each.end()));
  }

  private static boolean isThere(Case each, Person person, PlannedShift turn) {
    if (!person.weeklyAway().isEmpty() || !person.away().isEmpty()) {
      var span = Spans.of(turn.start().toEpochMilli(), turn.end().toEpochMilli());
      if (new Availability(person, false).isAbsent(span)) {
        return false;
      }
    }
    return each.rotation().members().stream()
        .filter(it -> it.people().contains(person.id()))
        .allMatch(it -> it.from() == null || !it.from().isAfter(turn.start()));
  }

  private static Case fair(Case each) {
    var rotation = each.rotation();
    var builder =
        Rotation.named(rotation.name(), rotation.zone(), rotation.start(), rotation.shift())
            .members(rotation.members())
            .hours(rotation.hours());
    return new Case(each.rota().rotations(List.of(builder.build())), each.start(), each.end());
  }

  /** At every prefix of the plan. */
  private static void assertSpread(Case each, ToLongFunction<PlannedShift> weight, long bound) {
    var loads = new HashMap<String, Long>();
    each.rota().people().stream()
        .filter(it -> it.away().isEmpty() && it.weeklyAway().isEmpty())
        .forEach(it -> loads.put(it.id(), 0L));
    for (var shift : each.shifts()) {
      if (shift.end().equals(each.end()) || loads.isEmpty()) {
        return;
      }
      loads.computeIfPresent(shift.who(), (who, load) -> load + weight.applyAsLong(shift));
      var most = loads.values().stream().mapToLong(it -> it).max().orElse(0);
      var least = loads.values().stream().mapToLong(it -> it).min().orElse(0);
      assertThat(most - least).as("%s after %s", loads, shift).isLessThanOrEqualTo(bound);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void restsEverybodyBetweenTurnsOfTwoRotations(long seed) {
    var generated = new Generated(seed);
    var random = generated.random();
    var zone = generated.zone();
    var anchor = generated.anchor(zone);
    var rest = Duration.ofHours(1 + random.nextInt(30));
    var members = generated.members(2 + random.nextInt(5));
    var day = Hours.daily(ALL, LocalTime.of(8, 0), LocalTime.of(20, 0));
    var night = Hours.daily(ALL, LocalTime.of(20, 0), LocalTime.of(8, 0));
    var one =
        Rotation.named("day", zone, anchor, TurnLength.parse("1d"))
            .members(members)
            .hours(List.of(day))
            .rest(rest)
            .build();
    var other =
        Rotation.named("night", zone, anchor.plusHours(random.nextInt(48)), TurnLength.parse("1d"))
            .members(members)
            .hours(List.of(night))
            .rest(rest)
            .build();
    var from = WallClock.instant(anchor, zone);
    var shifts =
        Engine.of(Rota.of("primary", zone, one, other))
            .shifts(from, from.plus(Duration.ofDays(40)));
    var last = new HashMap<String, PlannedShift>();
    for (var shift : shifts) {
      var before = last.put(shift.who(), shift);
      if (before != null && !isSameTurn(shift, before)) {
        assertThat(Duration.between(before.end(), shift.start()))
            .as("%s then %s", before, shift)
            .isGreaterThanOrEqualTo(rest);
      }
    }
  }

  private static boolean isSameTurn(PlannedShift a, PlannedShift b) {
    return Objects.equals(a.rotation(), b.rotation()) && Objects.equals(a.turn(), b.turn());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void putsNobodyOnTwoExclusiveSchedulesAtOnce(long seed) {
    var first = Case.of(seed);
    var generated = new Generated(seed + 7);
    var zone = ZoneId.of("Europe/Berlin");
    var second =
        Rotation.named("second", zone, first.rotation().start(), generated.shift())
            .members(generated.members(4))
            .build();
    var secondary = Rota.of("secondary", zone, second).exclusiveWith(List.of("primary"));
    var engine = Engine.of(List.of(first.rota(), secondary));
    var until = first.start().plus(Duration.ofDays(40));
    for (var a : engine.shifts("primary", first.start(), until)) {
      assertThat(engine.shifts("secondary", a.start(), a.end()))
          .as("%s", a)
          .noneMatch(b -> b.who().equals(a.who()));
    }
  }
}

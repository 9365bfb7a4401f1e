package dev.watchbill.rota;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Fair round robin as one would explain it: quarter of an hour by quarter of an hour, in exact
 * fractions, and sharing no code with the engine. For one rotation of single members without rest,
 * stints or waking hours, on clocks that change by quarters of an hour.
 */
final class SlowFair {
  private static final Duration STEP = Duration.ofMinutes(15);

  private final Rota rota;
  private final Rotation rotation;
  private final Map<String, Person> people = new HashMap<>();
  private final Map<String, Fraction> loads = new HashMap<>();
  private final Map<String, Instant> lastServed = new HashMap<>();

  /** A fraction that is never rounded. */
  record Fraction(BigInteger over, BigInteger under) implements Comparable<Fraction> {
    static Fraction of(long over, long under) {
      return new Fraction(BigInteger.valueOf(over), BigInteger.valueOf(under));
    }

    Fraction plus(Fraction other) {
      var over = this.over.multiply(other.under).add(other.over.multiply(under));
      var under = this.under.multiply(other.under);
      var common = over.gcd(under).max(BigInteger.ONE);
      return new Fraction(over.divide(common), under.divide(common));
    }

    Fraction times(long over, long under) {
      return new Fraction(
          this.over.multiply(BigInteger.valueOf(over)),
          this.under.multiply(BigInteger.valueOf(under)));
    }

    @Override
    public int compareTo(Fraction other) {
      return over.multiply(other.under).compareTo(other.over.multiply(under));
    }
  }

  SlowFair(Rota rota) {
    this.rota = rota;
    this.rotation = rota.rotations().getFirst();
    rota.people().forEach(person -> people.put(person.id(), person));
  }

  /** Who has each turn, up to the first that nobody can take whole. */
  List<String> holders(Instant before) {
    var holders = new ArrayList<String>();
    for (var turn : SlowRota.turns(rotation, before)) {
      var steps = steps(turn.start(), turn.end());
      var joined = rotation.members().stream().filter(it -> hasJoined(it, turn.start())).toList();
      open(joined);
      var free = joined.stream().filter(it -> !isAway(it, steps)).toList();
      if (free.isEmpty()) {
        return holders;
      }
      var chosen =
          free.stream()
              .min(
                  Comparator.comparing(this::load)
                      .thenComparing(it -> lastServed.getOrDefault(who(it), Instant.MIN))
                      .thenComparingInt(it -> rotation.members().indexOf(it)))
              .orElseThrow();
      serve(chosen, joined, free, steps);
      lastServed.put(who(chosen), steps.getLast());
      holders.add(who(chosen));
    }
    return holders;
  }

  private void serve(Member chosen, List<Member> joined, List<Member> free, List<Instant> steps) {
    var weight = weight(chosen, steps);
    loads.merge(who(chosen), weight.times(100, share(chosen)), Fraction::plus);
    long present = free.stream().mapToLong(this::share).sum();
    joined.stream()
        .filter(it -> !free.contains(it))
        .forEach(it -> loads.merge(who(it), weight.times(100, present), Fraction::plus));
  }

  /** Newcomers start at the average of those who are there. */
  private void open(List<Member> joined) {
    var there = joined.stream().filter(it -> loads.containsKey(who(it))).toList();
    long shares = there.stream().mapToLong(this::share).sum();
    var sum = Fraction.of(0, 1);
    for (var member : there) {
      sum = sum.plus(load(member).times(share(member), 1));
    }
    var average = shares == 0 ? Fraction.of(0, 1) : sum.times(1, shares);
    joined.forEach(it -> loads.putIfAbsent(who(it), average));
  }

  private List<Instant> steps(Instant start, Instant end) {
    var steps = new ArrayList<Instant>();
    for (var at = start; at.isBefore(end); at = at.plus(STEP)) {
      if (SlowRota.open(rotation.hours(), rotation.zone(), at)) {
        steps.add(at);
      }
    }
    return steps;
  }

  private Fraction weight(Member member, List<Instant> steps) {
    if (rota.weights().areEven()) {
      return Fraction.of(1, 1);
    }
    var person = person(member);
    return Fraction.of(steps.stream().mapToLong(at -> factor(person, at)).sum(), 1);
  }

  /** In hundredths; of several factors the largest. */
  private long factor(Person person, Instant at) {
    var weights = rota.weights();
    var own = weights.zone() == Weights.Zone.MEMBER;
    ZoneId zone = own ? person.zone() : rotation.zone();
    long factor = 100;
    if (weights.night() != null && SlowRota.open(List.of(weights.night()), zone, at)) {
      factor = Math.max(factor, Math.round(100 * weights.nightFactor()));
    }
    if (weights.weekend() != null && SlowRota.open(List.of(weights.weekend()), zone, at)) {
      factor = Math.max(factor, Math.round(100 * weights.weekendFactor()));
    }
    var holidays = own ? person.holidays() : weights.holidays();
    if (holidays.contains(at.atZone(zone).toLocalDate())) {
      factor = Math.max(factor, Math.round(100 * weights.holidayFactor()));
    }
    return factor;
  }

  private boolean isAway(Member member, List<Instant> steps) {
    var person = person(member);
    return steps.stream()
        .anyMatch(at ->
            person.away().stream().anyMatch(it -> !at.isBefore(it.from()) && at.isBefore(it.to()))
                || person.weeklyAway().stream()
                    .anyMatch(it -> SlowRota.open(List.of(it.hours()), person.zone(), at)));
  }

  private static boolean hasJoined(Member member, Instant start) {
    return member.from() == null || !start.isBefore(member.from());
  }

  private Fraction load(Member member) {
    return loads.getOrDefault(who(member), Fraction.of(0, 1));
  }

  private long share(Member member) {
    return Math.round(100 * person(member).share());
  }

  private Person person(Member member) {
    return Objects.requireNonNull(people.get(who(member)));
  }

  private static String who(Member member) {
    return member.people().getFirst();
  }
}

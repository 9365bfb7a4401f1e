package dev.watchbill.rota;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How much each member of a rotation, or of a fairness group, has had, divided by their share.
 * Whole numbers, so that a tie is a tie.
 */
final class Load {
  /** Makes thirds, sevenths and elevenths of an hour whole. */
  private static final long FINE = 1001;

  private static final long LARGEST_RATIO = 1000;

  private static final class Account {
    private long load;
    private long lastServed = Long.MIN_VALUE;
    private long openedWith;
    private List<Instant> broken = List.of();
  }

  /** What happened to one account, and what stood there before. */
  record Change(
      Member member, Kind kind, long delta, long servedBefore, List<Instant> brokenBefore) {
    Change {
      brokenBefore = List.copyOf(brokenBefore);
    }
  }

  /** Why a load grew. */
  enum Kind {
    /** They serve. */
    SERVED,
    /** They are away, and owe nothing for it. */
    CREDITED,
    /** Somebody was put before them for the nights they lost. */
    PASSED_OVER
  }

  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<String, Long> shares = new HashMap<>();
  private long common = 1;

  /** Adds a member, to be opened when they first may take a turn. */
  void add(Member member, long shareInHundredths) {
    shares.putIfAbsent(member.name(), shareInHundredths);
    var least = shares.values().stream().mapToLong(Long::longValue).min().orElse(1);
    long multiple = 1;
    for (var share : shares.values()) {
      multiple = Math.min(multiple / gcd(multiple, share) * share, LARGEST_RATIO * least);
    }
    common = multiple;
  }

  boolean isOpen(Member member) {
    return accounts.containsKey(member.name());
  }

  /** A newcomer starts at the average of those who are there, so owes nothing and gets no burst. */
  void open(Member member, List<Member> others) {
    var sum = BigInteger.ZERO;
    long weight = 0;
    for (var other : others) {
      sum = sum.add(times(account(other).load, share(other)));
      weight += share(other);
    }
    var account = new Account();
    // In full, as a last digit lost would break a tie.
    account.load = weight == 0 ? 0 : sum.divide(BigInteger.valueOf(weight)).longValueExact();
    account.openedWith = account.load;
    accounts.put(member.name(), account);
  }

  private static BigInteger times(long load, long share) {
    return BigInteger.valueOf(load).multiply(BigInteger.valueOf(share));
  }

  /** Goes on from what a member had, as a book says; the first that says so is right. */
  void restore(Member member, Book.Account had) {
    if (isOpen(member)) {
      return;
    }
    var account = new Account();
    account.load =
        had.scale() == scale()
            ? had.load()
            : Math.round((double) had.load() / had.scale() * scale());
    account.lastServed =
        had.lastServed() == null ? Long.MIN_VALUE : had.lastServed().toEpochMilli();
    account.broken = had.broken();
    account.openedWith = account.load;
    accounts.put(member.name(), account);
  }

  /** What a member has had. */
  Book.Account had(Member member) {
    var account = account(member);
    return new Book.Account(
        member.people(),
        account.load,
        scale(),
        account.lastServed == Long.MIN_VALUE ? null : Instant.ofEpochMilli(account.lastServed),
        account.broken);
  }

  /** What a member has had after so many turns that count the same. */
  Book.Account after(Member member, long weight, long turns, long lastServed) {
    return new Book.Account(
        member.people(),
        turns * forServing(member, weight),
        scale(),
        Instant.ofEpochMilli(lastServed),
        List.of());
  }

  /** Of what the loads here are parts. */
  private long scale() {
    return FINE * common;
  }

  Comparator<Member> leastFirst() {
    return Comparator.<Member>comparingLong(member -> account(member).load)
        .thenComparingLong(member -> account(member).lastServed);
  }

  /** Adds what a member serves, up to an instant. */
  Change serve(Member member, long weight, long until) {
    var change = change(member, Kind.SERVED, forServing(member, weight));
    var account = account(member);
    account.lastServed = until;
    account.broken = List.of();
    return change;
  }

  /** Adds what a member serves who had it already: that makes up for no night. */
  Change serveHeld(Member member, long weight, long until) {
    var change = serve(member, weight, until);
    account(member).broken = change.brokenBefore();
    return change;
  }

  /** Adds what an absent member would have had on average, as it would be a debt otherwise. */
  Change credit(Member member, long weight, List<Member> present) {
    return change(member, Kind.CREDITED, forAbsence(weight, present));
  }

  /** Notes that the nights they lost have been made up for by putting somebody before them. */
  Change passOver(Member member) {
    var change = change(member, Kind.PASSED_OVER, 0);
    account(member).broken = List.of();
    return change;
  }

  private Change change(Member member, Kind kind, long delta) {
    var account = account(member);
    account.load += delta;
    return new Change(member, kind, delta, account.lastServed, account.broken);
  }

  /** Undoes the last change that is not undone yet. */
  void undo(Change change) {
    var account = account(change.member());
    account.load -= change.delta();
    account.lastServed = change.servedBefore();
    account.broken =
        Stream.concat(change.brokenBefore().stream(), account.broken.stream())
            .distinct()
            .sorted()
            .toList();
  }

  /** Adds a night that an incident broke; it is remembered until it has been made up for. */
  void lose(Member member, Instant night, long delta) {
    var account = account(member);
    account.load += delta;
    account.broken = Stream.concat(account.broken.stream(), Stream.of(night)).toList();
  }

  /** What a member began with: nothing, the average then, or what a book says they had. */
  long openedWith(Member member) {
    var account = accounts.get(member.name());
    return account == null ? 0 : account.openedWith;
  }

  /** The part of a full turn's worth a member takes. */
  double shareOf(Member member) {
    return share(member) / 100.0;
  }

  /** The broken nights that have not been made up for yet; empty for most. */
  List<Instant> brokenNights(Member member) {
    return account(member).broken;
  }

  /** Whether a member would come before another but for these nights. */
  boolean wouldComeBefore(Member member, long nights, Member other, List<Member> inListOrder) {
    var rested = account(member);
    var chosen = account(other);
    int byLoad = Long.compare(rested.load - nights, chosen.load);
    int byTime = byLoad != 0 ? byLoad : Long.compare(rested.lastServed, chosen.lastServed);
    return byTime != 0 ? byTime < 0 : inListOrder.indexOf(member) < inListOrder.indexOf(other);
  }

  /** A load as the time somebody of a full share serves for it where every hour counts once. */
  Duration asTime(long load) {
    return Duration.ofSeconds(Math.round((double) load / FINE / common));
  }

  /** What a weight adds to the load of the one who serves. */
  long forServing(Member member, long weight) {
    return weight * FINE * common / share(member);
  }

  /** What it adds to the load of one who is absent: as much as it does to the others on average. */
  long forAbsence(long weight, List<Member> present) {
    long sum = 0;
    for (var member : present) {
      sum += share(member);
    }
    return sum == 0 ? 0 : weight * FINE * common / sum;
  }

  private long share(Member member) {
    return Objects.requireNonNull(shares.get(member.name()));
  }

  private Account account(Member member) {
    return Objects.requireNonNull(accounts.get(member.name()));
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}

package dev.watchbill.rota;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    long sum = 0;
    long weight = 0;
    for (var other : others) {
      sum += account(other).load / 1000 * share(other);
      weight += share(other);
    }
    var account = new Account();
    account.load = weight == 0 ? 0 : equalOr(others, sum / weight * 1000);
    accounts.put(member.name(), account);
  }

  /** The exact load where all have the same, as dividing would lose the last digits. */
  private long equalOr(List<Member> others, long average) {
    var loads = others.stream().mapToLong(other -> account(other).load).distinct().toArray();
    return loads.length == 1 ? loads[0] : average;
  }

  Comparator<Member> leastFirst() {
    return Comparator.<Member>comparingLong(member -> account(member).load)
        .thenComparingLong(member -> account(member).lastServed);
  }

  long lastServed(Member member) {
    return account(member).lastServed;
  }

  void served(Member member, long at) {
    account(member).lastServed = at;
  }

  void add(Member member, long delta, boolean undo) {
    account(member).load += undo ? -delta : delta;
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

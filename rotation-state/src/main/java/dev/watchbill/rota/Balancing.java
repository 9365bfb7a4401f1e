package dev.watchbill.rota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads from the books how evenly the turns of rotations that share a load were given out. */
final class Balancing {
  /** After another share came or went loads are parts of something else. */
  private static final Duration ROUNDED = Duration.ofSeconds(1);

  private final List<Track> tracks;
  private final Books books;
  private final Load load;
  private final long until;
  private final Map<String, Sums> sums = new LinkedHashMap<>();
  private long heaviest;

  private static final class Sums {
    private final Member member;
    private long load;
    private long credited;
    private long nights;

    Sums(Member member) {
      this.member = member;
    }
  }

  private Balancing(List<Track> tracks, Books books, long until) {
    this.tracks = tracks;
    this.books = books;
    this.load = books.load(tracks.getFirst());
    this.until = until;
  }

  /** One balance a load, of everything that is planned together. */
  static List<Balance> of(Replay replay, Instant until) {
    replay.ensure(until.toEpochMilli());
    var byLoad = new LinkedHashMap<Load, List<Track>>();
    for (var track : replay.tracks()) {
      if (!track.rotation().shadow()) {
        byLoad.computeIfAbsent(replay.books().load(track), each -> new ArrayList<>()).add(track);
      }
    }
    return byLoad.values().stream()
        .map(tracks -> new Balancing(tracks, replay.books(), until.toEpochMilli()).balance(until))
        .toList();
  }

  private Balance balance(Instant at) {
    tracks.forEach(track -> track.rotation().distinctMembers().forEach(this::open));
    var bound = goesOn() ? spreadSoFar() : 0;
    for (var given : inOrder()) {
      var otherwise =
          given.track.settled().held(given.turn) != null && isOtherwiseNow(given.track, given.turn);
      add(given.track, given.turn);
      if (otherwise) {
        bound = Math.max(bound, spreadSoFar());
      }
    }
    var accounts = sums.values().stream().map(this::account).toList();
    return new Balance(
        tracks.stream().map(it -> it.rota().schedule() + "/" + it.rotation().name()).toList(),
        tracks.getFirst().rotation().fairnessGroup(),
        at,
        accounts,
        spread(accounts),
        load.asTime(Math.max(bound, heaviest + mostNights())));
  }

  /** Whether there is a book of what was before. */
  private boolean goesOn() {
    return tracks.stream().anyMatch(track -> track.settled().line() != null);
  }

  private record Given(Track track, Turn turn) {}

  /** All turns that count, as they were given out. */
  private List<Given> inOrder() {
    return tracks.stream()
        .flatMap(track -> track.turns().stream().map(turn -> new Given(track, turn)))
        .filter(given -> given.turn.start < until)
        .sorted(Comparator.comparingLong(given -> given.turn.start))
        .toList();
  }

  /**
   * Whether a settled turn says that somebody was next in turn who wouldn't be by the shares and
   * members of today. Such turns stay as published, and leave something to be made up for.
   */
  private boolean isOtherwiseNow(Track track, Turn turn) {
    if (track.rotation().assign() != Rotation.Assign.FAIR || turn.pieces.isEmpty()) {
      return false;
    }
    var piece = turn.pieces.getFirst();
    var who = piece.member();
    if (who == null || piece.why().contains(";") || !sums.containsKey(who.name())) {
      return false;
    }
    var least =
        track.distinctMembersAt(turn.start).stream()
            .mapToLong(member -> before(member, turn.start))
            .min()
            .orElse(Long.MAX_VALUE);
    // Nights are broken after a turn was published, too, and make nobody's turn another's.
    var ahead = load.asTime(before(who, turn.start) - least - mostNights());
    return ahead.compareTo(ROUNDED) > 0;
  }

  /** What a member has had of the turns so far, and of nights before an instant. */
  private long before(Member member, long at) {
    var sum = Objects.requireNonNull(sums.get(member.name()));
    return sum.load - sum.nights + books.nights(tracks.getFirst()).before(member, at);
  }

  /**
   * As the least loaded is next, the spread never grows beyond what it was, or a turn: but where
   * turns are settled that would be given otherwise now.
   */
  private long spreadSoFar() {
    var loads =
        sums.values().stream()
            .filter(it -> apart(it) == null)
            .mapToLong(it -> it.load)
            .summaryStatistics();
    return loads.getCount() == 0 ? 0 : loads.getMax() - loads.getMin();
  }

  private void open(Member member) {
    var sum = sums.computeIfAbsent(member.name(), each -> new Sums(member));
    sum.nights = books.nights(tracks.getFirst()).before(member, until);
    sum.load = load.openedWith(member) + sum.nights;
  }

  private void add(Track track, Turn turn) {
    var served = new LinkedHashMap<Member, Long>();
    for (var change : turn.changes) {
      var sum = Objects.requireNonNull(sums.get(change.member().name()));
      sum.load += change.delta();
      switch (change.kind()) {
        case SERVED -> served.merge(change.member(), change.delta(), Long::sum);
        case CREDITED -> sum.credited += change.delta();
        case PASSED_OVER -> {}
      }
    }
    served.forEach((member, weight) -> {
      if (apart(track, member) == null) {
        heaviest = Math.max(heaviest, weight);
      }
    });
  }

  private long mostNights() {
    return sums.values().stream().mapToLong(it -> it.nights).max().orElse(0);
  }

  private Balance.Account account(Sums sum) {
    return new Balance.Account(
        sum.member.name(),
        load.shareOf(sum.member),
        load.asTime(sum.load),
        load.asTime(sum.credited),
        apart(sum));
  }

  private @Nullable String apart(Sums sum) {
    for (var track : tracks) {
      var reason = apart(track, sum.member);
      if (reason != null) {
        return reason;
      }
    }
    return sum.credited == 0 ? null : "was away";
  }

  /** Why somebody couldn't take every turn of a rotation, leave left out. */
  private static @Nullable String apart(Track track, Member member) {
    var here =
        track.rotation().members().stream()
            .filter(it -> it.name().equals(member.name()))
            .findFirst();
    if (here.isEmpty()) {
      return "not in " + track.rotation().name();
    }
    var from = here.get().from();
    if (from != null && from.toEpochMilli() > track.firstStart()) {
      return "joined on " + Reasons.date(from, track.rotation().zone());
    }
    var limited =
        track.rotation().waking()
            && member.people().stream()
                .anyMatch(who -> track.availability(who).person().waking() != null);
    return limited ? "only in waking hours" : null;
  }

  private static Duration spread(List<Balance.Account> accounts) {
    var loads =
        accounts.stream().filter(it -> it.apart() == null).map(Balance.Account::load).toList();
    return loads.isEmpty()
        ? Duration.ZERO
        : loads.stream()
            .max(Duration::compareTo)
            .orElseThrow()
            .minus(loads.stream().min(Duration::compareTo).orElseThrow());
  }
}

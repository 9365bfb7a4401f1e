package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plans the turns of some rotations together, in the order they start, from their anchors: fair
 * round robin. Turn after turn goes to the eligible member with the least load; if nobody can take
 * one, the last few are looked at again, then it is split among those who can take parts of it.
 *
 * <p>What comes later changes at most {@value #LOOK_BACK} turns back, and so many are planned
 * beyond what is asked, so that the answer doesn't depend on the window.
 */
final class Replay {
  static final int LOOK_BACK = 3;
  private static final int TRIES = 300;

  private final List<Track> tracks;
  private final Map<Track, Load> loads = new HashMap<>();
  private final Duties duties = new Duties();

  Replay(List<Track> tracks) {
    this.tracks = tracks;
    var shared = new HashMap<String, Load>();
    for (var track : tracks) {
      track.planBy(this);
      var group = track.rotation().fairnessGroup();
      var load = group == null ? new Load() : shared.computeIfAbsent(group, each -> new Load());
      loads.put(track, load);
      track.rotation().members().forEach(it -> load.add(it, track.shareInHundredths(it)));
    }
  }

  /** Plans all turns that start before this, for good. */
  synchronized void ensure(long until) {
    while (tracks.stream().anyMatch(track -> !isFinal(track, until))) {
      planNext();
    }
  }

  private static boolean isFinal(Track track, long until) {
    var turns = track.turns();
    return turns.size() > LOOK_BACK && turns.get(turns.size() - 1 - LOOK_BACK).start >= until;
  }

  private void planNext() {
    var first = tracks.getFirst();
    for (var track : tracks.subList(1, tracks.size())) {
      if (track.nextStart() < first.nextStart()) {
        first = track;
      }
    }
    plan(first, first.takeNext());
  }

  private void plan(Track track, Turn turn) {
    welcome(track, turn);
    turn.owner = track.nextOwner(members(track, turn));
    var order = order(track, turn);
    var skipped = new ArrayList<String>();
    for (var member : order) {
      var block = block(track, turn, member, turn.open);
      if (block == null) {
        give(track, turn, member, why(track, skipped));
        return;
      }
      skipped.add(member.name() + " skipped: " + block.reason());
    }
    if (!lookBack(track, turn)) {
      split(track, turn, order);
    }
  }

  /** Opens the accounts of those who join with this turn. */
  private void welcome(Track track, Turn turn) {
    var load = load(track);
    var members = members(track, turn);
    if (members.stream().allMatch(load::isOpen)) {
      return;
    }
    var present = members.stream().filter(load::isOpen).toList();
    for (var member : members) {
      if (!load.isOpen(member)) {
        load.open(member, present);
      }
    }
  }

  private static List<Member> members(Track track, Turn turn) {
    return track.membersAt(turn.start);
  }

  private List<Member> order(Track track, Turn turn) {
    var members = new ArrayList<>(members(track, turn));
    if (track.rotation().assign() == Rotation.Assign.FAIR) {
      members.sort(load(track).leastFirst());
    } else if (!members.isEmpty()) {
      Collections.rotate(members, -members.indexOf(turn.owner));
    }
    return members;
  }

  private static String why(Track track, List<String> skipped) {
    var even = track.rota().weights().areEven();
    var next = even ? PlainTurns.NEXT : "next in turn: the least load so far";
    return skipped.isEmpty() ? next : next + "; " + String.join("; ", skipped);
  }

  /**
   * What stops a member in these stretches of a turn; for several who serve together, any of them.
   */
  private @Nullable Block block(Track track, Turn turn, Member member, Spans asked) {
    Block first = null;
    for (var who : member.people()) {
      var availability = track.availability(who);
      var own = availability.first(asked);
      var other = duties.first(availability.person(), asked, track, turn.number);
      for (var block : new Block[] {own, other}) {
        if (block != null && (first == null || block.start() < first.start())) {
          first = block;
        }
      }
    }
    return first;
  }

  private void give(Track track, Turn turn, Member member, String why) {
    turn.whole = member;
    turn.servedBefore = load(track).lastServed(member);
    give(track, turn, member, turn.open, why);
  }

  private void give(Track track, Turn turn, Member member, Spans part, String why) {
    var seen = track.inForce(part);
    for (int i = 0; i < seen.size(); i++) {
      turn.pieces.add(new Piece(seen.start(i), seen.end(i), turn.number, member, why));
    }
    if (!track.rotation().shadow()) {
      member.people().forEach(who -> duties.add(who, seen, track, turn.number));
    }
    count(track, turn, member, part);
  }

  private void count(Track track, Turn turn, Member member, Spans part) {
    var load = load(track);
    var weight = track.weight(member, part, turn);
    change(load, turn, member, load.forServing(member, weight));
    load.served(member, part.lastEnd());
    var members = members(track, turn);
    var absent =
        members.stream().filter(it -> !it.equals(member) && isAbsent(track, it, part)).toList();
    if (!absent.isEmpty()) {
      var present = members.stream().filter(it -> !absent.contains(it)).toList();
      absent.forEach(it -> change(load, turn, it, load.forAbsence(weight, present)));
    }
  }

  private static boolean isAbsent(Track track, Member member, Spans part) {
    return member.people().stream().anyMatch(who -> track.availability(who).isAbsent(part));
  }

  private static void change(Load load, Turn turn, Member member, long delta) {
    load.add(member, delta, false);
    turn.changes.add(new Turn.Change(member, delta));
  }

  private void takeBack(Track track, Turn turn) {
    var load = load(track);
    turn.changes.forEach(it -> load.add(it.member(), it.delta(), true));
    turn.changes.clear();
    turn.pieces.clear();
    var member = turn.whole;
    if (member != null) {
      member.people().forEach(who -> duties.remove(who, track, turn.number));
      load.served(member, turn.servedBefore);
      turn.whole = null;
    }
  }

  /** Whether giving some of the last turns to others let this one be taken too. */
  private boolean lookBack(Track track, Turn turn) {
    var turns = track.turns();
    if (members(track, turn).stream().noneMatch(it -> isFree(track, turn, it))) {
      return false;
    }
    for (int depth = 1; depth <= LOOK_BACK && depth < turns.size(); depth++) {
      var again = List.copyOf(turns.subList(turns.size() - 1 - depth, turns.size()));
      if (again.getFirst().whole == null) {
        return false;
      }
      if (tryAgain(track, turn, again)) {
        return true;
      }
    }
    return false;
  }

  /** Whether only what they have done before keeps a member from this turn. */
  private static boolean isFree(Track track, Turn turn, Member member) {
    return member.people().stream()
        .allMatch(who -> track.availability(who).first(turn.open) == null);
  }

  private boolean tryAgain(Track track, Turn open, List<Turn> again) {
    var before = again.stream().map(turn -> turn.whole).toList();
    var whys = again.stream().map(Replay::firstWhy).toList();
    again.reversed().forEach(turn -> takeBack(track, turn));
    if (search(track, open, again, 0, new int[] {TRIES})) {
      return true;
    }
    for (int i = 0; i < again.size(); i++) {
      var member = before.get(i);
      if (member != null) {
        give(track, again.get(i), member, whys.get(i));
      }
    }
    return false;
  }

  private boolean search(Track track, Turn open, List<Turn> turns, int index, int[] tries) {
    if (index == turns.size()) {
      return true;
    }
    var turn = turns.get(index);
    var skipped = new ArrayList<String>();
    for (var member : order(track, turn)) {
      if (tries[0]-- <= 0) {
        return false;
      }
      var block = block(track, turn, member, turn.open);
      if (block != null) {
        skipped.add(member.name() + " skipped: " + block.reason());
        continue;
      }
      give(track, turn, member, why(track, skipped));
      if (search(track, open, turns, index + 1, tries)) {
        return true;
      }
      takeBack(track, turn);
      var zone = track.rotation().zone();
      skipped.add(
          member.name() + " skipped: nobody could take " + Reasons.moment(open.start, zone));
    }
    return false;
  }

  private static String firstWhy(Turn turn) {
    return turn.pieces.isEmpty() ? PlainTurns.NEXT : turn.pieces.getFirst().why();
  }

  /** Hands a turn nobody can take whole to whoever gets furthest with what is left of it. */
  private void split(Track track, Turn turn, List<Member> order) {
    for (var left = turn.open; !left.isEmpty(); ) {
      var at = left.firstStart();
      var best = best(track, turn, order, left);
      if (best.until() > at) {
        var part = left.within(at, best.until());
        give(track, turn, Objects.requireNonNull(best.member()), part, best.why());
        left = left.within(best.until(), left.lastEnd());
      } else {
        var retry = Math.max(at + 1, best.retry());
        leaveOpen(track, turn, left.within(at, retry), best.why());
        left = left.within(retry, left.lastEnd());
      }
    }
  }

  private record Best(@Nullable Member member, long until, long retry, String why) {}

  private Best best(Track track, Turn turn, List<Member> order, Spans left) {
    var at = left.firstStart();
    var best = new Best(null, at, left.lastEnd(), "");
    var stopped = new ArrayList<String>();
    for (var member : order) {
      var block = block(track, turn, member, left);
      var until = block == null ? left.lastEnd() : block.start();
      if (until > best.until()) {
        best = new Best(member, until, at, "");
      } else if (best.member() == null && block != null) {
        best = new Best(null, at, Math.min(best.retry(), block.end()), "");
      }
      if (block != null) {
        stopped.add(member.name() + ": " + block.reason());
      }
    }
    var reason = String.join("; ", stopped);
    var why = best.member() == null ? "nobody: " + reason : "part of a turn nobody can take whole";
    return new Best(best.member(), best.until(), best.retry(), why);
  }

  private static void leaveOpen(Track track, Turn turn, Spans part, String why) {
    var seen = track.inForce(part);
    for (int i = 0; i < seen.size(); i++) {
      turn.pieces.add(new Piece(seen.start(i), seen.end(i), turn.number, null, why));
    }
  }

  private Load load(Track track) {
    return Objects.requireNonNull(loads.get(track));
  }
}

package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The turns of another schedule, each served by whoever has the one so many turns ahead or behind
 * in the same rotation: the first from there on that isn't served by the same person, and who isn't
 * away. Of several rotations the one that is on call is followed.
 */
final class FollowTurns implements Turns {
  private static final int WIDENED = 8;

  /**
   * One rotation that is followed.
   *
   * @param base whose members take its turns
   */
  record Followed(Turns turns, Rotation base) {
    /** How long its turns usually are. */
    long turnMillis() {
      return base.shift().nominal().toMillis();
    }

    int members() {
      return base.members().size();
    }
  }

  private final Rotation rotation;
  private final Follows follows;
  private final List<Followed> followed;
  private final LocalHours hours;
  private final Slots slots;
  private final Map<String, Availability> people;

  /**
   * @param followed the one that wins first
   */
  FollowTurns(
      Rotation rotation,
      Follows follows,
      List<Followed> followed,
      Map<String, Availability> people) {
    this.rotation = rotation;
    this.follows = follows;
    this.followed = List.copyOf(followed);
    this.hours = new LocalHours(rotation.hours(), rotation.zone());
    this.slots = new Slots(rotation);
    this.people = people;
  }

  @Override
  public List<Piece> between(long from, long to) {
    var pieces = new ArrayList<Piece>();
    var around = around(from, to);
    var covered = Spans.NONE;
    for (var each : followed) {
      var theirs = new Spans.Collector(16);
      for (var piece : each.turns().between(around.firstStart(), around.lastEnd())) {
        if (piece.isServed()) {
          add(each, piece, covered, from, to, pieces);
          theirs.add(piece.start(), piece.end());
        } else if (piece.member() != null && each.equals(followed.getLast())) {
          // Whoever follows this one has to know which turns are nobody's.
          add(each, piece, covered, from, to, pieces);
        }
      }
      covered = covered.or(theirs.spans());
    }
    pieces.sort(Comparator.comparingLong(Piece::start));
    return pieces;
  }

  /** Wide enough for the whole of each turn that meets a window. */
  private Spans around(long from, long to) {
    var start = from;
    var end = to;
    for (var each : followed) {
      for (var piece : each.turns().between(from, to)) {
        start = Math.min(start, piece.start());
        end = Math.max(end, piece.end());
      }
    }
    return Spans.of(start, end);
  }

  private void add(
      Followed each, Piece piece, Spans covered, long from, long to, List<Piece> pieces) {
    var seen = slots.inForce(hours.within(piece.start(), piece.end()).minus(covered));
    var member = seen.within(from, to).isEmpty() ? null : server(each, piece, seen);
    for (int i = 0; member != null && i < seen.size(); i++) {
      if (seen.end(i) > from && seen.start(i) < to) {
        pieces.add(new Piece(seen.start(i), seen.end(i), piece.turn(), member, why()));
      }
    }
  }

  private String why() {
    var turns = Math.abs(follows.turns());
    var count = turns == 1 ? "the turn" : turns + " turns";
    return "has %s %s in %s"
        .formatted(count, follows.turns() > 0 ? "after this" : "before this", follows.schedule());
  }

  /** Who serves in place of a turn; while it is nobody's, nobody does. */
  private @Nullable Member server(Followed each, Piece piece, Spans seen) {
    return piece.isServed() ? holder(each, piece, seen) : piece.member();
  }

  private @Nullable Member holder(Followed each, Piece piece, Spans seen) {
    var turns = near(each, piece);
    var first = ahead(turns, piece).getLast();
    for (long turn = first; Math.abs(turn - first) <= each.members(); turn += step()) {
      var other = turns.get(turn);
      if (other != null
          && !other.isNobody()
          && !other.equals(piece.member())
          && isFree(other, seen)) {
        return other;
      }
    }
    return turns.containsKey(first) ? null : inAnother(each, piece, seen);
  }

  private int step() {
    return follows.turns() > 0 ? 1 : -1;
  }

  /** The numbers of the turns up to the one that is asked for; those of nobody don't count. */
  private List<Long> ahead(Map<Long, Member> turns, Piece piece) {
    var ahead = new ArrayList<Long>();
    for (long turn = piece.turn() + step();
        ahead.size() < Math.abs(follows.turns());
        turn += step()) {
      var member = turns.get(turn);
      if (member == null || !member.isNobody()) {
        ahead.add(turn);
      }
    }
    return ahead;
  }

  /**
   * Where a rotation ends, or begins, with this turn: whoever has the schedule's turn so many ahead
   * or behind in the rotations it gives way to, or came after.
   */
  private @Nullable Member inAnother(Followed each, Piece piece, Spans seen) {
    var width = (Math.abs(follows.turns()) + 1L) * each.turnMillis();
    var ahead = follows.turns() > 0;
    var others =
        followed.stream()
            .filter(it -> !it.equals(each))
            .flatMap(it ->
                it
                    .turns()
                    .between(
                        ahead ? piece.end() : piece.start() - width,
                        ahead ? piece.end() + width : piece.start())
                    .stream())
            .filter(Piece::isServed)
            .sorted(
                ahead
                    ? Comparator.comparingLong(Piece::start)
                    : Comparator.comparingLong(Piece::end).reversed())
            .toList();
    // So many turns the rotation itself still has on the way to the one that is asked for.
    var turns = near(each, piece);
    var own = ahead(turns, piece).stream().filter(turns::containsKey).count();
    var left = Math.abs(follows.turns()) - own;
    for (var other : others) {
      left--;
      var member = Objects.requireNonNull(other.member());
      if (left <= 0 && !member.equals(piece.member()) && isFree(member, seen)) {
        return member;
      }
    }
    return null;
  }

  /** Whose the turns are near this one, wide enough to see the wanted one if there is any. */
  private Map<Long, Member> near(Followed each, Piece piece) {
    var found = new TreeMap<Long, Member>();
    var turns = each.base().turnsToReach(follows.turns());
    for (long width = turns * each.turnMillis(), i = 0; i < WIDENED; i++, width *= 2) {
      var back = follows.turns() < 0;
      var pieces =
          each.turns()
              .between(
                  back ? piece.start() - width : piece.start(),
                  back ? piece.end() : piece.end() + width);
      pieces.stream()
          .sorted(Comparator.comparingLong(Piece::start))
          .filter(it -> it.member() != null)
          .forEach(it -> found.putIfAbsent(it.turn(), it.member()));
      var wanted = ahead(found, piece).getLast();
      if (found.containsKey(wanted) || wanted < 0) {
        return found;
      }
    }
    return found;
  }

  private boolean isFree(Member member, Spans seen) {
    return member.people().stream()
        .allMatch(who -> {
          var availability = people.get(who);
          return availability == null
              || (rotation.waking()
                  ? availability.first(seen) == null
                  : !availability.isAbsent(seen));
        });
  }
}

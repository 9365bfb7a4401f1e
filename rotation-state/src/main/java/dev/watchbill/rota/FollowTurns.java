package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The turns of another rotation, each served by whoever has the one so many turns ahead or behind:
 * the first from there on that isn't served by the same person, and who isn't away.
 */
final class FollowTurns implements Turns {
  private static final int WIDENED = 8;

  private final Rotation rotation;
  private final Follows follows;
  private final Turns followed;
  private final long turnMillis;
  private final int members;
  private final LocalHours hours;
  private final Slots slots;
  private final Map<String, Availability> people;

  FollowTurns(
      Rotation rotation,
      Follows follows,
      Rotation followedRotation,
      Turns followed,
      Map<String, Availability> people) {
    this.rotation = rotation;
    this.follows = follows;
    this.followed = followed;
    this.turnMillis = followedRotation.shift().nominal().toMillis();
    this.members = followedRotation.members().size();
    this.hours = new LocalHours(rotation.hours(), rotation.zone());
    this.slots = new Slots(rotation);
    this.people = people;
  }

  @Override
  public List<Piece> between(long from, long to) {
    var pieces = new ArrayList<Piece>();
    for (var piece : followed.between(from, to)) {
      var seen = slots.inForce(hours.within(piece.start(), piece.end()));
      var member = piece.member() == null || seen.isEmpty() ? null : holder(piece, seen);
      for (int i = 0; member != null && i < seen.size(); i++) {
        if (seen.end(i) > from && seen.start(i) < to) {
          pieces.add(new Piece(seen.start(i), seen.end(i), piece.turn(), member, why()));
        }
      }
    }
    return pieces;
  }

  private String why() {
    var turns = Math.abs(follows.turns());
    var count = turns == 1 ? "the turn" : turns + " turns";
    return "has %s %s in %s"
        .formatted(count, follows.turns() > 0 ? "after this" : "before this", follows.schedule());
  }

  private @Nullable Member holder(Piece piece, Spans seen) {
    var step = follows.turns() > 0 ? 1 : -1;
    var first = piece.turn() + follows.turns();
    var turns = around(piece, Math.abs(follows.turns()) + members + 1, first);
    for (long turn = first; Math.abs(turn - first) <= members; turn += step) {
      var other = turns.get(turn);
      if (other != null && !other.equals(piece.member()) && isFree(other, seen)) {
        return other;
      }
    }
    return null;
  }

  /** Whose the turns are near this one, wide enough to see the wanted one if there is any. */
  private Map<Long, Member> around(Piece piece, int turns, long wanted) {
    var found = new TreeMap<Long, Member>();
    for (long width = turns * turnMillis, i = 0; i < WIDENED; i++, width *= 2) {
      var back = follows.turns() < 0;
      var pieces =
          followed.between(
              back ? piece.start() - width : piece.start(),
              back ? piece.end() : piece.end() + width);
      pieces.stream()
          .sorted(Comparator.comparingLong(Piece::start))
          .filter(it -> it.member() != null)
          .forEach(it -> found.putIfAbsent(it.turn(), it.member()));
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

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
    var server = seen.within(from, to).isEmpty() ? null : server(each, piece, seen);
    for (int i = 0; server != null && i < seen.size(); i++) {
      if (seen.end(i) > from && seen.start(i) < to) {
        pieces.add(
            new Piece(seen.start(i), seen.end(i), piece.turn(), server.member(), server.why()));
      }
    }
  }

  /** Who serves in place of a turn, and why it is them. */
  private record Server(Member member, String why) {}

  /** While a turn is nobody's, nobody serves in place of it. */
  private @Nullable Server server(Followed each, Piece piece, Spans seen) {
    if (piece.isServed()) {
      return holder(each, piece, seen);
    }
    var member = piece.member();
    return member == null ? null : new Server(member, piece.why());
  }

  private @Nullable Server holder(Followed each, Piece piece, Spans seen) {
    var turns = near(each, piece);
    var first = ahead(turns, piece).getLast();
    var distance = Math.abs(follows.turns());
    var passedOver = new PassedOver(follows);
    for (long turn = first; Math.abs(turn - first) <= each.members(); turn += step()) {
      var other = turns.get(turn);
      if (other != null && other.isNobody()) {
        continue;
      }
      var objection = other == null ? null : objection(other, piece, seen);
      if (other == null) {
        passedOver.skipUnserved();
      } else if (objection == null) {
        return new Server(other, passedOver.why(distance));
      } else {
        passedOver.skip(other, objection);
      }
      distance++;
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
  private @Nullable Server inAnother(Followed each, Piece piece, Spans seen) {
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
    var distance = (int) ahead(turns, piece).stream().filter(turns::containsKey).count();
    var passedOver = new PassedOver(follows);
    for (var other : others) {
      distance++;
      if (distance >= Math.abs(follows.turns())) {
        var member = Objects.requireNonNull(other.member());
        var objection = objection(member, piece, seen);
        if (objection == null) {
          return new Server(member, passedOver.why(distance));
        }
        passedOver.skip(member, objection);
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

  /** Why somebody can't serve in place of a turn, as one reads it after a name; null: they can. */
  private @Nullable String objection(Member member, Piece piece, Spans seen) {
    if (member.equals(piece.member())) {
      return "has this turn";
    }
    for (var who : member.people()) {
      var availability = people.get(who);
      var block = availability == null ? null : block(availability, seen);
      if (block != null) {
        return block.reason();
      }
    }
    return null;
  }

  private @Nullable Block block(Availability availability, Spans seen) {
    return rotation.waking() ? availability.first(seen) : availability.firstAbsence(seen);
  }
}

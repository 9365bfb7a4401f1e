package dev.watchbill.planner;

import dev.watchbill.rota.PlannedShift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A time that was given to other people than before.
 *
 * @param outgoing who no longer serves
 * @param incoming who serves now
 */
record Move(Instant start, Instant end, Set<String> outgoing, Set<String> incoming) {
  Move {
    outgoing = Set.copyOf(outgoing);
    incoming = Set.copyOf(incoming);
  }

  /** What a new plan changes in an old one, between two instants; neighbours that match are one. */
  static List<Move> between(Plan before, Plan after, Instant from, Instant to) {
    return between(before.shifts(), after.shifts(), from, to);
  }

  /** The same of shifts. */
  static List<Move> between(
      List<PlannedShift> before, List<PlannedShift> after, Instant from, Instant to) {
    var old = Stretch.of(before, from, to);
    var fresh = Stretch.of(after, from, to);
    var moves = new ArrayList<Move>();
    int i = 0;
    int j = 0;
    while (i < old.size() && j < fresh.size()) {
      var a = old.get(i);
      var b = fresh.get(j);
      var start = Stretch.later(a.start(), b.start());
      var end = Stretch.earlier(a.end(), b.end());
      if (!a.who().equals(b.who())) {
        add(moves, new Move(start, end, minus(a.who(), b.who()), minus(b.who(), a.who())));
      }
      i += a.end().equals(end) ? 1 : 0;
      j += b.end().equals(end) ? 1 : 0;
    }
    return moves;
  }

  /** From the first to the last of them, with everybody they concern. */
  static Move all(List<Move> moves) {
    var outgoing = new TreeSet<String>();
    var incoming = new TreeSet<String>();
    moves.forEach(move -> outgoing.addAll(move.outgoing));
    moves.forEach(move -> incoming.addAll(move.incoming));
    return new Move(moves.getFirst().start, moves.getLast().end, outgoing, incoming);
  }

  private static void add(List<Move> moves, Move move) {
    if (!moves.isEmpty()) {
      var last = moves.getLast();
      if (last.end.equals(move.start)
          && last.outgoing.equals(move.outgoing)
          && last.incoming.equals(move.incoming)) {
        moves.set(moves.size() - 1, new Move(last.start, move.end, move.outgoing, move.incoming));
        return;
      }
    }
    moves.add(move);
  }

  static Set<String> minus(Set<String> all, Set<String> without) {
    var left = new TreeSet<>(all);
    left.removeAll(without);
    return left;
  }
}

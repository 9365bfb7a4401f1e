package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.List;

/** Plain round robin: turn k is the member's at k modulo their number, however large k is. */
final class PlainTurns implements Turns {
  static final String NEXT = "next in turn";

  private final Slots slots;
  private final List<Member> members;

  PlainTurns(Slots slots) {
    this.slots = slots;
    this.members = slots.rotation().members();
  }

  @Override
  public List<Piece> between(long from, long to) {
    var pieces = new ArrayList<Piece>();
    var end = slots.endBefore(to);
    if (members.isEmpty() || from >= end) {
      return pieces;
    }
    var slot = slots.firstFrom(from);
    if (end <= slots.grid().start(slot)) {
      return pieces;
    }
    var last = end <= slots.grid().start(slot + 1) ? slot : slots.grid().slotAt(end - 1);
    var open = slots.hoursOf(slot, slots.grid().start(last + 1));
    for (long start = slots.grid().start(slot), next; slot <= last; slot++, start = next) {
      next = slots.grid().start(slot + 1);
      addTurn(slot, slots.inForce(open.within(start, next)), from, end, pieces);
    }
    return pieces;
  }

  private void addTurn(long slot, Spans seen, long from, long to, List<Piece> pieces) {
    if (seen.isEmpty()) {
      return;
    }
    var turn = slots.turn(slot);
    var member = members.get((int) (turn % members.size()));
    for (int i = 0; i < seen.size(); i++) {
      if (seen.end(i) > from && seen.start(i) < to) {
        pieces.add(new Piece(seen.start(i), seen.end(i), turn, member, NEXT));
      }
    }
  }
}

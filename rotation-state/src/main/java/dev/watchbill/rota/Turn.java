package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One turn while it is being planned: who has it, and what that did to whose load. */
final class Turn {
  /** A change of somebody's load, to be taken back if the turn is given to somebody else. */
  record Change(Member member, long delta) {}

  final long start;
  final long end;
  final long number;

  /** What the hours leave of it. */
  final Spans open;

  final List<Piece> pieces = new ArrayList<>();
  final List<Change> changes = new ArrayList<>();

  /** Who has all of it; null when nobody or several do. */
  @Nullable Member whole;

  long servedBefore;

  /** Whose turn it is in the order of the list; null while the rotation has no member. */
  @Nullable Member owner;

  Turn(long start, long end, long number, Spans open) {
    this.start = start;
    this.end = end;
    this.number = number;
    this.open = open;
  }
}

package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One turn while it is being planned: who has it, and what that did to whose load. */
final class Turn {

  final long start;
  final long end;
  final long number;

  /** What the hours leave of it. */
  final Spans open;

  final List<Piece> pieces = new ArrayList<>();

  /** What it did to loads, to be taken back if it is given to somebody else. */
  final List<Load.Change> changes = new ArrayList<>();

  /** Who has all of it, be it {@link Member#NOBODY} by the list; null when several or none do. */
  @Nullable Member whole;

  /** Whose turn it is: their place in the list; -1 while the rotation has no member. */
  int owner = -1;

  /** Which handoff interval it is, counted from the anchor; negative: one of before the book. */
  final long slot;

  private final long fullLength;

  Turn(long start, long end, long number, Spans open) {
    this(start, end, number, open, -1, open.length());
  }

  /**
   * @param fullLength what the hours leave of the whole turn, where this is only a part of it
   */
  Turn(long start, long end, long number, Spans open, long slot, long fullLength) {
    this.start = start;
    this.end = end;
    this.number = number;
    this.open = open;
    this.slot = slot;
    this.fullLength = fullLength;
  }

  /** Whether the list leaves it to nobody. */
  boolean isNobodys() {
    return whole != null && whole.isNobody();
  }

  /** Whether the book begins in the middle of it. */
  boolean isCut() {
    return open.length() != fullLength;
  }

  long fullLength() {
    return fullLength;
  }
}

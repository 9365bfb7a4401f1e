package dev.watchbill.rota;

import java.util.List;

/** The slots of one rotation: when they are, what of them is seen, and which use up a turn. */
final class Slots {
  private final Rotation rotation;
  private final TurnGrid grid;
  private final LocalHours hours;
  private final TurnCount count;
  private final long from;
  private final long until;

  Slots(Rotation rotation) {
    this.rotation = rotation;
    grid = new TurnGrid(rotation);
    hours = new LocalHours(rotation.hours(), rotation.zone());
    var always = new LocalHours(List.of(), rotation.zone());
    count = new TurnCount(grid, rotation.countIdleTurns() ? always : hours);
    from = rotation.from() == null ? Long.MIN_VALUE : rotation.from().toEpochMilli();
    until = rotation.until() == null ? Long.MAX_VALUE : rotation.until().toEpochMilli();
  }

  Rotation rotation() {
    return rotation;
  }

  TurnGrid grid() {
    return grid;
  }

  /** The first slot that may meet anything from this instant on; never before the anchor's. */
  long firstFrom(long millis) {
    return Math.max(0, grid.slotAt(Math.max(millis, from)));
  }

  /** Where slots stop mattering to a window that ends here. */
  long endBefore(long millis) {
    return Math.min(millis, until);
  }

  /** The hours of a range of slots, to be asked slot by slot. */
  Spans hoursOf(long firstSlot, long to) {
    return hours.within(grid.start(firstSlot), Math.max(to, grid.start(firstSlot + 1)));
  }

  /** What the hours leave of a slot, whether or not the rotation is in force. */
  Spans open(long slot) {
    return hours.within(grid.start(slot), grid.start(slot + 1));
  }

  /** What of these stretches lies where the rotation is in force. */
  Spans inForce(Spans spans) {
    return spans.within(from, until);
  }

  /** What the hours leave of a slot, on average, on a wall clock that never changes. */
  long usualOpenSeconds() {
    return hours.isAlways() ? grid.nominalSeconds() : hours.usualSeconds(grid.nominalSeconds());
  }

  boolean uses(long slot) {
    return count.uses(slot);
  }

  /** The number of the turn a slot is, if it uses one. */
  long turn(long slot) {
    return count.before(slot);
  }
}

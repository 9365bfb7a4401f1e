package dev.watchbill.rota;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody on call, and by what right; two that are equal and meet are one shift. */
record Holder(
    @Nullable String rotation,
    @Nullable Long turn,
    String who,
    PlannedShift.Kind kind,
    boolean shadow,
    String why) {

  static Holder of(Rotation rotation, Piece piece, String who) {
    return new Holder(
        rotation.name(), piece.turn(), who, PlannedShift.Kind.TURN, rotation.shadow(), piece.why());
  }

  static Holder covering(ShiftOverride cover) {
    return new Holder(
        null,
        null,
        cover.who(),
        PlannedShift.Kind.COVER,
        false,
        "override: " + cover.who() + " covers, whoever would be on call");
  }

  static Holder added(ShiftOverride addition) {
    return new Holder(
        null,
        null,
        addition.who(),
        PlannedShift.Kind.ADD,
        false,
        "override: " + addition.who() + " is on call too");
  }

  /** The same stretch, served by the one who takes it over. */
  Holder replacedBy(ShiftOverride replacement) {
    var swapped = replacement.kind() == ShiftOverride.Kind.SWAP;
    return new Holder(
        rotation,
        turn,
        replacement.who(),
        swapped ? PlannedShift.Kind.SWAP : PlannedShift.Kind.REPLACE,
        shadow,
        (swapped ? "swap: " : "override: ") + replacement.who() + insteadOf(replacement));
  }

  private String insteadOf(ShiftOverride replacement) {
    var where = replacement.rotation() == null ? "" : " in " + rotation;
    return replacement.who().equals(who)
        ? " is on call%s, whose turn it is anyway".formatted(where)
        : " instead of " + who + where;
  }

  /** On call with whoever has this turn. */
  Holder addedBy(ShiftOverride addition) {
    return new Holder(
        rotation,
        turn,
        addition.who(),
        PlannedShift.Kind.ADD,
        shadow,
        "override: %s is on call too, in %s".formatted(addition.who(), rotation));
  }

  PlannedShift shift(long start, long end) {
    return new PlannedShift(
        rotation,
        turn,
        who,
        Instant.ofEpochMilli(start),
        Instant.ofEpochMilli(end),
        kind,
        shadow,
        why);
  }
}

package dev.watchbill.rota;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who is on call in a schedule at one instant, with their whole shifts.
 *
 * @param pieces of each rotation, that meet the instant
 */
record Moment(Rota rota, Instant at, Map<String, List<Piece>> pieces) {
  /**
   * @param shifts of a span, of all rotations and overrides
   */
  OnCall answer(Function<Spans, List<PlannedShift>> shifts) {
    var span = span();
    return among(simple(span).orElseGet(() -> shifts.apply(span)));
  }

  private OnCall among(List<PlannedShift> near) {
    if (near.size() == 1 && !near.getFirst().shadow() && near.getFirst().covers(at)) {
      var only = near.getFirst();
      return new OnCall(rota.schedule(), at, List.of(only.who()), near, only.why());
    }
    var serving =
        near.stream()
            .filter(shift -> shift.covers(at))
            .sorted(Comparator.comparing(PlannedShift::who))
            .toList();
    var onCall = serving.stream().filter(shift -> !shift.shadow()).toList();
    var who = onCall.stream().map(PlannedShift::who).toList();
    var why =
        onCall.isEmpty()
            ? Nobody.why(rota, pieces, at)
            : String.join("; ", onCall.stream().map(PlannedShift::why).distinct().toList());
    return new OnCall(rota.schedule(), at, who, serving, why);
  }

  /** Wide enough for whole shifts: each lies inside the piece or the override it comes from. */
  private Spans span() {
    var instant = at.toEpochMilli();
    var from = instant;
    var to = instant + 1;
    for (var each : pieces.values()) {
      for (var piece : each) {
        from = Math.min(from, piece.start());
        to = Math.max(to, piece.end());
      }
    }
    for (var override : rota.overrides()) {
      if (Layering.meets(override, instant, instant + 1)) {
        from = Math.min(from, Layering.start(override));
        to = Math.max(to, Layering.end(override));
      }
    }
    return Spans.of(from, to);
  }

  /** The shifts of a schedule of one rotation where no override is near; most are like that. */
  private Optional<List<PlannedShift>> simple(Spans span) {
    if (rota.rotations().size() != 1) {
      return Optional.empty();
    }
    for (var each : rota.overrides()) {
      if (Layering.meets(each, span.firstStart(), span.lastEnd())) {
        return Optional.empty();
      }
    }
    var rotation = rota.rotations().getFirst();
    var shifts = new ArrayList<PlannedShift>();
    for (var piece : pieces.getOrDefault(rotation.name(), List.of())) {
      var member = piece.member();
      if (member != null) {
        member
            .people()
            .forEach(who ->
                shifts.add(Holder.of(rotation, piece, who).shift(piece.start(), piece.end())));
      }
    }
    return Optional.of(shifts);
  }
}

package dev.watchbill.rota;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says why nobody is on call in a schedule at an instant. */
final class Nobody {
  private final Map<String, List<Piece>> pieces;
  private final Instant at;

  private Nobody(Map<String, List<Piece>> pieces, Instant at) {
    this.pieces = pieces;
    this.at = at;
  }

  /**
   * The reason.
   *
   * @param pieces those at this instant, by rotation
   */
  static String why(Rota rota, Map<String, List<Piece>> pieces, Instant at) {
    var nobody = new Nobody(pieces, at);
    var layers = rota.rotations().stream().filter(it -> !it.shadow()).toList();
    return layers.isEmpty()
        ? "nobody: the schedule has no rotation"
        : "nobody: " + layers.stream().map(nobody::of).distinct().collect(Collectors.joining("; "));
  }

  private String of(Rotation rotation) {
    var name = rotation.name();
    var here = pieces.getOrDefault(name, List.of());
    if (!here.isEmpty()) {
      var piece = here.getFirst();
      if (piece.member() == null) {
        return withoutPrefix(piece.why());
      }
      return piece.isServed()
          ? "an override takes %s off call".formatted(piece.member().name())
          : "it is nobody’s turn in " + name;
    }
    var follows = rotation.follows();
    if (follows != null) {
      return "no other turn of %s to follow".formatted(follows.schedule());
    }
    return rotation.members().isEmpty() ? name + " has no members" : outside(rotation);
  }

  private static String withoutPrefix(String why) {
    return why.startsWith("nobody: ") ? why.substring("nobody: ".length()) : why;
  }

  private String outside(Rotation rotation) {
    var zone = rotation.zone();
    var from = rotation.from();
    var until = rotation.until();
    var start = WallClock.instant(rotation.start(), zone);
    if (from != null && from.isAfter(start)) {
      start = from;
    }
    if (at.isBefore(start)) {
      return "%s begins on %s".formatted(rotation.name(), Reasons.date(start, zone));
    }
    return until != null && !at.isBefore(until)
        ? "%s ended on %s".formatted(rotation.name(), Reasons.date(until, zone))
        : "outside the hours of " + rotation.name();
  }
}

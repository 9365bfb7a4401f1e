package dev.watchbill.rota;

import dev.watchbill.rota.Book.Held;
import dev.watchbill.rota.Book.Line;
import dev.watchbill.rota.Book.Part;
import dev.watchbill.rota.Book.Past;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads lines of a {@link Book} from turns as they were planned. */
final class Bookkeeping {
  private Bookkeeping() {}

  /** A turn as it is held; nobody's parts are left out. */
  static Held held(Track track, Turn turn) {
    var whole = whole(track, turn);
    return new Held(turn.slot, whole == null ? parts(turn, Long.MAX_VALUE) : List.of(whole));
  }

  /** The same turn, as far as it was served before an instant. */
  static Held before(Turn turn, long at) {
    return new Held(turn.slot, parts(turn, at));
  }

  /** The same for the turns that are over where a book begins. */
  static Past past(Turn turn, long cut) {
    return new Past(parts(turn, cut));
  }

  private static @Nullable Part whole(Track track, Turn turn) {
    if (turn.pieces.isEmpty()) {
      return turn.isCut() ? null : unseen(track, turn);
    }
    Piece first = null;
    var all = new Spans.Collector(2 * turn.pieces.size());
    for (var piece : turn.pieces) {
      if (piece.member() == null || (first != null && !isAlike(first, piece))) {
        return null;
      }
      first = piece;
      all.add(piece.start(), piece.end());
    }
    var asked = track.inForce(turn.open);
    var served = all.spans();
    if (first == null || !asked.minus(served).isEmpty() || turn.isCut()) {
      return null;
    }
    return part(first, null, null);
  }

  /** Nothing of a turn is seen, and it is somebody's all the same. */
  private static @Nullable Part unseen(Track track, Turn turn) {
    if (turn.whole != null) {
      return new Part(turn.whole.people(), null, null, null);
    }
    var held = track.settled().held(turn);
    return held != null && held.parts().size() == 1 && held.parts().getFirst().start() == null
        ? held.parts().getFirst()
        : null;
  }

  private static boolean isAlike(Piece a, Piece b) {
    return Objects.equals(a.member(), b.member()) && a.why().equals(b.why());
  }

  private static List<Part> parts(Turn turn, long cut) {
    var parts = new ArrayList<Part>();
    for (var piece : turn.pieces) {
      if (piece.member() != null && piece.start() < cut) {
        parts.add(
            part(
                piece,
                Instant.ofEpochMilli(piece.start()),
                Instant.ofEpochMilli(Math.min(cut, piece.end()))));
      }
    }
    return parts;
  }

  private static Part part(Piece piece, @Nullable Instant start, @Nullable Instant end) {
    var why = piece.why().equals(PlainTurns.NEXT) ? null : piece.why();
    return new Part(Objects.requireNonNull(piece.member()).people(), start, end, why);
  }

  /** The line as it is, with every turn held that starts before {@code until}. */
  static Line settled(Track track, @Nullable Line before, long until) {
    var held =
        track.turns().stream()
            .filter(turn -> turn.slot >= 0 && turn.start < until)
            .map(turn -> held(track, turn))
            .toList();
    return before == null
        ? new Line(
            track.rota().schedule(),
            track.rotation().name(),
            null,
            List.of(),
            List.of(),
            null,
            List.of(),
            held,
            List.of())
        : before.held(held);
  }
}

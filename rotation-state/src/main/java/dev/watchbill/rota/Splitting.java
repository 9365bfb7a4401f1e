package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Hands a turn nobody can take whole to whoever gets furthest with what is left of it. */
final class Splitting {
  private final Books books;
  private final Track track;
  private final Turn turn;
  private final List<Member> order;
  private final Spans open;

  /**
   * @param open what of the turn is to be handed out
   */
  Splitting(Books books, Track track, Turn turn, List<Member> order, Spans open) {
    this.books = books;
    this.track = track;
    this.turn = turn;
    this.order = order;
    this.open = open;
  }

  void give() {
    for (var left = open; !left.isEmpty(); ) {
      var at = left.firstStart();
      var best = best(left);
      if (best.until() > at) {
        var part = left.within(at, best.until());
        books.give(track, turn, Objects.requireNonNull(best.member()), part, best.why());
        left = left.within(best.until(), left.lastEnd());
      } else {
        var retry = Math.max(at + 1, best.retry());
        leaveOpen(left.within(at, retry), best.why());
        left = left.within(retry, left.lastEnd());
      }
    }
  }

  private record Best(@Nullable Member member, long until, long retry, String why) {}

  private Best best(Spans left) {
    var at = left.firstStart();
    var best = new Best(null, at, left.lastEnd(), "");
    var stopped = new ArrayList<String>();
    for (var member : order) {
      var block = books.block(track, turn, member, left);
      var until = block == null ? left.lastEnd() : block.start();
      if (until > best.until()) {
        best = new Best(member, until, at, "");
      } else if (best.member() == null && block != null) {
        best = new Best(null, at, Math.min(best.retry(), block.end()), "");
      }
      if (block != null) {
        stopped.add(member.name() + ": " + block.reason());
      }
    }
    return new Best(best.member(), best.until(), best.retry(), why(best, stopped));
  }

  private static String why(Best best, List<String> stopped) {
    if (best.member() != null) {
      return stopped.isEmpty()
          ? "part of a turn nobody can take whole"
          : "part of a turn nobody can take whole; " + String.join("; ", stopped);
    }
    return "nobody: "
        + (stopped.isEmpty() ? "no member has joined yet" : String.join("; ", stopped));
  }

  private void leaveOpen(Spans part, String why) {
    var seen = track.inForce(part);
    for (int i = 0; i < seen.size(); i++) {
      turn.pieces.add(new Piece(seen.start(i), seen.end(i), turn.number, null, why));
    }
  }
}

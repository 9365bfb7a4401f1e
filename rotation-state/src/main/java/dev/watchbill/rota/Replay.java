package dev.watchbill.rota;

import java.util.List;

/**
 * Plans the turns of some rotations together, in the order they start, from their anchors: fair
 * round robin. Turn after turn goes to the eligible member with the least load; if nobody can take
 * one, the last few are looked at again, then it is split among those who can take parts of it.
 *
 * <p>What comes later changes at most {@link LookBack#TURNS} turns back, and so many are planned
 * beyond what is asked, so that the answer doesn't depend on the window.
 */
final class Replay {
  private final List<Track> tracks;
  private final Books books;

  Replay(List<Track> tracks) {
    this.tracks = tracks;
    this.books = new Books(tracks);
    tracks.forEach(track -> track.planBy(this));
  }

  /** Plans all turns that start before this, for good. */
  synchronized void ensure(long until) {
    while (tracks.stream().anyMatch(track -> !isFinal(track, until))) {
      planNext();
    }
  }

  private static boolean isFinal(Track track, long until) {
    var turns = track.turns();
    return turns.size() > LookBack.TURNS
        && turns.get(turns.size() - 1 - LookBack.TURNS).start >= until;
  }

  private void planNext() {
    var first = tracks.getFirst();
    for (var track : tracks.subList(1, tracks.size())) {
      if (track.nextStart() < first.nextStart()) {
        first = track;
      }
    }
    plan(first, first.takeNext());
  }

  private void plan(Track track, Turn turn) {
    books.begin(track, turn);
    turn.owner = track.nextOwner(track.membersAt(turn.start));
    var order = books.order(track, turn);
    if (!new Choosing(books, track, turn).give(order) && !new LookBack(books, track, turn).give()) {
      new Splitting(books, track, turn, order).give();
    }
  }
}

package dev.watchbill.rota;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Plans the turns of some rotations together, in the order they start, from their anchors: fair
 * round robin. Turn after turn goes to the eligible member with the least load; if nobody can take
 * one, the last few are looked at again, then it is split among those who can take parts of it.
 *
 * <p>What comes later changes at most {@link LookBack#TURNS} turns back, and so many are planned
 * beyond what is asked, so that the answer doesn't depend on the window.
 */
final class Replay {
  /** So many turns are planned in seconds; more are asked for by mistake. */
  private static final long MOST_TURNS = 5_000_000;

  private final List<Track> tracks;
  private final Books books;

  Replay(List<Track> tracks) {
    this.tracks = tracks;
    this.books = new Books(tracks);
    tracks.forEach(track -> track.planBy(this));
  }

  List<Track> tracks() {
    return tracks;
  }

  Books books() {
    return books;
  }

  /**
   * Plans all turns that start before this, for good.
   *
   * @throws IllegalArgumentException if that is farther ahead than anybody plans
   */
  synchronized void ensure(long until) {
    tracks.forEach(track -> refuseTooMany(track, until));
    while (tracks.stream().anyMatch(track -> !isFinal(track, until))) {
      planNext();
    }
  }

  /**
   * Plans the turns that are over by an instant and no others.
   *
   * @param ends the rotations whose running turn is over then too
   */
  synchronized void advance(long until, Predicate<Track> ends) {
    while (true) {
      var next =
          tracks.stream()
              .filter(it -> ends.test(it) ? it.nextStart() < until : it.endsNextBy(until))
              .min(Comparator.comparingLong(Track::nextStart));
      if (next.isEmpty()) {
        return;
      }
      plan(next.get(), next.get().takeNext());
    }
  }

  private static void refuseTooMany(Track track, long until) {
    var length = track.rotation().shift().nominal().toMillis();
    if ((until - track.nextStart()) / length > MOST_TURNS) {
      throw new IllegalArgumentException(
          "Expected a time within %d turns of rotation '%s', as leave, weights or limits make each depend on the one before, but got %s"
              .formatted(MOST_TURNS, track.rotation().name(), Instant.ofEpochMilli(until)));
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
    turn.owner = track.places().next(track.membersAt(turn.start));
    var held = track.settled().held(turn);
    if (held != null) {
      keep(track, turn, held);
      return;
    }
    if (track.places().isNobodys(turn.owner)) {
      books.leave(track, turn);
      return;
    }
    var order = books.order(track, turn);
    if (!new Choosing(books, track, turn).give(order) && !new LookBack(books, track, turn).give()) {
      new Splitting(books, track, turn, order, turn.open).give();
    }
  }

  /** Leaves a turn with those who have it, and hands out what of it nobody has. */
  private void keep(Track track, Turn turn, Book.Held held) {
    var left = books.keep(track, turn, held);
    if (!left.isEmpty()) {
      var order = books.order(track, turn);
      if (!new Choosing(books, track, turn).give(order, left)) {
        new Splitting(books, track, turn, order, left).give();
      }
    }
    turn.pieces.sort(Comparator.comparingLong(Piece::start));
  }
}

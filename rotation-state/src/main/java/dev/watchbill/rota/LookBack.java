package dev.watchbill.rota;

import java.util.List;
import java.util.Objects;

/**
 * Looks at the last few turns of a rotation again when nobody can take the one after them: whether
 * giving some of them to others leaves none of them open.
 */
final class LookBack {
  /** How many turns back. */
  static final int TURNS = 3;

  private static final int TRIES = 300;

  private final Books books;
  private final Track track;
  private final Turn open;
  private int tries;

  LookBack(Books books, Track track, Turn open) {
    this.books = books;
    this.track = track;
    this.open = open;
  }

  /** Whether the turn could be given to somebody, and was. */
  boolean give() {
    var turns = track.turns();
    if (track.distinctMembersAt(open.start).stream().noneMatch(this::isFree)) {
      return false;
    }
    for (int depth = 1; depth <= TURNS && depth < turns.size(); depth++) {
      var first = turns.get(turns.size() - 1 - depth);
      if (first.whole == null) {
        return false;
      }
      var again = turns.subList(turns.size() - 1 - depth, turns.size());
      if (!first.isNobodys() && giveAgain(givable(again))) {
        return true;
      }
    }
    return false;
  }

  private static List<Turn> givable(List<Turn> turns) {
    return turns.stream().filter(turn -> !turn.isNobodys()).toList();
  }

  /** Whether only what they have done before keeps a member from this turn. */
  private boolean isFree(Member member) {
    return member.people().stream()
        .allMatch(who -> track.availability(who).first(open.open) == null);
  }

  private record Given(Turn turn, Member member, List<Member> spared, String why) {}

  private boolean giveAgain(List<Turn> again) {
    var before = again.stream().filter(turn -> turn.whole != null).map(LookBack::given).toList();
    again.reversed().forEach(turn -> books.takeBack(track, turn));
    tries = TRIES;
    if (search(again, 0)) {
      return true;
    }
    before.forEach(this::restore);
    return false;
  }

  private static Given given(Turn turn) {
    var spared =
        turn.changes.stream()
            .filter(it -> it.kind() == Load.Kind.PASSED_OVER)
            .map(Load.Change::member)
            .toList();
    var why = turn.pieces.isEmpty() ? PlainTurns.NEXT : turn.pieces.getFirst().why();
    return new Given(turn, Objects.requireNonNull(turn.whole), spared, why);
  }

  private void restore(Given given) {
    books.give(track, given.turn(), given.member(), given.why());
    given.spared().forEach(it -> books.passOver(track, given.turn(), it));
  }

  private boolean search(List<Turn> turns, int index) {
    if (index == turns.size()) {
      return true;
    }
    var turn = turns.get(index);
    var choosing = new Choosing(books, track, turn);
    for (var member : books.order(track, turn)) {
      if (tries-- <= 0) {
        return false;
      }
      if (choosing.tryGiving(member)) {
        if (search(turns, index + 1)) {
          return true;
        }
        books.takeBack(track, turn);
        var zone = track.rotation().zone();
        choosing.skip(member, "nobody could take " + Reasons.moment(open.start, zone));
      }
    }
    return false;
  }
}

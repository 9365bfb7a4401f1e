package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives a turn to the first of those in order who can take it, and says why it is them: who was
 * skipped for what, and who was spared for a broken night.
 */
final class Choosing {
  private final Books books;
  private final Track track;
  private final Turn turn;
  private final List<String> reasons = new ArrayList<>();

  Choosing(Books books, Track track, Turn turn) {
    this.books = books;
    this.track = track;
    this.turn = turn;
    var even = track.rota().weights().areEven();
    var fair = track.rotation().assign() == Rotation.Assign.FAIR;
    reasons.add(even || !fair ? PlainTurns.NEXT : PlainTurns.NEXT + ": the least load so far");
  }

  /** Whether somebody could take it. */
  boolean give(List<Member> order) {
    for (var member : order) {
      if (tryGiving(member)) {
        return true;
      }
    }
    return false;
  }

  /** Whether somebody could take all that nobody has yet of a turn which others have in part. */
  boolean give(List<Member> order, Spans left) {
    for (var member : order) {
      var block = books.block(track, turn, member, left);
      if (block == null) {
        books.give(track, turn, member, left, String.join("; ", reasons));
        return true;
      }
      skip(member, block.reason());
    }
    return false;
  }

  /** Gives the turn to this member, unless something stops them. */
  boolean tryGiving(Member member) {
    var block = books.block(track, turn, member, turn.open);
    if (block != null) {
      skip(member, block.reason());
      return false;
    }
    var spared = spared(member);
    var before = new ArrayList<>(reasons);
    spared.forEach(it -> before.add(reason(member, it)));
    books.give(track, turn, member, String.join("; ", before));
    spared.forEach(it -> books.passOver(track, turn, it));
    return true;
  }

  void skip(Member member, String reason) {
    reasons.add(member.name() + " skipped: " + reason);
  }

  /** Those whose turn it would be, had incidents left them their sleep. */
  private List<Member> spared(Member chosen) {
    var spared = new ArrayList<Member>();
    if (track.weights().hasBrokenNights() && track.rotation().assign() == Rotation.Assign.FAIR) {
      var load = books.load(track);
      var members = track.membersAt(turn.start);
      for (var member : members) {
        var nights = load.brokenNights(member);
        if (!nights.isEmpty()
            && !member.equals(chosen)
            && load.wouldComeBefore(
                member,
                nights.size() * load.forServing(member, track.weights().night(member)),
                chosen,
                members)
            && books.block(track, turn, member, turn.open) == null) {
          spared.add(member);
        }
      }
    }
    return spared;
  }

  private String reason(Member chosen, Member spared) {
    var zone = track.availability(spared.people().getFirst()).person().zone();
    var nights = books.load(track).brokenNights(spared);
    return "%s before %s: %s’s %s broken on %s"
        .formatted(
            chosen.name(),
            spared.name(),
            spared.name(),
            nights.size() == 1 ? "night was" : "nights were",
            Reasons.dates(nights, zone));
  }
}

package dev.watchbill.rota;

import dev.watchbill.rota.Book.Held;
import dev.watchbill.rota.Book.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds out where settled turns can't stay with those who have them. */
final class Clashes {
  private final Track track;
  private final long now;
  private final List<Clash> found = new ArrayList<>();

  private Clashes(Track track, Instant now) {
    this.track = track;
    this.now = now.toEpochMilli();
  }

  /** Where somebody is away; what is over is over. */
  static List<Clash> ofLeave(Track track, Instant now) {
    var clashes = new Clashes(track, now);
    track.settled().eachHeld((held, turn) -> clashes.leave(held, turn));
    return clashes.found;
  }

  /**
   * Where somebody is no longer a member; a turn that runs stays with them.
   *
   * @param gone people who aren't there at all any more: they don't even keep a running turn
   */
  static List<Clash> ofDeparted(Track track, Set<String> gone, Instant now) {
    var clashes = new Clashes(track, now);
    track.settled().eachHeld((held, turn) -> clashes.departed(held, turn, gone));
    return clashes.found;
  }

  private void leave(Held held, Turn turn) {
    for (var part : held.parts()) {
      var ahead = ahead(turn, part);
      if (ahead.isEmpty() || !track.isMember(part.people())) {
        continue;
      }
      for (var who : part.people()) {
        var availability = track.availability(who);
        var left = ahead;
        for (var block = availability.firstAbsence(left);
            block != null;
            block = left.isEmpty() ? null : availability.firstAbsence(left)) {
          var hit = left.within(block.start(), Math.max(block.start() + 1, block.end()));
          add(turn, part, hit, who + " is " + block.reason());
          left = left.within(hit.lastEnd(), Long.MAX_VALUE);
        }
      }
    }
  }

  private void departed(Held held, Turn turn, Set<String> gone) {
    for (var part : held.parts()) {
      var who = part.people();
      // A published pause stays, as any turn does; where nobody serves at all, nothing is at stake.
      if (who.isEmpty() && !track.settled().areNobodys()) {
        continue;
      }
      var left = who.stream().anyMatch(gone::contains);
      if (left || (!track.isMember(who) && turn.start > now)) {
        var reason = left ? " is no longer in the roster" : " is no longer a member";
        add(turn, part, ahead(turn, part), track.member(part).name() + reason);
      }
    }
  }

  private Spans ahead(Turn turn, Part part) {
    return track.inForce(SettledTurns.spans(turn, part)).within(now, Long.MAX_VALUE);
  }

  private void add(Turn turn, Part part, Spans spans, String why) {
    for (int i = 0; i < spans.size(); i++) {
      found.add(clash(turn, part.people(), spans.start(i), spans.end(i), why));
    }
  }

  private Clash clash(Turn turn, List<String> people, long from, long to, String why) {
    return new Clash(
        track.rota().schedule(),
        track.rotation().name(),
        turn.slot,
        Instant.ofEpochMilli(turn.start),
        Instant.ofEpochMilli(turn.end),
        people,
        Instant.ofEpochMilli(from),
        Instant.ofEpochMilli(to),
        why);
  }
}

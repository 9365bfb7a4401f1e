package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What giving a turn to somebody changes: whose load, and who has what to do when. Whatever was
 * given can be taken back.
 */
final class Books {
  private final Map<Track, Load> loads = new HashMap<>();
  private final Map<Load, BrokenNights> nights = new HashMap<>();
  private final Duties duties;

  Books(List<Track> tracks) {
    var shared = new HashMap<String, Load>();
    for (var track : tracks) {
      var group = track.rotation().fairnessGroup();
      var load = group == null ? new Load() : shared.computeIfAbsent(group, each -> new Load());
      loads.put(track, load);
      nights.computeIfAbsent(load, BrokenNights::new);
      track
          .rotation()
          .distinctMembers()
          .forEach(it -> load.add(it, track.weights().shareInHundredths(it)));
    }
    duties = new Duties(tracks);
    tracks.forEach(this::goOn);
  }

  /** From where the book of a track begins: what its members had, and what they have to do. */
  private void goOn(Track track) {
    var line = track.settled().line();
    if (line == null) {
      return;
    }
    for (var account : line.accounts()) {
      track.rotation().members().stream()
          .filter(member -> member.people().equals(account.people()))
          .forEach(member -> load(track).restore(member, account));
    }
    if (!track.rotation().shadow()) {
      track.turns().forEach(turn -> turn.pieces.forEach(it -> occupy(track, turn, it)));
      track
          .settled()
          .eachHeld((held, turn) -> {
            for (var part : held.parts()) {
              var seen = track.inForce(SettledTurns.spans(turn, part));
              part.people().forEach(who -> duties.add(who, seen, track, turn.number));
            }
          });
    }
  }

  private void occupy(Track track, Turn turn, Piece piece) {
    var span = Spans.of(piece.start(), piece.end());
    Objects.requireNonNull(piece.member())
        .people()
        .forEach(who -> duties.add(who, span, track, turn.number));
  }

  /** What the members of a rotation have had by now; who never could take a turn has no account. */
  List<Book.Account> accounts(Track track) {
    var load = load(track);
    return track.rotation().distinctMembers().stream().filter(load::isOpen).map(load::had).toList();
  }

  /**
   * Leaves a turn with those who have it.
   *
   * @return what of it nobody has
   */
  Spans keep(Track track, Turn turn, Book.Held held) {
    var left = track.inForce(turn.open);
    for (var part : held.parts()) {
      var member = track.member(part);
      var spans = SettledTurns.spans(turn, part);
      // A whole turn counts, though its hours may hide all of it.
      if (!spans.isEmpty() || spans == turn.open) {
        addPieces(track, turn, member, spans, SettledTurns.why(part));
        left = left.minus(spans);
        if (load(track).isOpen(member)) {
          var weight = track.weights().of(member, spans, turn);
          turn.changes.add(load(track).serveHeld(member, weight, until(turn, spans)));
          credit(track, turn, member, spans, weight);
        }
      }
    }
    return left;
  }

  Load load(Track track) {
    return Objects.requireNonNull(loads.get(track));
  }

  BrokenNights nights(Track track) {
    return Objects.requireNonNull(nights.get(load(track)));
  }

  /** Opens the accounts of those who join with this turn, and counts the nights lost before it. */
  void begin(Track track, Turn turn) {
    var load = load(track);
    var members = track.distinctMembersAt(turn.start);
    if (!members.stream().allMatch(load::isOpen)) {
      var present = members.stream().filter(load::isOpen).toList();
      members.stream().filter(it -> !load.isOpen(it)).forEach(it -> load.open(it, present));
    }
    if (track.weights().hasBrokenNights()) {
      var lost = nights(track);
      track
          .rotation()
          .distinctMembers()
          .forEach(it -> track.weights().countBrokenNights(lost, it, turn.start));
    }
  }

  /** Those who may be asked to take a turn, the first to be asked first. */
  List<Member> order(Track track, Turn turn) {
    var members = track.membersAt(turn.start);
    if (track.rotation().assign() == Rotation.Assign.FAIR) {
      var order = new ArrayList<>(members);
      order.sort(load(track).leastFirst());
      return order;
    }
    return turn.owner < 0 ? List.of() : track.places().from(turn.owner, members);
  }

  /**
   * What stops a member in these stretches of a turn; for several who serve together, any of them.
   */
  @Nullable Block block(Track track, Turn turn, Member member, Spans asked) {
    Block first = null;
    for (var who : member.people()) {
      var availability = track.availability(who);
      var own = availability.first(asked);
      var other = duties.first(availability.person(), asked, track, turn.number);
      var following = asked.isEmpty() ? null : track.following(who, asked);
      for (var block : new Block[] {own, other, following}) {
        if (block != null && (first == null || block.start() < first.start())) {
          first = block;
        }
      }
    }
    return first;
  }

  /** Leaves a turn to nobody, as the list says: it counts for no one. */
  void leave(Track track, Turn turn) {
    turn.whole = Member.NOBODY;
    addPieces(track, turn, Member.NOBODY, turn.open, PlainTurns.NEXT);
  }

  /** Gives all of a turn to one member. */
  void give(Track track, Turn turn, Member member, String why) {
    turn.whole = member;
    give(track, turn, member, turn.open, why);
  }

  /** Gives some stretches of a turn to one member. */
  void give(Track track, Turn turn, Member member, Spans part, String why) {
    var seen = addPieces(track, turn, member, part, why);
    if (!track.rotation().shadow()) {
      member.people().forEach(who -> duties.add(who, seen, track, turn.number));
    }
    count(track, turn, member, part);
  }

  private static Spans addPieces(Track track, Turn turn, Member member, Spans part, String why) {
    var seen = track.inForce(part);
    for (int i = 0; i < seen.size(); i++) {
      turn.pieces.add(new Piece(seen.start(i), seen.end(i), turn.number, member, why));
    }
    return seen;
  }

  private void count(Track track, Turn turn, Member member, Spans part) {
    var load = load(track);
    var weight = track.weights().of(member, part, turn);
    turn.changes.add(load.serve(member, weight, until(turn, part)));
    credit(track, turn, member, part, weight);
  }

  private static long until(Turn turn, Spans part) {
    return part.isEmpty() ? turn.end : part.lastEnd();
  }

  private void credit(Track track, Turn turn, Member member, Spans part, long weight) {
    var load = load(track);
    var members = track.distinctMembersAt(turn.start);
    var absent =
        members.stream()
            .filter(it -> !it.people().equals(member.people()) && isAbsent(track, it, part))
            .toList();
    if (!absent.isEmpty()) {
      var present = members.stream().filter(it -> !absent.contains(it)).toList();
      absent.forEach(it -> turn.changes.add(load.credit(it, weight, present)));
    }
  }

  private static boolean isAbsent(Track track, Member member, Spans part) {
    return member.people().stream().anyMatch(who -> track.availability(who).isAbsent(part));
  }

  /** Notes that a turn made up for the broken nights of somebody who would have had it. */
  void passOver(Track track, Turn turn, Member member) {
    turn.changes.add(load(track).passOver(member));
  }

  /** Makes a turn nobody's again. */
  void takeBack(Track track, Turn turn) {
    var load = load(track);
    turn.changes.reversed().forEach(load::undo);
    turn.changes.clear();
    turn.pieces.clear();
    var member = turn.whole;
    if (member != null) {
      member.people().forEach(who -> duties.remove(who, track, turn.number));
      turn.whole = null;
    }
  }
}

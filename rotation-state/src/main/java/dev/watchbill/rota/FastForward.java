package dev.watchbill.rota;

import dev.watchbill.rota.Book.Account;
import dev.watchbill.rota.Book.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A book that says what planning every turn from the anchor would say, without planning them. Where
 * nothing constrains the turns of a rotation they come round: whenever the last place of the list
 * has had a turn, all have had as many, and the first is next, as at the anchor.
 */
final class FastForward {
  private final List<Rota> rotas;
  private final long before;

  private FastForward(List<Rota> rotas, long before) {
    this.rotas = rotas;
    this.before = before;
  }

  /**
   * The book at a moment when every rotation has come round, with no turn of interest before it.
   *
   * @param before turns that end before this are of no interest
   * @return empty: something constrains the turns, or they haven't come round yet, so that each
   *     must be planned
   */
  static Optional<Book> book(List<Rota> rotas, Instant before) {
    return new FastForward(rotas, before.toEpochMilli()).book();
  }

  private Optional<Book> book() {
    if (!Assignments.arePlanned(rotas, FastForward::comesRound)) {
      return Optional.empty();
    }
    var lines = new ArrayList<Line>();
    long at = Long.MAX_VALUE;
    for (var rota : rotas) {
      for (var rotation : rota.rotations()) {
        if (rotation.follows() != null || rotation.members().isEmpty()) {
          continue;
        }
        var round = Round.before(new Slots(rotation), before);
        if (round == null) {
          return Optional.empty();
        }
        lines.add(line(rota, rotation, round));
        at = Math.min(at, round.slots.grid().start(round.first()));
      }
    }
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new Book(Instant.ofEpochMilli(at), lines));
  }

  /**
   * Whether all its turns count the same and are seen, and each place of the list has one a round.
   * In order that is so whoever has several places, or none.
   */
  private static boolean comesRound(Rota rota, Rotation rotation) {
    return Assignments.isPlain(rota, rotation)
        && Assignments.isEven(rota, rotation)
        && (rotation.assign() == Rotation.Assign.IN_ORDER
            || rotation.distinctMembers().size() == rotation.members().size())
        && rotation.fairnessGroup() == null
        && rotation.from() == null
        && rotation.until() == null
        && (rotation.hours().isEmpty() || !rotation.countIdleTurns());
  }

  private static Line line(Rota rota, Rotation rotation, Round round) {
    var track = new Track(rota, rotation, Set.of());
    var load = new Load();
    var members = rotation.distinctMembers();
    members.forEach(it -> load.add(it, track.weights().shareInHundredths(it)));
    var accounts = new ArrayList<Account>();
    for (var member : members) {
      var places = Places.of(member, rotation.members());
      accounts.add(
          load.after(
              member,
              track.weights().even(),
              round.rounds * places.size(),
              round.end(places.getLast())));
    }
    return new Line(
        rota.schedule(),
        rotation.name(),
        round.first(),
        accounts,
        rotation.members().getLast().people(),
        Places.lastPlaceOf(rotation.members()),
        List.of(),
        List.of(),
        List.of());
  }

  /**
   * @param rounds how often everybody has had a turn
   * @param last the slots of the last round by place, in order, and then the first of the next
   */
  private record Round(Slots slots, long rounds, List<Long> last) {
    /** The last round that is over by then; null: there is none. */
    static @Nullable Round before(Slots slots, long before) {
      var members = slots.rotation().members().size();
      var used = new ArrayList<Long>();
      for (var slot = slots.grid().slotAt(before); slot >= 0; slot--) {
        if (slots.uses(slot)) {
          used.addFirst(slot);
          if (slots.turn(used.getLast()) % members != 0) {
            used.removeLast();
          }
          if (used.size() == members + 1) {
            return new Round(slots, slots.turn(used.getLast()) / members, List.copyOf(used));
          }
        }
      }
      return null;
    }

    long first() {
      return last.getLast();
    }

    /** When the last turn of a place ended. */
    long end(int place) {
      return slots.open(Objects.requireNonNull(last.get(place))).lastEnd();
    }
  }
}

package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rotation whose turns are assigned one after another, as what came before decides who is next.
 */
final class Track implements Turns {
  private final Rota rota;
  private final Slots slots;
  private final Set<String> exclusive;
  private final Map<String, Availability> people = new HashMap<>();
  private final List<Turn> turns = new ArrayList<>();
  private final Weighing weighing;
  private final long evenWeight;
  private final long allJoined;
  private final boolean brokenNights;
  private @Nullable Replay replay;
  private long nextSlot;
  private long nextNumber;
  private int lastOwner = -1;

  /**
   * @param exclusive schedules in which nobody may serve at the same time
   */
  Track(Rota rota, Rotation rotation, Set<String> exclusive) {
    this.rota = rota;
    this.slots = new Slots(rotation);
    this.exclusive = exclusive;
    this.weighing = new Weighing(rota.weights(), rotation.zone());
    this.evenWeight = slots.usualOpenSeconds() * 100;
    this.allJoined =
        rotation.members().stream()
            .mapToLong(it -> it.from() == null ? Long.MIN_VALUE : it.from().toEpochMilli())
            .max()
            .orElse(Long.MIN_VALUE);
    Members.of(rota, rotation)
        .forEach(person -> people.put(person.id(), new Availability(person, rotation.waking())));
    this.brokenNights =
        !rota.weights().wake().isZero()
            && people.values().stream().anyMatch(it -> !it.person().brokenNights().isEmpty());
  }

  void planBy(Replay value) {
    replay = value;
  }

  Rota rota() {
    return rota;
  }

  Rotation rotation() {
    return slots.rotation();
  }

  List<Turn> turns() {
    return turns;
  }

  boolean excludes(Track other) {
    return exclusive.contains(other.rota.schedule()) && !other.rotation().shadow();
  }

  boolean isExclusive() {
    return !exclusive.isEmpty();
  }

  long longestRule() {
    return Math.max(rotation().rest().toMillis(), rotation().maxStint().toMillis());
  }

  long shareInHundredths(Member member) {
    var sum = member.people().stream().mapToDouble(who -> availability(who).person().share()).sum();
    return Math.max(1, Math.round(100 * sum / member.people().size()));
  }

  Availability availability(String who) {
    return Objects.requireNonNull(people.get(who));
  }

  /** What of these stretches the rotation is in force for. */
  Spans inForce(Spans spans) {
    return slots.inForce(spans);
  }

  /**
   * What stretches of a turn count. Where all hours count the same, all turns do, so that a turn
   * with a clock change in it doesn't turn the order around.
   */
  long weight(Member member, Spans spans, Turn turn) {
    if (rota.weights().areEven() && rotation().fairnessGroup() == null) {
      return spans == turn.open
          ? evenWeight
          : Math.round((double) evenWeight * spans.length() / turn.open.length());
    }
    long sum = 0;
    for (var who : member.people()) {
      sum += weighing.weigh(availability(who).person(), spans);
    }
    return sum / member.people().size();
  }

  /** Whether broken nights count here, and there are any. */
  boolean hasBrokenNights() {
    return brokenNights;
  }

  /** What one broken night of one of its people adds to a member's weight. */
  long nightWeight(Member member) {
    return rota.weights().wake().toSeconds() * 100 / member.people().size();
  }

  /** Adds the broken nights of a member's people up to an instant. */
  void countBrokenNights(Load load, Member member, long by) {
    var weight = nightWeight(member);
    member.people().forEach(who -> load.wake(member, availability(who).person(), by, weight));
  }

  /** Those who are members by a turn that starts at this instant. */
  List<Member> membersAt(long start) {
    var all = rotation().members();
    return start >= allJoined
        ? all
        : all.stream()
            .filter(it -> it.from() == null || it.from().toEpochMilli() <= start)
            .toList();
  }

  /** The next in the list among those who are members by now. */
  @Nullable Member nextOwner(List<Member> present) {
    var all = rotation().members();
    for (int i = 1; i <= all.size(); i++) {
      var index = (lastOwner + i) % all.size();
      if (present.contains(all.get(index))) {
        lastOwner = index;
        return all.get(index);
      }
    }
    return null;
  }

  /** When the next turn that isn't planned yet starts. */
  long nextStart() {
    skipUnused();
    return slots.grid().start(nextSlot);
  }

  Turn takeNext() {
    skipUnused();
    var turn =
        new Turn(
            slots.grid().start(nextSlot),
            slots.grid().start(nextSlot + 1),
            nextNumber,
            slots.open(nextSlot));
    nextSlot++;
    nextNumber++;
    turns.add(turn);
    return turn;
  }

  private void skipUnused() {
    while (!slots.uses(nextSlot)) {
      nextSlot++;
    }
  }

  @Override
  public List<Piece> between(long from, long to) {
    var pieces = new ArrayList<Piece>();
    if (from >= to) {
      return pieces;
    }
    var planner = Objects.requireNonNull(replay);
    synchronized (planner) {
      planner.ensure(to);
      for (int i = firstEndingAfter(from); i < turns.size() && turns.get(i).start < to; i++) {
        for (var piece : turns.get(i).pieces) {
          if (piece.start() < to && piece.end() > from) {
            pieces.add(piece);
          }
        }
      }
    }
    return pieces;
  }

  private int firstEndingAfter(long at) {
    int low = 0;
    int high = turns.size();
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (turns.get(middle).end <= at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

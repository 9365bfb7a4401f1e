package dev.watchbill.rota;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
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
  private final TurnWeights weights;
  private final Map<String, List<Turns>> followers = new LinkedHashMap<>();
  private final long allJoined;
  private final SettledTurns settled;
  private final Places places;
  private final long begin;
  private @Nullable Replay replay;
  private long nextSlot;
  private long nextNumber;

  /**
   * @param exclusive schedules in which nobody may serve at the same time
   */
  Track(Rota rota, Rotation rotation, Set<String> exclusive) {
    this(rota, rotation, exclusive, Book.EMPTY);
  }

  /**
   * @param book what is settled already
   */
  Track(Rota rota, Rotation rotation, Set<String> exclusive, Book book) {
    var line = book.line(rota.schedule(), rotation.name()).orElse(null);
    this.rota = rota;
    this.slots = new Slots(rotation);
    this.settled = new SettledTurns(line, slots);
    this.places = new Places(rotation.members(), line);
    this.exclusive = exclusive;
    this.allJoined =
        rotation.members().stream()
            .mapToLong(it -> it.from() == null ? Long.MIN_VALUE : it.from().toEpochMilli())
            .max()
            .orElse(Long.MIN_VALUE);
    Members.of(rota, rotation)
        .forEach(person ->
            people.put(person.id(), new Availability(settled.sleeper(person), rotation.waking())));
    this.weights = new TurnWeights(rota, rotation, slots.usualOpenSeconds(), this::person);
    var goesOn = line != null && line.nextSlot() != null;
    begin = book.at() == null || goesOn ? Long.MIN_VALUE : book.at().toEpochMilli();
    begin(book.at(), line);
  }

  private void begin(@Nullable Instant at, Book.@Nullable Line line) {
    if (at != null) {
      var known = line == null ? null : line.nextSlot();
      nextSlot = known == null ? slots.firstFrom(at.toEpochMilli()) : known;
      nextNumber = slots.turn(nextSlot);
    }
    if (line != null) {
      remember(line.earlier());
    }
  }

  /** Turns of before the book: not planned, but seen. */
  private void remember(List<Book.Past> earlier) {
    var number = nextNumber - earlier.size();
    for (var past : earlier) {
      var open = new Spans.Collector(2 * past.parts().size());
      past.parts().forEach(part -> open.add(millis(part.start()), millis(part.end())));
      var spans = open.spans();
      if (!spans.isEmpty()) {
        var turn = new Turn(spans.firstStart(), spans.lastEnd(), number, spans);
        past.parts()
            .forEach(part ->
                turn.pieces.add(
                    new Piece(
                        millis(part.start()),
                        millis(part.end()),
                        turn.number,
                        member(part),
                        SettledTurns.why(part))));
        turns.add(turn);
      }
      number++;
    }
  }

  private static long millis(@Nullable Instant at) {
    return Objects.requireNonNull(at).toEpochMilli();
  }

  /** The member a part is of; one who left is still named. */
  Member member(Book.Part part) {
    return rotation().members().stream()
        .filter(it -> it.people().equals(part.people()))
        .findFirst()
        .orElseGet(() -> new Member(part.people(), null));
  }

  boolean isMember(List<String> together) {
    return rotation().members().stream().anyMatch(it -> it.people().equals(together));
  }

  /** When the turn that somebody has at an instant ends; empty: nobody has one. */
  OptionalLong runningUntil(long at) {
    return between(at, at + 1).stream()
        .filter(Piece::isServed)
        .flatMap(piece -> turns.stream().filter(turn -> turn.pieces.contains(piece)))
        .mapToLong(turn -> turn.end)
        .max();
  }

  /** Whether the next turn begins before an instant and is over by then. */
  boolean endsNextBy(long at) {
    return nextStart() < at && slots.grid().start(nextSlot + 1) <= at;
  }

  long nextSlot() {
    return nextSlot;
  }

  Places places() {
    return places;
  }

  void planBy(Replay value) {
    replay = value;
  }

  Replay replay() {
    return Objects.requireNonNull(replay);
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

  /** Keeps people out who serve in a rotation of another schedule that only follows. */
  void avoid(String schedule, Turns follower) {
    followers.computeIfAbsent(schedule, each -> new ArrayList<>()).add(follower);
  }

  /** When somebody serves in a schedule that follows and excludes this one; null: never then. */
  @Nullable Block following(String who, Spans asked) {
    for (var each : followers.entrySet()) {
      for (var turnsOfIt : each.getValue()) {
        for (var piece : turnsOfIt.between(asked.firstStart(), asked.lastEnd())) {
          var both = asked.within(piece.start(), piece.end());
          if (!both.isEmpty() && piece.member() != null && piece.member().people().contains(who)) {
            return new Block(both.firstStart(), piece.end(), false, "on call in " + each.getKey());
          }
        }
      }
    }
    return null;
  }

  boolean isExclusive() {
    return !exclusive.isEmpty();
  }

  long longestRule() {
    return Math.max(rotation().rest().toMillis(), rotation().maxStint().toMillis());
  }

  private Person person(String who) {
    return availability(who).person();
  }

  SettledTurns settled() {
    return settled;
  }

  TurnWeights weights() {
    return weights;
  }

  Availability availability(String who) {
    return Objects.requireNonNull(people.get(who));
  }

  /** What of these stretches the rotation is in force for. */
  Spans inForce(Spans spans) {
    return slots.inForce(spans);
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

  /** The same, each once however often they are in the list, and without nobody. */
  List<Member> distinctMembersAt(long start) {
    var members = membersAt(start);
    return places.areDistinct() ? members : Member.distinct(members);
  }

  /** When turn 0 starts. */
  long firstStart() {
    return slots.grid().start(0);
  }

  /** When the next turn that isn't planned yet starts. */
  long nextStart() {
    skipUnused();
    return Math.max(begin, slots.grid().start(nextSlot));
  }

  Turn takeNext() {
    skipUnused();
    var open = slots.open(nextSlot);
    var end = slots.grid().start(nextSlot + 1);
    var turn =
        new Turn(nextStart(), end, nextNumber, open.within(begin, end), nextSlot, open.length());
    nextSlot++;
    nextNumber++;
    turns.add(turn);
    return turn;
  }

  private void skipUnused() {
    while (!slots.uses(nextSlot) || isOver(nextSlot)) {
      nextNumber += slots.uses(nextSlot) ? 1 : 0;
      nextSlot++;
    }
  }

  /** Whether the book begins after all that is seen of a turn. */
  private boolean isOver(long slot) {
    if (slots.grid().start(slot) >= begin) {
      return false;
    }
    var end = slots.grid().start(slot + 1);
    return slots.open(slot).within(begin, end).isEmpty();
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

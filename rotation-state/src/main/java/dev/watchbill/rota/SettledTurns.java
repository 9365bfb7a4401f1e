package dev.watchbill.rota;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a book has of one rotation: turns that are somebody's already, and nights to be counted. */
final class SettledTurns {
  private final Book.@Nullable Line line;
  private final Slots slots;
  private final SortedMap<Long, Book.Held> held = new TreeMap<>();

  SettledTurns(Book.@Nullable Line line, Slots slots) {
    this.line = line;
    this.slots = slots;
    if (line != null) {
      line.held().forEach(each -> held.put(each.slot(), each));
    }
  }

  /** When the last turn that is held ends; empty: none is. */
  OptionalLong heldUntil() {
    return held.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(slots.grid().start(held.lastKey() + 1));
  }

  /** Whether nothing is held but turns that the list leaves to nobody. */
  boolean areNobodys() {
    return held.values().stream()
        .flatMap(it -> it.parts().stream())
        .allMatch(part -> part.people().isEmpty());
  }

  Book.@Nullable Line line() {
    return line;
  }

  /** Who has a turn already; null: nobody. */
  Book.@Nullable Held held(Turn turn) {
    return held.get(turn.slot);
  }

  /** What of a turn a part is. */
  static Spans spans(Turn turn, Book.Part part) {
    return part.start() == null || part.end() == null
        ? turn.open
        : turn.open.within(part.start().toEpochMilli(), part.end().toEpochMilli());
  }

  /** The turns that are held from where the book begins on, each with its stretches. */
  void eachHeld(BiConsumer<Book.Held, Turn> each) {
    held.values()
        .forEach(it -> {
          var open = slots.open(it.slot());
          each.accept(
              it,
              new Turn(
                  slots.grid().start(it.slot()),
                  slots.grid().start(it.slot() + 1),
                  slots.turn(it.slot()),
                  open,
                  it.slot(),
                  open.length()));
        });
  }

  /** Where a book is kept, it knows the nights that are still to be counted. */
  Person sleeper(Person person) {
    return line == null ? person : person.brokenNights(nights(line, person.id()));
  }

  private static List<Instant> nights(Book.Line line, String who) {
    return line.wakes().stream().filter(wake -> wake.who().equals(who)).map(Book.Wake::at).toList();
  }

  /** The broken nights that no turn has been planned after yet. */
  List<Book.Wake> wakesLeft(BrokenNights counted) {
    var left = new ArrayList<Book.Wake>();
    if (line != null) {
      for (var member : slots.rotation().distinctMembers()) {
        for (var who : member.people()) {
          nights(line, who).stream()
              .skip(counted.counted(member, who))
              .forEach(at -> left.add(new Book.Wake(who, at)));
        }
      }
    }
    // Somebody may be in several pairs.
    return left.stream().distinct().sorted(Comparator.comparing(Book.Wake::at)).toList();
  }

  static String why(Book.Part part) {
    return part.why() == null ? PlainTurns.NEXT : part.why();
  }
}

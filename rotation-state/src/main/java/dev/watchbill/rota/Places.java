package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The places in the list of a rotation, and whose turn was last; one may have several. */
final class Places {
  private final List<Member> list;
  private final boolean distinct;
  private int last = -1;

  /**
   * @param line says whose turn was last; null: nobody's yet
   */
  Places(List<Member> list, Book.@Nullable Line line) {
    this.list = list;
    this.distinct = Member.distinct(list).size() == list.size();
    if (line != null && (!line.lastOwner().isEmpty() || line.lastPlace() != null)) {
      last = known(line.lastOwner(), line.lastPlace());
    }
  }

  /** The place itself, or where they stand nearest to it, as the list may have changed. */
  private int known(List<String> who, @Nullable Integer place) {
    int from = place == null ? 0 : Math.min(place, list.size() - 1);
    for (int away = 0; away < list.size(); away++) {
      // Before it first: what was taken from the list moves the rest there.
      if (isOf(who, from - away)) {
        return from - away;
      }
      if (isOf(who, from + away)) {
        return from + away;
      }
    }
    // Pauses that were taken from the list don't set the order back.
    return who.isEmpty() && place != null ? Math.min(place, list.size()) - 1 : -1;
  }

  private boolean isOf(List<String> who, int place) {
    return place >= 0 && place < list.size() && list.get(place).people().equals(who);
  }

  /** Whether everybody has one place. */
  boolean areDistinct() {
    return distinct;
  }

  /** Goes on to the next place of somebody who is a member by now; -1: nobody is. */
  int next(List<Member> present) {
    for (int i = 1; i <= list.size(); i++) {
      var place = (last + i) % list.size();
      if (present.contains(list.get(place))) {
        last = place;
        return place;
      }
    }
    return -1;
  }

  /** Whether the turn of a place is nobody's. */
  boolean isNobodys(int place) {
    return place >= 0 && list.get(place).isNobody();
  }

  /** Those who are members by now in the order of the list from a place on, each once. */
  List<Member> from(int place, List<Member> present) {
    var order = new ArrayList<>(list);
    Collections.rotate(order, -place);
    return Member.distinct(order.stream().filter(present::contains).toList());
  }

  /** Whose turn was last; empty: nobody's, or none was yet. */
  List<String> lastOwner() {
    return last < 0 ? List.of() : list.get(last).people();
  }

  /** Which place that was; null where they have only one, or no turn was yet. */
  @Nullable Integer lastPlace() {
    if (last < 0) {
      return null;
    }
    return named(list, last);
  }

  /** The same where the round is over. */
  static @Nullable Integer lastPlaceOf(List<Member> list) {
    return named(list, list.size() - 1);
  }

  private static @Nullable Integer named(List<Member> list, int place) {
    var member = list.get(place);
    return member.isNobody() || of(member, list).size() > 1 ? place : null;
  }

  /** The places of a member, in order. */
  static List<Integer> of(Member member, List<Member> list) {
    return IntStream.range(0, list.size())
        .filter(it -> list.get(it).people().equals(member.people()))
        .boxed()
        .toList();
  }
}

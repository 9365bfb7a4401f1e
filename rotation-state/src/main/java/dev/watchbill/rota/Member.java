package dev.watchbill.rota;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who takes one turn of a rotation: a person, several who serve together, or nobody.
 *
 * @param people person ids; each must be among the rota's people; empty: the turn is nobody's
 * @param from turns that start before this are not theirs; null when a member from the start
 */
public record Member(List<String> people, @Nullable Instant from) {
  /** A place in the list whose turn nobody has. */
  public static final Member NOBODY = new Member(List.of(), null);

  public Member {
    people = List.copyOf(Rota.orEmpty(people));
    if (new HashSet<>(people).size() != people.size()) {
      throw new IllegalArgumentException(
          "Expected each person once in a member, but got " + people);
    }
  }

  /** One person, or several who serve together, from the rotation's start. */
  public static Member of(String... people) {
    return new Member(List.of(people), null);
  }

  /** The same, joining later. */
  public Member joining(Instant at) {
    return new Member(people, at);
  }

  /**
   * Each once, however often and from when they are listed; of several the earliest. Nobody is no
   * member who could serve, and left out.
   */
  static List<Member> distinct(List<Member> members) {
    var byPeople = new LinkedHashMap<List<String>, Member>();
    members.stream()
        .filter(it -> !it.isNobody())
        .forEach(it -> byPeople.merge(it.people(), it, Member::earlier));
    return List.copyOf(byPeople.values());
  }

  private static Member earlier(Member one, Member other) {
    if (one.from() == null) {
      return one;
    }
    return other.from() == null || other.from().isBefore(one.from()) ? other : one;
  }

  /** Whether the turn is a pause. */
  boolean isNobody() {
    return people.isEmpty();
  }

  /** The people, as one reads them in a reason: {@code erin and fay}. */
  String name() {
    if (isNobody()) {
      return "nobody";
    }
    return people.size() == 1 ? people.getFirst() : String.join(" and ", people);
  }
}

package dev.watchbill.launcher.moving;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who has claimed which time first: of two overrides in a roster neither is the later. */
public final class Claims {
  private final Map<List<String>, List<Span>> taken = new HashMap<>();

  /** A stretch that includes its start and excludes its end. */
  public record Span(Instant from, Instant to) {
    private List<Span> without(Span other) {
      if (!from.isBefore(other.to) || !other.from.isBefore(to)) {
        return List.of(this);
      }
      var left = new ArrayList<Span>();
      if (from.isBefore(other.from)) {
        left.add(new Span(from, other.from));
      }
      if (other.to.isBefore(to)) {
        left.add(new Span(other.to, to));
      }
      return left;
    }
  }

  /**
   * Claims what is still free of a stretch.
   *
   * @param of what is claimed
   */
  public List<Span> claim(Span wanted, List<String> of) {
    var before = taken.computeIfAbsent(of, _ -> new ArrayList<>());
    var free = List.of(wanted);
    for (var other : before) {
      free = free.stream().flatMap(it -> it.without(other).stream()).toList();
    }
    before.addAll(free);
    return free;
  }
}

package dev.watchbill.rota;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of a settled turn in which those who have it can't serve after all.
 *
 * @param turnStart when the whole turn starts, and {@code turnEnd} when it ends
 * @param people who have it, together
 * @param why as in a reason, such as {@code asha is away 3–10 Aug (leave)}
 */
public record Clash(
    String schedule,
    String rotation,
    long slot,
    Instant turnStart,
    Instant turnEnd,
    List<String> people,
    Instant from,
    Instant to,
    String why) {

  static final Comparator<Clash> ORDER =
      Comparator.comparing(Clash::from)
          .thenComparing(Clash::schedule)
          .thenComparing(Clash::rotation)
          .thenComparing(Clash::to);

  public Clash {
    people = List.copyOf(people);
  }

  /** The same, of the time between two instants. */
  public Clash between(Instant start, Instant end) {
    return new Clash(schedule, rotation, slot, turnStart, turnEnd, people, start, end, why);
  }
}

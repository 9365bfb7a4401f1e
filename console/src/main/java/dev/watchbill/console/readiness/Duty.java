package dev.watchbill.console.readiness;

import dev.watchbill.console.readiness.Readiness.Standby;
import dev.watchbill.console.readmodel.questions.Shifts;
import dev.watchbill.console.readmodel.questions.Shifts.Published;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is on call now and next. */
public final class Duty {
  static final Turn NOBODY = new Turn(List.of(), null, List.of(), "");

  /** Longer turns than this are rare, and then the end is said, but not who follows. */
  private static final Duration LOOK_AHEAD = Duration.ofDays(15);

  private static final int AT_ONCE = 400;

  private final Shifts shifts;
  private final Instant now;

  public Duty(Shifts shifts, Instant now) {
    this.shifts = shifts;
    this.now = now;
  }

  /**
   * Who is on call in one schedule.
   *
   * @param who now; empty: nobody
   * @param until when that changes; null: not planned that far
   * @param next who is on call then
   * @param why the current shifts are theirs
   */
  public record Turn(List<String> who, @Nullable Instant until, List<String> next, String why) {}

  /** By schedule. */
  public Map<String, Turn> of(Collection<String> schedules) {
    var turns = new HashMap<String, Turn>();
    var sorted = schedules.stream().sorted().toList();
    for (var from = 0; from < sorted.size(); from += AT_ONCE) {
      var some = sorted.subList(from, Math.min(sorted.size(), from + AT_ONCE));
      shifts.between(some, now, now.plus(LOOK_AHEAD)).stream()
          .filter(shift -> !shift.shadow())
          .collect(Collectors.groupingBy(Published::schedule))
          .forEach((schedule, ahead) -> turns.put(schedule, turn(ahead)));
    }
    return turns;
  }

  private Turn turn(List<Published> ahead) {
    var current = at(ahead, now);
    var until = changeAfter(ahead, who(current));
    return new Turn(
        who(current),
        until.orElse(null),
        until.map(change -> who(at(ahead, change))).orElse(List.of()),
        current.stream()
            .map(Published::why)
            .filter(why -> !why.isEmpty())
            .distinct()
            .collect(Collectors.joining("; ")));
  }

  private static List<Published> at(List<Published> shifts, Instant instant) {
    return shifts.stream()
        .filter(shift -> !shift.start().isAfter(instant) && shift.end().isAfter(instant))
        .toList();
  }

  private static List<String> who(List<Published> shifts) {
    return shifts.stream().map(Published::who).distinct().sorted().toList();
  }

  /** The first edge of a shift after which others are on call; two turns of one person are one. */
  private Optional<Instant> changeAfter(List<Published> ahead, List<String> current) {
    return ahead.stream()
        .flatMap(shift -> Stream.of(shift.start(), shift.end()))
        .filter(edge -> edge.isAfter(now))
        .distinct()
        .sorted()
        .filter(edge -> !who(at(ahead, edge)).equals(current))
        .findFirst();
  }

  static Standby standby(Chain.Link link, Turn turn) {
    return new Standby(link.id(), link.step(), turn.who(), turn.until(), turn.next());
  }
}

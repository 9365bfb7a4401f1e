package dev.watchbill.planner;

import dev.watchbill.rota.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What is said ahead of time, each once: gaps to the team, shifts to whoever has them. */
public final class Ahead {
  private static final List<Duration> BEFORE_A_GAP =
      List.of(Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(14));
  private static final List<Duration> BEFORE_A_SHIFT =
      List.of(Duration.ofHours(1), Duration.ofDays(1));

  private Ahead() {}

  /** Something to say. */
  public sealed interface Notice {
    /** Promised time with nobody on call, so long before it. */
    record OfGap(Gap gap, Duration before) implements Notice {}

    /** Somebody's shift, so long before it. */
    record OfShift(String who, Instant start, Instant end, Duration before) implements Notice {}
  }

  /** Somebody's time on call without a break, whatever gives them the right to it. */
  private record Duty(String who, Instant start, Instant end) {}

  /**
   * What is due. After a standstill only the nearest notice of each gap and shift, and none of what
   * has begun.
   *
   * @param since until then everything was said
   */
  public static List<Notice> due(Plan plan, Instant since, Instant now) {
    var due = new ArrayList<Notice>();
    for (var gap : warned(plan)) {
      latest(gap.start(), BEFORE_A_GAP, since, now)
          .ifPresent(before -> due.add(new Notice.OfGap(gap, before)));
    }
    for (var duty : duties(plan)) {
      latest(duty.start, BEFORE_A_SHIFT, since, now)
          .ifPresent(before -> due.add(new Notice.OfShift(duty.who, duty.start, duty.end, before)));
    }
    return due;
  }

  /** When something is due next; empty: nothing is, as far as the plan goes. */
  public static Optional<Instant> next(Plan plan, Instant since) {
    var times = new ArrayList<Instant>();
    for (var gap : warned(plan)) {
      BEFORE_A_GAP.forEach(before -> times.add(gap.start().minus(before)));
    }
    for (var duty : duties(plan)) {
      BEFORE_A_SHIFT.forEach(before -> times.add(duty.start.minus(before)));
    }
    return times.stream().filter(since::isBefore).min(Comparator.naturalOrder());
  }

  private static Optional<Duration> latest(
      Instant start, List<Duration> levels, Instant since, Instant now) {
    return start.isAfter(now)
        ? levels.stream()
            .filter(before -> start.minus(before).isAfter(since))
            .filter(before -> !start.minus(before).isAfter(now))
            .findFirst()
        : Optional.empty();
  }

  private static Collection<Gap> warned(Plan plan) {
    return plan.promises() ? plan.gaps() : List.of();
  }

  private static List<Duty> duties(Plan plan) {
    var duties = new ArrayList<Duty>();
    var running = new TreeMap<String, Instant>();
    for (var stretch : Stretch.of(plan.shifts(), plan.from(), plan.until())) {
      running
          .entrySet()
          .removeIf(entry -> {
            var over = !stretch.who().contains(entry.getKey());
            if (over) {
              duties.add(new Duty(entry.getKey(), entry.getValue(), stretch.start()));
            }
            return over;
          });
      stretch.who().forEach(who -> running.putIfAbsent(who, stretch.start()));
    }
    running.forEach((who, start) -> duties.add(new Duty(who, start, plan.until())));
    return duties;
  }
}

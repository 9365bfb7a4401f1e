package dev.watchbill.planner;

import dev.watchbill.rota.Gap;
import dev.watchbill.rota.PlannedShift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What another roster would do to what is published, if it came into force now. Only what differs
 * is in it, but for who would serve.
 *
 * @param until looked at from now to here, which is beyond what is published
 * @param failed why a schedule can't be planned, by schedule
 */
public record Preview(
    Instant now,
    Instant until,
    List<String> added,
    List<Removed> removed,
    List<Moved> moved,
    List<Uncovered> opened,
    List<Uncovered> closed,
    List<Uncovered> broken,
    List<FairnessChange> fairness,
    List<Serving> serving,
    SortedMap<String, String> failed) {

  /**
   * A schedule that would go, and what is published of it, for good: back in the roster, it would
   * be planned as a new one is.
   *
   * @param shifts how many that aren't over
   */
  public record Removed(String schedule, long shifts) {}

  /**
   * A time that would be given to other people than before.
   *
   * @param published whether it is published already; else it was only to be
   * @param why of whoever serves then; empty: nobody does
   */
  public record Moved(
      String schedule,
      Instant start,
      Instant end,
      List<String> outgoing,
      List<String> incoming,
      boolean published,
      String why) {}

  /** A time with nobody on call. */
  public record Uncovered(String schedule, Instant start, Instant end) {}

  /**
   * Somebody who would be on call.
   *
   * @param start of their first shift ahead
   * @param before whether they were to be already
   */
  public record Serving(String schedule, String who, Instant start, boolean before) {}

  /** Whether it changes who is on call, what isn't covered, or how the duty is shared out. */
  public boolean isEmpty() {
    return added.isEmpty()
        && removed.isEmpty()
        && moved.isEmpty()
        && opened.isEmpty()
        && closed.isEmpty()
        && broken.isEmpty()
        && fairness.isEmpty()
        && failed.isEmpty();
  }

  /**
   * Compares what is published with what it would become.
   *
   * @param published plans by schedule
   * @param people everybody in the wanted roster
   */
  public static Preview of(
      Map<String, Plan> published, Definitions wanted, Collection<String> people, Instant now) {
    return new Comparison(published, wanted, people, now).preview();
  }

  /** What would be published of a roster of which nothing is. */
  public static Map<String, Plan> published(
      Definitions wanted, Collection<String> people, Instant now) {
    var plans = new TreeMap<String, Plan>();
    var outcomes =
        Replanning.of(new Planner(), List.of(), id -> Optional.empty(), wanted, people, now);
    for (var outcome : outcomes) {
      if (outcome instanceof Replanning.Outcome.Planned planned) {
        plans.put(planned.schedule(), planned.after());
      }
    }
    return plans;
  }

  /** One comparison while it is made. */
  private static final class Comparison {
    private final Planner planner = new Planner();
    private final Map<String, Plan> published;
    private final Definitions wanted;
    private final Collection<String> everybody;
    private final Instant now;
    private final List<String> added = new ArrayList<>();
    private final List<Removed> removed = new ArrayList<>();
    private final List<Moved> moved = new ArrayList<>();
    private final List<Uncovered> opened = new ArrayList<>();
    private final List<Uncovered> closed = new ArrayList<>();
    private final List<Uncovered> broken = new ArrayList<>();
    private final List<FairnessChange> fairness = new ArrayList<>();
    private final List<Serving> serving = new ArrayList<>();
    private final SortedMap<String, String> failed = new TreeMap<>();
    private Instant last;

    Comparison(
        Map<String, Plan> published,
        Definitions wanted,
        Collection<String> everybody,
        Instant now) {
      this.published = published;
      this.wanted = wanted;
      this.everybody = everybody;
      this.now = now;
      this.last = now;
    }

    Preview preview() {
      var outcomes =
          Replanning.of(
              planner,
              published.keySet(),
              id -> Optional.ofNullable(published.get(id)),
              wanted,
              everybody,
              now);
      for (var outcome : outcomes) {
        switch (outcome) {
          case Replanning.Outcome.Planned planned -> planned(planned.before(), planned.after());
          case Replanning.Outcome.Removed gone -> {
            removed.add(new Removed(gone.schedule(), ahead(gone.before().shifts())));
            compare(gone.before(), null);
          }
          case Replanning.Outcome.Failed it -> failed.put(it.schedule(), it.why());
          case Replanning.Outcome.Unchanged same -> {
            var plan = Objects.requireNonNull(published.get(same.schedule()));
            serving(plan, plan);
          }
        }
      }
      return new Preview(
          now, last, added, removed, moved, opened, closed, broken, fairness, serving, failed);
    }

    private long ahead(List<PlannedShift> shifts) {
      return shifts.stream().filter(shift -> shift.end().isAfter(now)).count();
    }

    private void planned(@Nullable Plan before, Plan after) {
      if (before == null) {
        added.add(after.schedule());
      }
      compare(before, after);
    }

    private void compare(@Nullable Plan before, @Nullable Plan after) {
      var end = now;
      for (var plan : new Plan[] {before, after}) {
        if (plan != null) {
          end = Stretch.later(end, plan.until().plus(plan.horizon()));
        }
      }
      last = Stretch.later(last, end);
      var publishedUntil = before == null ? now : before.until();
      var old = before == null ? null : planner.extend(before, end);
      var fresh = after == null ? null : planner.extend(after, end);
      moves(old, fresh, publishedUntil, end);
      gaps(old, fresh);
      var schedule = (fresh == null ? Objects.requireNonNull(old) : fresh).schedule();
      FairnessChange.between(schedule, old, fresh, now, end).ifPresent(fairness::add);
      if (fresh != null) {
        serving(old, fresh);
      }
    }

    private void serving(@Nullable Plan before, Plan after) {
      var known = before == null ? List.<PlannedShift>of() : before.shifts();
      var seen = new TreeSet<String>();
      for (var shift : after.shifts()) {
        if (!shift.shadow() && shift.end().isAfter(now) && seen.add(shift.who())) {
          var was = known.stream().anyMatch(it -> it.who().equals(shift.who()));
          serving.add(
              new Serving(after.schedule(), shift.who(), Stretch.later(now, shift.start()), was));
        }
      }
    }

    private void moves(
        @Nullable Plan before, @Nullable Plan after, Instant publishedUntil, Instant end) {
      if (before == null) {
        return;
      }
      var shifts = after == null ? List.<PlannedShift>of() : after.shifts();
      for (var move : Move.between(before.shifts(), shifts, now, end)) {
        moved.add(
            new Moved(
                before.schedule(),
                move.start(),
                move.end(),
                List.copyOf(new TreeSet<>(move.outgoing())),
                List.copyOf(new TreeSet<>(move.incoming())),
                move.start().isBefore(publishedUntil),
                why(shifts, move)));
      }
    }

    private static String why(List<PlannedShift> shifts, Move move) {
      return shifts.stream()
          .filter(shift -> shift.covers(move.start()) && move.incoming().contains(shift.who()))
          .map(PlannedShift::why)
          .findFirst()
          .orElse("");
    }

    private void gaps(@Nullable Plan before, @Nullable Plan after) {
      var old = ahead(before);
      var fresh = ahead(after);
      var schedule = (after == null ? Objects.requireNonNull(before) : after).schedule();
      if (before != null && after != null) {
        add(schedule, Seam.minus(fresh, old), opened);
        add(schedule, Seam.minus(old, fresh), closed);
      }
      if (after != null && after.promises()) {
        var known = before != null && before.promises() ? old : List.<Gap>of();
        add(schedule, Seam.minus(fresh, known), broken);
      }
    }

    private List<Gap> ahead(@Nullable Plan plan) {
      return plan == null
          ? List.of()
          : plan.gaps().stream()
              .filter(gap -> gap.end().isAfter(now))
              .map(gap -> new Gap(Stretch.later(gap.start(), now), gap.end()))
              .toList();
    }

    private static void add(String schedule, List<Gap> gaps, List<Uncovered> to) {
      gaps.forEach(gap -> to.add(new Uncovered(schedule, gap.start(), gap.end())));
    }
  }
}

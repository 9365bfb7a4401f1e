package dev.watchbill.planner;

import dev.watchbill.rota.PlannedShift;
import dev.watchbill.rota.Rota;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is published. Past and running turns stay as they were; what is published ahead
 * changes only where the definition did. Use one for all schedules of one roster: it remembers what
 * the engine worked out. Not thread safe.
 */
public final class Planner {
  /** How much of the past stays published. */
  public static final Duration PAST = Duration.ofDays(14);

  private static final Duration SLACK = Duration.ofDays(1);

  private final Forecasts forecasts = new Forecasts();

  /** The plan of a schedule that has none: from the turns that run now to its horizon. */
  public Plan first(Definition definition, Instant now) {
    var segments = List.of(new Segment(Instant.EPOCH, definition.rotas()));
    var running = forecasts.engine(segments.getFirst()).onCall(definition.schedule(), now);
    var from =
        running.shifts().stream().map(PlannedShift::start).min(Instant::compareTo).orElse(now);
    var until = horizon(definition.horizon(), now);
    return new Plan(
        definition.schedule(),
        definition.team(),
        definition.horizon(),
        from,
        until,
        segments,
        forecasts.shifts(definition.schedule(), segments, from, until),
        forecasts.gaps(definition.schedule(), segments, from, until));
  }

  /**
   * When a changed definition takes over from the published ones: when the turns that run now are
   * over. At once, where somebody who serves now is no longer a member.
   *
   * @param together the plans of all schedules that are planned with it, itself included: they
   *     change over at the same instant, so that nobody is in two places
   */
  public Instant takeover(Collection<Plan> together, List<Rota> wanted, Instant now) {
    var ends = new ArrayList<Instant>();
    ends.add(now);
    for (var plan : together) {
      var running = running(plan, now);
      var members = members(wanted, plan.schedule());
      if (!running.stream().allMatch(shift -> members.contains(shift.who()))) {
        return now;
      }
      running.forEach(shift -> ends.add(shift.end()));
    }
    return ends.stream().max(Instant::compareTo).orElse(now);
  }

  /**
   * The plan after a definition changed. This is the one place that says what an edit may move; the
   * finer rules (a frozen horizon, an effective date, the smallest change) belong here.
   *
   * @param takeover see {@link #takeover}
   * @return the published plan itself when its definition is the wanted one already
   */
  public Plan republish(Plan published, Definition wanted, Instant takeover, Instant now) {
    if (published.newest().rotas().equals(wanted.rotas())) {
      return new Plan(
          published.schedule(),
          wanted.team(),
          wanted.horizon(),
          published.from(),
          published.until(),
          published.segments(),
          published.shifts(),
          published.gaps());
    }
    var segments = new ArrayList<Segment>();
    var kept = Segment.before(takeover, Segment.after(now, published.segments()));
    kept.forEach(segment -> segments.add(withOverridesOf(wanted, segment)));
    segments.add(new Segment(takeover, wanted.rotas()));
    var effective = Segment.after(now, segments);
    var until = Stretch.later(published.until(), horizon(wanted.horizon(), now));
    return ahead(published, wanted, effective, now, until);
  }

  /** The plan extended to its horizon; what was planned stays. */
  public Plan extend(Plan published, Instant now) {
    var until = Stretch.later(published.until(), horizon(published.horizon(), now));
    var same =
        new Definition(
            published.schedule(),
            published.team(),
            published.horizon(),
            published.newest().rotas());
    return ahead(published, same, published.segments(), published.until(), until);
  }

  /** When it should be extended. */
  public static Instant extensionDue(Plan plan) {
    return plan.until().minus(plan.horizon()).plus(SLACK);
  }

  /** The plan without what is older than {@link #PAST}, in whole weeks. */
  public static Plan forget(Plan plan, Instant now) {
    var from = Stretch.later(plan.from(), IsoWeek.of(now.minus(PAST)).start());
    return new Plan(
        plan.schedule(),
        plan.team(),
        plan.horizon(),
        from,
        Stretch.later(plan.until(), from),
        Segment.after(Stretch.earlier(now, plan.until()), plan.segments()),
        plan.shifts().stream().filter(shift -> shift.end().isAfter(from)).toList(),
        plan.gaps().stream().filter(gap -> gap.end().isAfter(from)).toList());
  }

  /** When its oldest week is to be forgotten. */
  public static Instant forgetDue(Plan plan) {
    return IsoWeek.of(plan.from()).end().plus(PAST);
  }

  private Plan ahead(
      Plan published, Definition wanted, List<Segment> segments, Instant seam, Instant until) {
    var schedule = published.schedule();
    return new Plan(
        schedule,
        wanted.team(),
        wanted.horizon(),
        published.from(),
        until,
        segments,
        Seam.join(
            Seam.before(seam, published.shifts()),
            forecasts.shifts(schedule, segments, seam, until),
            seam),
        Seam.joinGaps(
            Seam.gapsBefore(seam, published.gaps()),
            forecasts.gaps(schedule, segments, seam, until),
            seam));
  }

  /** Until then a plan made now is published: whole days, so that it grows once a day. */
  private static Instant horizon(Duration horizon, Instant now) {
    return now.plus(horizon).truncatedTo(ChronoUnit.DAYS).plus(SLACK);
  }

  /** What is left of turns that have begun, as planned without overrides; hidden ones included. */
  private List<PlannedShift> running(Plan plan, Instant now) {
    var segments = Segment.after(now, plan.segments()).stream().map(Planner::plain).toList();
    var begun =
        plan.shifts().stream()
            .filter(shift -> shift.rotation() != null && !shift.start().isAfter(now))
            .map(RunningTurn::of)
            .collect(Collectors.toSet());
    return forecasts.shifts(plan.schedule(), segments, now, plan.until()).stream()
        .filter(shift -> shift.start().equals(now) || begun.contains(RunningTurn.of(shift)))
        .toList();
  }

  private record RunningTurn(@Nullable String rotation, @Nullable Long turn) {
    static RunningTurn of(PlannedShift shift) {
      return new RunningTurn(shift.rotation(), shift.turn());
    }
  }

  private static Segment plain(Segment segment) {
    return new Segment(
        segment.from(), segment.rotas().stream().map(rota -> rota.overrides(List.of())).toList());
  }

  /** An override names a time, so it acts on running turns too. */
  private static Segment withOverridesOf(Definition wanted, Segment segment) {
    return new Segment(
        segment.from(),
        segment.rotas().stream()
            .map(rota ->
                wanted.rotas().stream()
                    .filter(other -> other.schedule().equals(rota.schedule()))
                    .findFirst()
                    .map(other -> rota.overrides(other.overrides()).promise(other.promise()))
                    .orElse(rota))
            .toList());
  }

  private static Set<String> members(List<Rota> rotas, String schedule) {
    var members = new HashSet<String>();
    for (var rota : rotas) {
      if (rota.schedule().equals(schedule)) {
        rota.people().forEach(person -> members.add(person.id()));
      }
    }
    return members;
  }
}

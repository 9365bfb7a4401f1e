package dev.watchbill.planner;

import dev.watchbill.rota.Engine;
import dev.watchbill.rota.PlannedShift;
import dev.watchbill.rota.Rota;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is published of schedules that are planned together, and how time and edits change it. What
 * an edit may move is decided in {@link Edit}. Use one for all schedules of one roster: it
 * remembers what the engine worked out. Not thread safe.
 */
public final class Planner {
  /** How much of the past stays published. */
  public static final Duration PAST = Duration.ofDays(14);

  private static final Duration SLACK = Duration.ofDays(1);

  private final Forecasts forecasts = new Forecasts();

  /**
   * The plan of a schedule that has none: from the turns that run now.
   *
   * @param until where it is published to; the same for all schedules that are planned together
   */
  Plan first(Definition definition, List<Segment> segments, Instant until) {
    var settled = forecasts.settled(segments, until);
    var from = segments.getFirst().from();
    return new Plan(
        definition.schedule(),
        definition.team(),
        definition.horizon(),
        from,
        until,
        settled,
        forecasts.shifts(definition.schedule(), settled, from, until),
        forecasts.gaps(definition.schedule(), settled, from, until));
  }

  /** What schedules are planned from of which nothing is published: the turns that run now. */
  List<Segment> begin(List<Rota> rotas, Instant now) {
    var kept = Memory.of(rotas);
    var anchored = Engine.from(rotas, now.minus(kept).minus(Memory.turnOf(rotas)));
    var from =
        rotas.stream()
            .flatMap(rota -> anchored.onCall(rota.schedule(), now).shifts().stream())
            .filter(shift -> shift.rotation() != null)
            .map(PlannedShift::start)
            .min(Instant::compareTo)
            .orElse(now);
    var book = anchored.begin(from, now.plusMillis(1), kept);
    return List.of(new Segment(from, rotas, book));
  }

  /**
   * The plan of a schedule under other segments than it is published from.
   *
   * @param until where it is published to from now on
   */
  Plan republish(
      Plan published, Definition wanted, List<Segment> segments, Instant now, Instant until) {
    return ahead(published, wanted, forecasts.settled(segments, until), now, until);
  }

  /**
   * The plan extended; what was planned stays.
   *
   * @param until see {@link #until}
   */
  public Plan extend(Plan published, Instant until) {
    var settled = forecasts.settled(published.segments(), until);
    return ahead(published, Definition.of(published), settled, published.until(), until);
  }

  /** Where plans that are made together are published to: as far as the furthest of them. */
  public static Instant until(Collection<Plan> together, Instant now) {
    return together.stream()
        .map(plan -> Stretch.later(plan.until(), horizon(plan.horizon(), now)))
        .max(Instant::compareTo)
        .orElse(now);
  }

  /** When it should be extended. */
  public static Instant extensionDue(Plan plan) {
    return plan.until().minus(plan.horizon()).plus(SLACK);
  }

  /** The plan without what is older than {@link #PAST}, in whole weeks. */
  public Plan forget(Plan plan, Instant now) {
    var from = Stretch.later(plan.from(), IsoWeek.of(now.minus(PAST)).start());
    var kept = Segment.after(Stretch.earlier(now, plan.until()), plan.segments());
    var first = reopened(kept.getFirst(), from);
    var segments = new ArrayList<>(kept);
    segments.set(0, first);
    return new Plan(
        plan.schedule(),
        plan.team(),
        plan.horizon(),
        from,
        Stretch.later(plan.until(), from),
        segments,
        plan.shifts().stream().filter(shift -> shift.end().isAfter(from)).toList(),
        plan.gaps().stream().filter(gap -> gap.end().isAfter(from)).toList());
  }

  /** What everybody had before an instant becomes a sum. */
  private Segment reopened(Segment segment, Instant from) {
    var began = segment.book().at();
    if (began != null && !began.isBefore(from)) {
      return segment;
    }
    var memory = Memory.of(segment.rotas());
    var book = forecasts.engine(segment).reopen(from, (schedule, rotation) -> false, memory);
    return new Segment(Stretch.later(segment.from(), from), segment.rotas(), book);
  }

  /** When its oldest week is to be forgotten. */
  public static Instant forgetDue(Plan plan) {
    return IsoWeek.of(plan.from()).end().plus(PAST);
  }

  /** Turns whose people are away, and that nobody has taken over: they are offered. */
  public List<Offer> offers(Plan plan, Instant now) {
    return Offer.of(forecasts, plan.schedule(), Segment.after(now, plan.segments()), now);
  }

  /** The plan after time has come for offers that nobody took: they are somebody's now. */
  public Plan settleOffers(Plan plan, Instant now) {
    var known = Segment.after(now, plan.segments());
    var segments = known.stream().map(each -> Offer.settle(forecasts, each, now)).toList();
    if (segments.equals(known)) {
      return plan;
    }
    return ahead(
        plan, Definition.of(plan), forecasts.settled(segments, plan.until()), now, plan.until());
  }

  /** What an edit makes of the segments of schedules that are planned together from now on. */
  Edit edit(Collection<Plan> published, List<Rota> wanted, Collection<String> people, Instant now) {
    return new Edit(this, forecasts, published, wanted, people, now);
  }

  /**
   * The plan in which somebody's broken night counts, from the next turn that isn't published yet.
   *
   * @param rotation in which they were on call
   */
  public static Plan woken(Plan plan, String schedule, String rotation, String who, Instant night) {
    return plan.segments(
        plan.segments().stream()
            .map(each -> each.book(each.book().woken(schedule, rotation, who, night)))
            .toList());
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
  static Instant horizon(Duration horizon, Instant now) {
    return now.plus(horizon).truncatedTo(ChronoUnit.DAYS).plus(SLACK);
  }
}

package dev.watchbill.planner.kafka;

import dev.watchbill.planner.Ahead;
import dev.watchbill.planner.Announcements;
import dev.watchbill.planner.BrokenNight;
import dev.watchbill.planner.Definitions;
import dev.watchbill.planner.HandoffNews;
import dev.watchbill.planner.Plan;
import dev.watchbill.planner.Planner;
import dev.watchbill.planner.Replanning;
import dev.watchbill.planner.Replanning.Outcome;
import dev.watchbill.planner.Served;
import dev.watchbill.planner.Standing;
import dev.watchbill.planner.Upkeep;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.kafka.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides about the published plans, and makes records of what was decided. */
final class PlanDesk {
  private static final Logger LOG = LoggerFactory.getLogger(PlanDesk.class);
  private static final Duration TRY_AGAIN = Duration.ofMinutes(10);

  private final Cluster cluster;
  private final PlannerMetrics metrics;
  private final StagedRoster roster;
  private final PublishedPlans published;
  private final HandoffDesk handoffs;
  private final IncidentDesk incidents;
  private final Herald herald;

  PlanDesk(
      Cluster cluster,
      StagedRoster roster,
      PublishedPlans published,
      HandoffDesk handoffs,
      IncidentDesk incidents,
      Herald herald,
      PlannerMetrics metrics) {
    this.cluster = cluster;
    this.roster = roster;
    this.published = published;
    this.handoffs = handoffs;
    this.incidents = incidents;
    this.herald = herald;
    this.metrics = metrics;
  }

  /**
   * Plans schedules as a new roster wants them.
   *
   * @param lot all that are planned together with any of them, see {@link Replanning#together}
   */
  void plan(
      Collection<String> lot,
      Definitions wanted,
      Collection<String> people,
      Announcements said,
      Changes changes) {
    replan(lot, wanted, people, "the roster changed", said, changes);
    changes.then(roster::planned);
  }

  /** Says that schedules couldn't be planned. */
  void failed(Collection<String> lot, String why, Announcements said, Changes changes) {
    lot.forEach(it -> failed(new Outcome.Failed(it, why), said, changes));
  }

  /**
   * Plans some schedules again after a command.
   *
   * @param standing all that stands from now on
   */
  void replan(
      Collection<String> schedules, Standing standing, String why, Instant now, Changes changes) {
    var together = new TreeSet<String>();
    for (var schedule : schedules) {
      published
          .plan(schedule)
          .ifPresent(it -> it.newest().rotas().forEach(rota -> together.add(rota.schedule())));
    }
    var staged = roster.schedules().stream().filter(it -> together.contains(it.getId())).toList();
    if (staged.isEmpty()) {
      return;
    }
    var wanted = Definitions.of(staged, standing);
    var said = new Announcements(now, published.version(together.first()));
    replan(wanted.readable().keySet(), wanted, roster.people(), why, said, changes);
    changes.then(roster::planned);
  }

  private void replan(
      Collection<String> ids,
      Definitions wanted,
      Collection<String> people,
      String why,
      Announcements said,
      Changes changes) {
    var planner = new Planner();
    for (var outcome : Replanning.only(planner, ids, published::plan, wanted, people, said.at())) {
      switch (outcome) {
        case Outcome.Planned planned -> planned(planner, planned, why, people, said, changes);
        case Outcome.Unchanged unchanged -> metrics.plan("unchanged");
        case Outcome.Removed removed -> removed(removed, said, changes);
        case Outcome.Failed failed -> failed(failed, said, changes);
      }
    }
  }

  private void planned(
      Planner planner,
      Outcome.Planned planned,
      String cause,
      Collection<String> people,
      Announcements said,
      Changes changes) {
    var before = planned.before();
    var since = before == null ? said.at() : published.announced(before);
    var after = planned.after();
    var due = Upkeep.due(planner, after, since, said.at());
    published.write(
        after, since, () -> handoffs.due(after.schedule(), due), said.rosterVersion(), changes);
    if (before == null) {
      published.saidAhead(after.schedule(), said.at(), changes);
    }
    var why = before == null ? "the schedule is new" : cause;
    var events = new ArrayList<>(said.planned(before, after, why, people));
    events.addAll(said.offered(after, planned.offers()));
    events.forEach(event -> herald.tell(event, changes));
    metrics.plan("planned");
    metrics.shiftsMoved(
        events.stream().filter(event -> event.getType().equals("shift-moved")).toList().size());
  }

  private void removed(Outcome.Removed removed, Announcements said, Changes changes) {
    var schedule = removed.schedule();
    var since = published.servedUntil(removed.before());
    Served.atLast(removed.before(), since, said.at(), published.version(schedule))
        .forEach(shift -> published.serve(shift, changes));
    handoffs.close(schedule, changes);
    published.remove(schedule, changes);
    said.removed(removed.before()).forEach(event -> herald.tell(event, changes));
    metrics.plan("removed");
  }

  private void failed(Outcome.Failed failed, Announcements said, Changes changes) {
    herald.tell(
        said.failed(failed.schedule(), roster.team(failed.schedule()), failed.why()), changes);
    metrics.plan("failed");
    LOG.atError()
        .addKeyValue("schedule", failed.schedule())
        .addKeyValue("why", failed.why())
        .log("schedule can't be planned; what is published of it stays");
  }

  /** The nights a page breaks, in the turns in which its receiver was on call. */
  List<BrokenNight> nightsBroken(String who, Instant at) {
    return roster.schedulesOf(who).stream()
        .flatMap(schedule -> published.plan(schedule).stream())
        .flatMap(plan ->
            plan.rotaAt(at).stream()
                .flatMap(rota -> BrokenNight.of(who, at, rota, plan.shifts()).stream()))
        .toList();
  }

  /** Counts broken nights, from the next turns that aren't published yet. */
  void woken(List<BrokenNight> nights, Changes changes) {
    var woken = new TreeMap<String, Plan>();
    for (var night : nights) {
      var plan = published.plan(night.schedule()).orElseThrow();
      for (var other : together(plan)) {
        var known = woken.getOrDefault(other.schedule(), other);
        woken.put(
            other.schedule(),
            Planner.woken(known, night.schedule(), night.rotation(), night.who(), night.at()));
      }
      LOG.atInfo()
          .addKeyValue("schedule", night.schedule())
          .addKeyValue("person", night.who())
          .log("night broken");
    }
    woken.forEach(
        (schedule, plan) -> published.rewrite(plan, published.version(schedule), changes));
  }

  /**
   * Does for a schedule what time asks for.
   *
   * @param held gives the unresolved incidents of people
   */
  void attend(String schedule, Planner planner, Instant now, Held held, Changes changes) {
    try {
      var together = together(published.plan(schedule).orElseThrow());
      var grows = together.stream().anyMatch(it -> !Planner.extensionDue(it).isAfter(now));
      for (var plan : together) {
        var until = grows ? Planner.until(together, now) : plan.until();
        attend(plan, planner, until, now, held, changes);
      }
    } catch (RuntimeException e) {
      // It must not keep the other schedules from their handoffs.
      LOG.atError()
          .addKeyValue("schedule", schedule)
          .setCause(e)
          .log("schedule can't be attended to; tried again in ten minutes");
      metrics.plan("failed");
      published.attendAt(schedule, now.plus(TRY_AGAIN), changes);
    }
  }

  /** Gives the unresolved incidents of people. */
  interface Held {
    Collection<String> by(Collection<String> people);
  }

  /** Schedules that are planned together are attended to together, so that their books agree. */
  private List<Plan> together(Plan plan) {
    return plan.newest().rotas().stream()
        .flatMap(rota -> published.plan(rota.schedule()).stream())
        .filter(other -> other.newest().rotas().equals(plan.newest().rotas()))
        .toList();
  }

  private void attend(
      Plan plan, Planner planner, Instant until, Instant now, Held held, Changes changes) {
    var after = new Changes(cluster, now.toEpochMilli());
    var version = published.version(plan.schedule());
    var said = new Announcements(now, version);
    var news = new HandoffNews(now, version);
    var upkeep = Upkeep.of(planner, plan, published.announced(plan), until, now);
    var extended = upkeep.plan().until().isAfter(plan.until());
    var events = new ArrayList<ScheduleEvent>();
    // The one before first: the next one takes its place.
    handoffs
        .overdue(plan.schedule(), now)
        .ifPresent(it -> {
          events.add(news.unaccepted(it, roster::isReachable));
          handoffs.close(plan.schedule(), after);
        });
    upkeep
        .handoff()
        .ifPresent(handoff -> {
          var event =
              news.of(
                  plan,
                  handoff,
                  incidents.packet(plan, handoff, held.by(handoff.outgoing())),
                  roster::isReachable);
          events.add(event);
          handoffs.open(event, after);
        });
    for (var notice : Ahead.due(upkeep.plan(), published.saidAhead(plan), now)) {
      events.add(said.ahead(upkeep.plan(), notice, roster::zone, roster::isReachable));
    }
    published.saidAhead(plan.schedule(), now, after);
    if (extended) {
      events.addAll(said.planned(plan, upkeep.grown(), "planned further ahead", List.of()));
    }
    events.addAll(said.given(upkeep.grown(), upkeep.plan()));
    Served.of(plan, published.servedUntil(plan), now, version)
        .forEach(shift -> published.serve(shift, after));
    published.servedUntil(plan.schedule(), now, after);
    published.write(
        upkeep.plan(),
        upkeep.announced(),
        () -> handoffs.due(plan.schedule(), upkeep.due()),
        version,
        after);
    events.forEach(event -> herald.tell(event, after));
    changes.add(after);
    upkeep.handoff().ifPresent(handoff -> metrics.handoff());
    if (extended) {
      metrics.plan("extended");
    }
  }
}

package dev.watchbill.console.api;

import dev.watchbill.console.auth.Principal;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.projection.Change;
import dev.watchbill.schemas.Schedule;
import dev.watchbill.schemas.ScheduleCommand;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.roster.Role;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What people ask of plans: handed over to be decided, and answered with the decision. */
public final class Asking {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ReadModel model;
  private final CommandLog log;
  private final Set<Semaphore> waiting = ConcurrentHashMap.newKeySet();

  public Asking(ReadModel model, CommandLog log) {
    this.model = model;
    this.log = log;
    var _ = model.changes().subscribe(this::changed);
  }

  private void changed(Change change) {
    if (change.kind() == Change.Kind.SCHEDULE) {
      waiting.forEach(Semaphore::release);
    }
  }

  /**
   * Asks, and waits a few seconds for the decision. The same id is the same wish.
   *
   * @throws dev.watchbill.console.auth.NotAllowed if they don't respond for the schedule's team, or
   *     take back what is neither theirs nor their team's
   * @return empty if it is safe, but nobody has decided it yet
   */
  public Optional<ScheduleEvent> ask(Principal who, ScheduleCommand command)
      throws InterruptedException {
    var schedule = command.getSchedule();
    if (schedule != null) {
      who.mustBe(
          Role.RESPONDER,
          Optional.ofNullable(model.roster().schedules().get(schedule))
              .map(Schedule::getTeam)
              .orElse(null));
    }
    if (command.getAction().equals("withdraw")) {
      mustBeTheirsToTakeBack(who, command);
    }
    var known = outcome(command.getId());
    if (known.isPresent()) {
      return known;
    }
    var news = new Semaphore(0);
    waiting.add(news);
    try {
      log.add(command);
      var until = System.nanoTime() + PATIENCE.toNanos();
      var outcome = outcome(command.getId());
      while (outcome.isEmpty()
          && news.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        news.drainPermits();
        outcome = outcome(command.getId());
      }
      return outcome;
    } finally {
      waiting.remove(news);
    }
  }

  /**
   * What somebody asked for, or what is about them, is theirs. Besides, who responds for its team
   * takes back what was asked of a schedule, and who manages a person their leave. What nobody
   * knows here is for who responds everywhere.
   */
  private void mustBeTheirsToTakeBack(Principal who, ScheduleCommand command) {
    var target = Objects.requireNonNullElse(command.getTarget(), "");
    var asked = outcome(target).orElse(null);
    if (asked == null) {
      who.mustBe(Role.RESPONDER, null);
      return;
    }
    var by = command.getBy();
    if (by.equals(asked.getBy())
        || asked.getIncoming().contains(by)
        || asked.getOutgoing().contains(by)) {
      return;
    }
    var roster = model.roster();
    if (!asked.getSchedule().isEmpty()) {
      var schedule = roster.schedules().get(asked.getSchedule());
      who.mustBe(Role.RESPONDER, schedule == null ? null : schedule.getTeam());
    } else if (asked.getIncoming().stream().noneMatch(one -> who.mayActFor(one, roster))) {
      who.mustBe(Role.MANAGER, null);
    }
  }

  private Optional<ScheduleEvent> outcome(String command) {
    return model.shifts().event("command/" + command);
  }
}

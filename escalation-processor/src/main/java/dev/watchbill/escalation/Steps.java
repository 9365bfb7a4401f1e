package dev.watchbill.escalation;

import dev.watchbill.schemas.ChatChannel;
import dev.watchbill.schemas.PolicyStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fires the next step of an incident. A step with nobody is skipped at once; steps that are all
 * overdue, after an outage, become one page for each of their people (ADR 0005); and whatever the
 * roster lacks, somebody is paged in the end.
 */
final class Steps {
  private final Turn turn;
  private final Map<String, Paged> people = new LinkedHashMap<>();
  private final List<ChatChannel> channels = new ArrayList<>();
  private final List<Integer> fired = new ArrayList<>();
  private int skipped;
  private boolean passedOver;
  private boolean takesEngaged;
  private boolean asked;
  private boolean done;
  private @Nullable Instant handoffAt;
  private Phase.Paging at;

  private Steps(Turn turn, Phase.Paging from) {
    this.turn = turn;
    at = from;
  }

  /** Somebody to be paged, and the channels the step insists on. */
  record Paged(Targets.Chosen chosen, List<String> via) {}

  /** Starts the plan from its first step, which may have a delay. */
  static void start(Turn turn, String why) {
    turn.responders.replaceAll(Responder::past);
    turn.phase = Phase.Paging.before(0, 1, turn.now.plus(turn.plan.delay(1)));
    if (turn.plan.pagesNobody()) {
      park(turn, pagesNobody(turn.plan));
    } else if (turn.plan.delay(1).isZero()) {
      next(turn, (Phase.Paging) turn.phase, turn.now, why);
    } else {
      turn.record(
          "not-paged",
          event ->
              event
                  .setDeadline(((Phase.Paging) turn.phase).due())
                  .setWhy("The first step waits " + Words.duration(turn.plan.delay(1))));
    }
  }

  /**
   * Fires the step after {@code from}.
   *
   * @param base the moment its patience counts from: the deadline that ran out, however late the
   *     timer was
   */
  static void next(Turn turn, Phase.Paging from, Instant base, String why) {
    new Steps(turn, from).run(base, why);
  }

  /**
   * Fires the step after {@code from} because somebody asks for it. Then not even what isn't urgent
   * is left to its team where no step is left: who is paged at the end of what is urgent is.
   */
  static void ask(Turn turn, Phase.Paging from, String why) {
    var steps = new Steps(turn, from);
    steps.asked = true;
    steps.run(turn.now, why);
  }

  private void run(Instant base, String why) {
    var due = base;
    while (!done && overdue(due)) {
      due = advance(due);
    }
    if (turn.phase instanceof Phase.Parked) {
      return;
    }
    // Patience starts again after an outage; else it counts from the deadline, not from a late
    // timer.
    var until = overdue(due) ? turn.now.plus(wait(at.step(), at.round())) : due;
    settle(until, fired.size() > 1 ? why + "; overdue, so steps " + fired + " at once" : why);
  }

  private boolean overdue(Instant due) {
    return !due.isAfter(turn.now);
  }

  /** Takes the next step. @return when the one after it is due */
  private Instant advance(Instant base) {
    var last = at.step() == Plan.FINALLY || at.step() >= turn.plan.size();
    if (last && (at.step() == Plan.FINALLY || at.round() >= turn.plan.rounds())) {
      return runOut(base);
    }
    if (skipped >= turn.plan.size()) {
      return nobodyAtAll(base);
    }
    at = last ? before(1, at.round() + 1, base) : before(at.step() + 1, at.round(), base);
    return step(at.step(), base);
  }

  private Instant step(int number, Instant base) {
    var rules = turn.plan.step(number);
    var all = Targets.find(turn.directory, turn.brief.getService(), rules.getTargets(), turn.now);
    var found = inTurn(number, rules, withoutEngaged(number, all));
    channels.addAll(found.channels());
    if (found.isEmpty()) {
      skipped++;
      turn.record(
          "step-skipped",
          event -> event.setStep(number).setWhy("Skipped at once: " + found.whyNobody()));
      return base;
    }
    skipped = 0;
    fired.add(number);
    found
        .people()
        .forEach(chosen -> people.putIfAbsent(chosen.person(), new Paged(chosen, rules.getVia())));
    handoffAt = found.handoffAt();
    return base.plus(wait(number, at.round()));
  }

  /** Leaves out whoever has another incident, where the policy wants that. */
  private Targets.Found withoutEngaged(int number, Targets.Found all) {
    if (!turn.plan.passesOverEngaged() || takesEngaged) {
      return all;
    }
    var engaged = new LinkedHashMap<String, String>();
    all.people()
        .forEach(chosen ->
            engagedWith(chosen.person())
                .ifPresent(other ->
                    engaged.put(
                        chosen.person(),
                        "%s is engaged with %s"
                            .formatted(turn.directory.nameOf(chosen.person()), other))));
    passedOver |= !engaged.isEmpty();
    engaged.forEach((person, why) ->
        turn.record(
            "not-paged",
            event -> event.setStep(number).setPerson(person).setWhy("Passed over: " + why)));
    return all.without(engaged);
  }

  private Optional<String> engagedWith(String person) {
    return turn.directory
        .availability(person)
        .filter(said -> said.getState().equals("engaged"))
        .flatMap(said ->
            said.getIncidents().stream().filter(other -> !other.equals(turn.id())).findFirst());
  }

  /** With each incident, and each round, the next of them. */
  private Targets.Found inTurn(int number, PolicyStep rules, Targets.Found all) {
    if (!rules.getRoundRobin() || all.people().isEmpty()) {
      return all;
    }
    var key = ServiceLog.turnKey(turn.plan, number);
    var log = turn.serviceLog();
    var one = all.inTurn(log.lastAsked(key));
    turn.effect(new Effect.KeepService(log.asked(key, one.people().getFirst().person())));
    return one;
  }

  /** No step of the whole plan has anybody. */
  private Instant nobodyAtAll(Instant base) {
    if (passedOver && !takesEngaged) {
      takesEngaged = true;
      skipped = 0;
      at = before(0, 1, base);
      return base;
    }
    if (turn.planRef.fallback()) {
      return lastResort(base);
    }
    var why = "o step of policy '%s' has anybody on call".formatted(turn.plan.policy());
    var fallback = turn.directory.fallback(turn.severity(), "N" + why);
    if (fallback.plan().pagesNobody() && !turn.byHand && people.isEmpty()) {
      done = true;
      park(turn, pagesNobody(fallback.plan()) + "; n" + why);
      return base;
    }
    turn.follow(fallback);
    skipped = 0;
    at = before(0, 1, base);
    return base;
  }

  /** All rounds are over. */
  private Instant runOut(Instant base) {
    if (turn.plan.size() > 0 && skipped >= turn.plan.size() && !turn.planRef.fallback()) {
      return nobodyAtAll(base);
    }
    if (Finally.isLeftToTeam(turn) && !asked && at.step() != Plan.FINALLY) {
      return leaveToTeam(base);
    }
    var found = Finally.people(turn);
    return found.people().isEmpty() ? lastResort(base) : finallyPage(found, base);
  }

  private Instant leaveToTeam(Instant base) {
    done = true;
    if (people.isEmpty()) {
      park(turn, "All steps ran out; its urgency is low, so the team owns it");
    }
    return base;
  }

  private Instant lastResort(Instant base) {
    var everybody = Finally.everybodyLeft(turn);
    if (everybody.people().isEmpty()) {
      turn.record("not-paged", event -> event.setWhy("The roster has no people at all"));
    }
    return finallyPage(everybody, base);
  }

  private Instant finallyPage(Targets.Found found, Instant base) {
    found
        .people()
        .forEach(chosen -> people.putIfAbsent(chosen.person(), new Paged(chosen, List.of())));
    channels.addAll(found.channels());
    handoffAt = found.handoffAt();
    fired.add(Plan.FINALLY);
    done = true;
    at = before(Plan.FINALLY, at.round(), base);
    return base.plus(turn.directory.limits().finallyEvery());
  }

  /** How long a step waits until the next fires: its patience, and the delay of the next. */
  private Duration wait(int step, int round) {
    return waitAfter(turn.plan, turn.directory, step, round);
  }

  static Duration waitAfter(Plan plan, Directory directory, int step, int round) {
    if (step < 1 || step > plan.size()) {
      return directory.limits().finallyEvery();
    }
    var last = step == plan.size();
    var next = last ? (round < plan.rounds() ? 1 : 0) : step + 1;
    return plan.patience(step).plus(plan.delay(next));
  }

  private static Phase.Paging before(int step, int round, Instant due) {
    return Phase.Paging.before(step, round, due);
  }

  private void settle(Instant due, String why) {
    addFallback();
    var needed = at.step() == Plan.FINALLY ? 1 : turn.plan.step(at.step()).getAcks();
    var atMost = Math.max(1, Math.min(needed, people.size()));
    var until = afterQuiet(due);
    var handoff = Handing.within(turn, handoffAt, until);
    turn.phase = new Phase.Paging(at.step(), at.round(), until, handoff, List.of(), atMost);
    turn.show(channels);
    turn.counts.reached(at.step(), at.round());
    Pager.pageStep(turn, List.copyOf(people.values()), why);
    Publication.assign(turn, why);
  }

  /** Who is on call, or is paged at the end, isn't alone; nor is it left to whom a step names. */
  private void addFallback() {
    var chosen =
        people.values().stream()
            .map(Paged::chosen)
            .filter(it -> it.schedule() != null || at.step() == Plan.FINALLY)
            .toList();
    NotAlone.with(turn, chosen)
        .forEach(it -> people.putIfAbsent(it.person(), new Paged(it, List.of())));
  }

  /** Where nobody may be disturbed yet, the patience counts from when the first of them may be. */
  private Instant afterQuiet(Instant due) {
    var ends = people.keySet().stream().map(turn::quietUntil).toList();
    if (ends.isEmpty() || ends.stream().anyMatch(Optional::isEmpty)) {
      return due;
    }
    var first = ends.stream().flatMap(Optional::stream).min(Instant::compareTo).orElse(due);
    var later = first.plus(wait(at.step(), at.round()));
    return later.isAfter(due) ? later : due;
  }

  private static String pagesNobody(Plan plan) {
    return "policy '%s' pages nobody for %s".formatted(plan.policy(), plan.severity());
  }

  private static void park(Turn turn, String why) {
    turn.phase = new Phase.Parked(why, turn.now);
    turn.responders.replaceAll(Responder::past);
    turn.record("not-paged", event -> event.setWhy(why));
    Publication.assign(turn, why);
  }
}

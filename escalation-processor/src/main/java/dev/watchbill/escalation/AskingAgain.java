package dev.watchbill.escalation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whoever had an incident is asked again when their acknowledgement or snooze is over. */
final class AskingAgain {
  private AskingAgain() {}

  /** Whoever had it is asked again, or who is on call now if they are off duty; then it goes on. */
  static void backTo(
      Turn turn,
      String type,
      String by,
      @Nullable String schedule,
      int step,
      int round,
      String why) {
    turn.record(type, event -> event.setPerson(by).setWhy(why));
    if (Holds.putAside(turn)) {
      return;
    }
    var asked = askedAgain(turn, by, schedule);
    if (asked.isEmpty()) {
      Steps.next(turn, Phase.Paging.before(before(step), round, turn.now), turn.now, why);
      return;
    }
    var wait = Steps.waitAfter(turn.plan, turn.directory, step == 0 ? 1 : step, round);
    var due = turn.now.plus(wait);
    turn.phase = Phase.Paging.before(step, round, due).withHandoffAt(Handing.next(turn, step, due));
    var all = new LinkedHashMap<String, Steps.Paged>();
    Stream.concat(asked.stream(), NotAlone.with(turn, asked).stream())
        .forEach(it -> all.putIfAbsent(it.person(), new Steps.Paged(it, List.of())));
    Pager.pageStep(turn, List.copyOf(all.values()), why);
    Publication.assign(turn, why);
  }

  /**
   * Nobody can be asked again, as it was a machine, or who had it is away: its step is run again.
   */
  private static int before(int step) {
    return step > 0 ? step - 1 : step;
  }

  private static List<Targets.Chosen> askedAgain(Turn turn, String by, @Nullable String schedule) {
    var onCall =
        schedule == null ? List.<Directory.Duty>of() : turn.directory.onCall(schedule, turn.now);
    var known = onCall.stream().filter(d -> turn.directory.person(d.person()).isPresent()).toList();
    if (isAway(turn, by) && known.stream().allMatch(duty -> duty.person().equals(by))) {
      return List.of();
    }
    if (!known.isEmpty() && known.stream().noneMatch(duty -> duty.person().equals(by))) {
      return known.stream()
          .map(d ->
              new Targets.Chosen(
                  d.person(),
                  schedule,
                  "on call in %s, where %s no longer is"
                      .formatted(schedule, turn.directory.nameOf(by))))
          .toList();
    }
    return turn.directory.person(by).isPresent()
        ? List.of(new Targets.Chosen(by, schedule, "you had it"))
        : List.of();
  }

  private static boolean isAway(Turn turn, String person) {
    return turn.directory
        .availability(person)
        .filter(said -> said.getState().equals("away"))
        .filter(said -> said.getUntil() == null || turn.now.isBefore(said.getUntil()))
        .isPresent();
  }
}

package dev.watchbill.console.api;

import dev.watchbill.console.readmodel.questions.Shifts;
import dev.watchbill.console.readmodel.questions.Shifts.Published;
import dev.watchbill.schemas.text.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is on call, from published shifts, in the shapes that the command answers offline too. */
public final class Rota {
  /** The planner looks after each plan at least daily. */
  private static final Duration LOOKED_AFTER = Duration.ofDays(2);

  private final Shifts shifts;

  public Rota(Shifts shifts) {
    this.shifts = shifts;
  }

  /** One schedule at one instant; {@code who} is empty and {@code shift} null where nobody is. */
  public record OnCall(
      String schedule, Instant at, List<String> who, @Nullable ShiftItem shift, String why) {}

  /**
   * One shift, {@code [start, end)}.
   *
   * @param rotation null: a cover
   * @param turn null: a cover
   * @param kind turn, cover, replace, add or swap
   */
  public record ShiftItem(
      String schedule,
      @Nullable String rotation,
      @Nullable Long turn,
      String who,
      Instant start,
      Instant end,
      String kind,
      String why) {

    private static final Comparator<ShiftItem> ORDER =
        Comparator.comparing(ShiftItem::schedule)
            .thenComparing(ShiftItem::start)
            .thenComparing(ShiftItem::who);

    private static ShiftItem of(Published shift) {
      return new ShiftItem(
          shift.schedule(),
          shift.rotation(),
          shift.turn(),
          shift.who(),
          shift.start(),
          shift.end(),
          shift.kind(),
          shift.why());
    }

    private ShiftItem cut(Instant from, Instant to) {
      return new ShiftItem(
          schedule, rotation, turn, who, later(start, from), earlier(end, to), kind, why);
    }
  }

  /** Promised time with nobody on call, {@code [start, end)}. */
  public record GapItem(String schedule, Instant start, Instant end) {}

  /**
   * Who is on call.
   *
   * @param now to say how old the answer is
   */
  public OnCall onCall(String schedule, Instant at, Instant now) {
    var current = shifts.at(schedule, at);
    if (current.isEmpty()) {
      return new OnCall(schedule, at, List.of(), null, whyNobody(schedule, at));
    }
    return new OnCall(
        schedule,
        at,
        current.stream().map(Published::who).distinct().toList(),
        ShiftItem.of(current.getFirst()),
        current.getFirst().why() + age(schedule, now));
  }

  /** A plan that nobody looks after any more still answers, but says so. */
  private String age(String schedule, Instant now) {
    return shifts
        .ledger(schedule)
        .flatMap(state -> Optional.ofNullable(state.getLedger()))
        .flatMap(ledger -> Optional.ofNullable(ledger.getPublishedAt()))
        .filter(at -> at.plus(LOOKED_AFTER).isBefore(now))
        .map(at ->
            "; published %s ago, and the planner hasn't been heard of since"
                .formatted(Counted.of(Duration.between(at, now).toDays(), "day")))
        .orElse("");
  }

  private String whyNobody(String schedule, Instant at) {
    var until = shifts.plannedUntil(schedule);
    if (until.isEmpty()) {
      return "nobody: no shifts are published for " + schedule;
    }
    return at.isBefore(until.get())
        ? "nobody: no shift covers this time"
        : "nobody yet: shifts are published until " + until.get();
  }

  /** Shifts in a window, cut at its edges, by schedule, start and who. */
  public List<ShiftItem> shifts(Collection<String> schedules, Instant from, Instant to) {
    return shifts.between(schedules, from, to).stream()
        .filter(shift -> !shift.shadow())
        .map(shift -> ShiftItem.of(shift).cut(from, to))
        .sorted(ShiftItem.ORDER)
        .toList();
  }

  /** Gaps in a window, cut at its edges, by schedule and start. */
  public List<GapItem> gaps(Collection<String> schedules, Instant from, Instant to) {
    return shifts.gaps(schedules, from, to).stream()
        .map(gap -> new GapItem(gap.schedule(), later(gap.start(), from), earlier(gap.end(), to)))
        .toList();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}

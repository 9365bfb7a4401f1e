package dev.watchbill.console.api;

import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.questions.Shifts;
import dev.watchbill.schemas.RotationState;
import dev.watchbill.schemas.ScheduleLedger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Published plans as they are, for whoever wants to plan on from there. */
public final class Plans {
  private final ReadModel model;

  public Plans(ReadModel model) {
    this.model = model;
  }

  /**
   * The published plan of one schedule.
   *
   * @param ledger what the planner remembers, as JSON
   * @param shifts whole, shadows included
   */
  public record PlanItem(
      String schedule,
      String rosterVersion,
      Instant publishedUntil,
      @Nullable Instant publishedAt,
      String ledger,
      List<Shifts.Published> shifts,
      List<Shifts.Gap> gaps) {}

  /** All of them, by schedule. */
  public List<PlanItem> plans() {
    return model.roster().schedules().keySet().stream()
        .sorted()
        .flatMap(schedule -> plan(schedule).stream())
        .toList();
  }

  private Optional<PlanItem> plan(String schedule) {
    return model.shifts().ledger(schedule).map(state -> plan(schedule, state));
  }

  private PlanItem plan(String schedule, RotationState state) {
    ScheduleLedger ledger = Objects.requireNonNull(state.getLedger());
    var only = List.of(schedule);
    return new PlanItem(
        schedule,
        state.getRosterVersion(),
        ledger.getPublishedUntil(),
        ledger.getPublishedAt(),
        ledger.getState(),
        model.shifts().between(only, Instant.EPOCH, FAR),
        model.shifts().gaps(only, Instant.EPOCH, FAR));
  }

  private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");
}

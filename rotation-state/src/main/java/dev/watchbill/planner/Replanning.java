package dev.watchbill.planner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a new roster does to the published plans. */
public final class Replanning {

  /** What became of one schedule. */
  public sealed interface Outcome {
    /** Which one. */
    String schedule();

    /**
     * There is a new plan.
     *
     * @param before null: it had none
     */
    record Planned(@Nullable Plan before, Plan after) implements Outcome {
      @Override
      public String schedule() {
        return after.schedule();
      }
    }

    /** What is published stays as it is. */
    record Unchanged(String schedule) implements Outcome {}

    /** It is no longer in the roster. */
    record Removed(Plan before) implements Outcome {
      @Override
      public String schedule() {
        return before.schedule();
      }
    }

    /** It couldn't be planned; what is published stays. */
    record Failed(String schedule, String why) implements Outcome {}
  }

  private final Planner planner = new Planner();
  private final Map<String, Optional<Plan>> plans = new HashMap<>();
  private final Map<List<?>, Instant> takeovers = new HashMap<>();
  private final Function<String, Optional<Plan>> published;
  private final Instant now;

  private Replanning(Function<String, Optional<Plan>> published, Instant now) {
    this.published = published;
    this.now = now;
  }

  /**
   * Decides for all schedules, published or wanted, in id order. One that can't be planned doesn't
   * keep the others from it.
   *
   * @param ids of all published schedules
   * @param published their plans
   */
  public static List<Outcome> of(
      Collection<String> ids,
      Function<String, Optional<Plan>> published,
      Definitions wanted,
      Instant now) {
    var replanning = new Replanning(published, now);
    var all = new TreeSet<>(ids);
    all.addAll(wanted.readable().keySet());
    all.addAll(wanted.unreadable().keySet());
    return all.stream().flatMap(id -> replanning.decide(id, wanted).stream()).toList();
  }

  private Optional<Outcome> decide(String schedule, Definitions wanted) {
    try {
      var unreadable = wanted.unreadable().get(schedule);
      if (unreadable != null) {
        return Optional.of(new Outcome.Failed(schedule, unreadable));
      }
      var definition = wanted.readable().get(schedule);
      if (definition == null) {
        return plan(schedule).map(Outcome.Removed::new);
      }
      return Optional.of(plan(definition));
    } catch (RuntimeException e) {
      return Optional.of(new Outcome.Failed(schedule, e.toString()));
    }
  }

  private Outcome plan(Definition definition) {
    var before = plan(definition.schedule()).orElse(null);
    if (before == null) {
      return new Outcome.Planned(null, planner.first(definition, now));
    }
    var after = planner.republish(before, definition, takeover(definition), now);
    return after.equals(before)
        ? new Outcome.Unchanged(definition.schedule())
        : new Outcome.Planned(before, after);
  }

  private Instant takeover(Definition definition) {
    var known = takeovers.get(definition.rotas());
    if (known == null) {
      var together = new ArrayList<Plan>();
      definition.rotas().forEach(rota -> plan(rota.schedule()).ifPresent(together::add));
      known = planner.takeover(together, definition.rotas(), now);
      takeovers.put(definition.rotas(), known);
    }
    return known;
  }

  private Optional<Plan> plan(String schedule) {
    return Objects.requireNonNull(plans.computeIfAbsent(schedule, published));
  }
}

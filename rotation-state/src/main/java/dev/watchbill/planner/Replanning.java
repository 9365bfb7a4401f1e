package dev.watchbill.planner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
     * @param offers what is offered from now on, and wasn't before
     */
    record Planned(@Nullable Plan before, Plan after, List<Offer> offers) implements Outcome {
      public Planned {
        offers = List.copyOf(offers);
      }

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

  private final Planner planner;
  private final Map<String, Optional<Plan>> plans = new HashMap<>();
  private final Map<List<?>, Edit> edits = new HashMap<>();
  private final Function<String, Optional<Plan>> published;
  private final Definitions wanted;
  private final Collection<String> people;
  private final Instant now;

  private Replanning(
      Planner planner,
      Function<String, Optional<Plan>> published,
      Definitions wanted,
      Collection<String> people,
      Instant now) {
    this.planner = planner;
    this.published = published;
    this.wanted = wanted;
    this.people = people;
    this.now = now;
  }

  /**
   * Decides for all schedules, published or wanted, in id order. One that can't be planned doesn't
   * keep the others from it.
   *
   * @param ids of all published schedules
   * @param published their plans
   * @param people everybody in the roster
   */
  public static List<Outcome> of(
      Planner planner,
      Collection<String> ids,
      Function<String, Optional<Plan>> published,
      Definitions wanted,
      Collection<String> people,
      Instant now) {
    return only(planner, all(ids, wanted), published, wanted, people, now);
  }

  /**
   * Decides for some schedules; those that are planned together must all be among them.
   *
   * @see #together
   */
  public static List<Outcome> only(
      Planner planner,
      Collection<String> ids,
      Function<String, Optional<Plan>> published,
      Definitions wanted,
      Collection<String> people,
      Instant now) {
    var replanning = new Replanning(planner, published, wanted, people, now);
    return ids.stream().flatMap(id -> replanning.decide(id).stream()).toList();
  }

  /**
   * All schedules, published or wanted, in lots that can be decided one after another. Those that
   * are planned together are one lot; those that are no longer wanted are the last.
   *
   * @param ids of all published schedules
   */
  public static List<List<String>> together(Collection<String> ids, Definitions wanted) {
    var lots = new TreeMap<String, List<String>>();
    var removed = new ArrayList<String>();
    for (var id : all(ids, wanted)) {
      var definition = wanted.readable().get(id);
      if (definition != null) {
        lots.computeIfAbsent(definition.rotas().getFirst().schedule(), first -> new ArrayList<>())
            .add(id);
      } else if (wanted.unreadable().containsKey(id)) {
        lots.put(id, List.of(id));
      } else {
        removed.add(id);
      }
    }
    var all = new ArrayList<>(lots.values());
    if (!removed.isEmpty()) {
      all.add(removed);
    }
    return all;
  }

  private static Set<String> all(Collection<String> ids, Definitions wanted) {
    var all = new TreeSet<>(ids);
    all.addAll(wanted.readable().keySet());
    all.addAll(wanted.unreadable().keySet());
    return all;
  }

  private Optional<Outcome> decide(String schedule) {
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
    var segments = edit(definition).segments(definition.schedule());
    if (before == null) {
      var first = planner.first(definition, segments, until(definition));
      return new Outcome.Planned(null, first, planner.offers(first, now));
    }
    if (segments.equals(before.segments())
        && definition.team().equals(before.team())
        && definition.horizon().equals(before.horizon())) {
      return new Outcome.Unchanged(definition.schedule());
    }
    var after = planner.republish(before, definition, segments, now, until(definition));
    return after.equals(before)
        ? new Outcome.Unchanged(definition.schedule())
        : new Outcome.Planned(before, after, fresh(before, after));
  }

  private List<Offer> fresh(Plan before, Plan after) {
    var known = planner.offers(before, now);
    return planner.offers(after, now).stream().filter(offer -> !known.contains(offer)).toList();
  }

  private Edit edit(Definition definition) {
    return edits.computeIfAbsent(
        definition.rotas(),
        it -> planner.edit(together(definition), definition.rotas(), people, now));
  }

  private List<Plan> together(Definition definition) {
    return definition.rotas().stream().flatMap(rota -> plan(rota.schedule()).stream()).toList();
  }

  private Instant until(Definition definition) {
    var until = Planner.until(together(definition), now);
    for (var rota : definition.rotas()) {
      var other = wanted.readable().get(rota.schedule());
      if (other != null) {
        until = Stretch.later(until, Planner.horizon(other.horizon(), now));
      }
    }
    return until;
  }

  private Optional<Plan> plan(String schedule) {
    return Objects.requireNonNull(plans.computeIfAbsent(schedule, published));
  }
}

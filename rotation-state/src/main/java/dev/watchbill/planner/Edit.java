package dev.watchbill.planner;

import dev.watchbill.rota.Book;
import dev.watchbill.rota.Engine;
import dev.watchbill.rota.Rota;
import dev.watchbill.rota.Rotation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a change of definitions may move. Published turns stay with those who have them, except
 * where the change names them: an override or an absence names a stretch, a member who left their
 * turns, {@code effective} of an edited rotation all turns from its first handoff then. Everything
 * else acts after what is published. A running turn ends as it began. What somebody was to take
 * over who isn't in the roster stays with whose turn it is.
 */
final class Edit {
  private final Planner planner;
  private final Forecasts forecasts;
  private final Map<String, Plan> published = new TreeMap<>();
  private final List<Rota> wanted;
  private final Set<String> people;
  private final Instant now;
  private final Set<Place> edited = new HashSet<>();
  private final @Nullable Instant effective;
  private final Map<Segment, Segment> updated = new LinkedHashMap<>();
  private @Nullable Segment next;

  private record Place(String schedule, String rotation) {}

  /**
   * @param published the plans of the wanted schedules; one that has none yet is new
   * @param people everybody in the roster; empty: it isn't known
   */
  Edit(
      Planner planner,
      Forecasts forecasts,
      Collection<Plan> published,
      List<Rota> wanted,
      Collection<String> people,
      Instant now) {
    this.planner = planner;
    this.forecasts = forecasts;
    published.forEach(plan -> this.published.put(plan.schedule(), plan));
    this.people = Set.copyOf(people);
    this.wanted = wanted.stream().map(rota -> ofThoseThere(rota, this.people)).toList();
    this.now = now;
    this.effective = effective();
  }

  /**
   * Without the overrides of those who have left. They stand on, so that a roster that is taken
   * back gives them back.
   */
  private static Rota ofThoseThere(Rota rota, Set<String> people) {
    return people.isEmpty()
        ? rota
        : rota.overrides(
            rota.overrides().stream().filter(it -> people.contains(it.who())).toList());
  }

  /** What a schedule is planned from after the edit. */
  List<Segment> segments(String schedule) {
    var plan = published.get(schedule);
    if (published.isEmpty()) {
      return planner.begin(wanted, now);
    }
    var segments = new ArrayList<Segment>();
    if (plan == null) {
      segments.addAll(planner.begin(of(schedule, wanted).stream().toList(), now));
    } else {
      Segment.after(now, plan.segments()).forEach(each -> segments.add(updated(each)));
      if (segments.getLast().rotas().equals(wanted)) {
        return segments;
      }
    }
    var last = next();
    var kept = new ArrayList<>(Segment.before(last.from(), segments));
    if (!kept.getFirst().from().isBefore(last.from())) {
      return List.of(last);
    }
    kept.add(last);
    return kept;
  }

  /** The earliest handoff at which an edited rotation that says so takes over; null: none does. */
  private @Nullable Instant effective() {
    Instant latest = null;
    for (var rota : wanted) {
      var before = newest(rota.schedule());
      for (var rotation : rota.rotations()) {
        var old = before.flatMap(it -> rotation(it, rotation.name())).orElse(null);
        var says = rotation.effective();
        if (before.isEmpty() || isSame(rotation, old)) {
          continue;
        }
        if (says != null && (says.isAfter(now) || old == null || !says.equals(old.effective()))) {
          edited.add(new Place(rota.schedule(), rotation.name()));
          var handoff = handoff(rota.schedule(), rotation, says);
          latest = latest == null ? handoff : Stretch.later(latest, handoff);
        }
      }
    }
    return latest;
  }

  private Instant handoff(String schedule, Rotation rotation, Instant says) {
    var plan = Objects.requireNonNull(published.get(schedule));
    var running = Segment.after(now, plan.segments()).getFirst();
    var free = forecasts.engine(running).runningUntil(schedule, rotation.name(), now).orElse(now);
    var earliest = Stretch.later(says, free);
    return rotation.follows() == null ? rotation.handoffFrom(earliest) : earliest;
  }

  private static boolean isSame(Rotation rotation, @Nullable Rotation old) {
    return old != null && rotation.effective(null).equals(old.effective(null));
  }

  private Optional<Rota> newest(String schedule) {
    return Optional.ofNullable(published.get(schedule))
        .flatMap(plan -> of(schedule, plan.newest().rotas()));
  }

  private static Optional<Rota> of(String schedule, List<Rota> rotas) {
    return rotas.stream().filter(rota -> rota.schedule().equals(schedule)).findFirst();
  }

  private static Optional<Rotation> rotation(Rota rota, String name) {
    return rota.rotations().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /** A segment that was in force already, with what acts at once. */
  private Segment updated(Segment segment) {
    return updated.computeIfAbsent(segment, this::update);
  }

  private Segment update(Segment segment) {
    var rotas =
        segment.rotas().stream()
            .map(rota -> of(rota.schedule(), wanted).map(it -> update(rota, it)).orElse(rota))
            .toList();
    var gone = new HashSet<String>();
    rotas.forEach(rota -> rota.people().forEach(person -> gone.add(person.id())));
    segment.rotas().forEach(rota -> rota.people().forEach(person -> gone.add(person.id())));
    gone.removeAll(people.isEmpty() ? Set.copyOf(gone) : people);
    var departed = forecasts.engine(rotas, segment.book()).departed(gone, now);
    var known = new Segment(segment.from(), rotas, segment.book().without(departed));
    return Offer.settle(forecasts, known, now);
  }

  private Rota update(Rota before, Rota now) {
    var rotations =
        before.rotations().stream()
            .map(rotation ->
                rotation(now, rotation.name())
                    .filter(it -> !edited.contains(new Place(now.schedule(), it.name())))
                    .map(it -> update(rotation, it))
                    .orElse(rotation))
            .toList();
    var everybody = new TreeMap<String, dev.watchbill.rota.Person>();
    Stream.of(before, now)
        .flatMap(rota -> rota.people().stream())
        .forEach(person -> everybody.put(person.id(), person));
    var named = new HashSet<String>();
    rotations.forEach(it -> it.members().forEach(member -> named.addAll(member.people())));
    everybody.keySet().retainAll(named);
    return before
        .people(List.copyOf(both(before, everybody.values())))
        .rotations(rotations)
        .people(List.copyOf(everybody.values()))
        .overrides(new CarriedOverrides(before, now, people).overrides())
        .promise(now.promise());
  }

  /** While members change, both the old and the new ones must be known. */
  private static Collection<dev.watchbill.rota.Person> both(
      Rota before, Collection<dev.watchbill.rota.Person> more) {
    var all = new TreeMap<String, dev.watchbill.rota.Person>();
    before.people().forEach(person -> all.put(person.id(), person));
    more.forEach(person -> all.put(person.id(), person));
    return all.values();
  }

  /** Who takes turns changes at once, as it moves only those of members who left. */
  private static Rotation update(Rotation before, Rotation now) {
    var sameRank = now.priority() == before.priority() && now.shadow() == before.shadow();
    return sameRank && now.hasTurnsOf(before) ? now : before.membersOf(now);
  }

  private Segment next() {
    if (next == null) {
      var newest = published.values().stream().map(it -> updated(it.newest())).distinct().toList();
      var at = takeover(newest);
      var book = new Book(at, List.of());
      for (var segment : newest) {
        book = book.and(reopened(inForce(segment, at), at));
      }
      next = new Segment(at, wanted, book.under(wanted, this::isEdited));
    }
    return next;
  }

  /** Of the segments that lead to this one, the one in force at an instant. */
  private Segment inForce(Segment newest, Instant at) {
    for (var plan : published.values()) {
      if (updated(plan.newest()).equals(newest)) {
        return updated(Segment.before(at, Segment.after(now, plan.segments())).getLast());
      }
    }
    return newest;
  }

  private Book reopened(Segment segment, Instant at) {
    return forecasts
        .engine(segment)
        .reopen(
            at,
            this::isEdited,
            Memory.of(Stream.concat(segment.rotas().stream(), wanted.stream()).toList()));
  }

  /** Whether a rotation's turns are planned anew at the takeover. */
  private boolean isEdited(String schedule, String name) {
    var old = newest(schedule).flatMap(it -> rotation(it, name)).orElse(null);
    var wants = of(schedule, wanted).flatMap(it -> rotation(it, name)).orElse(null);
    return wants == null
        || old == null
        || edited.contains(new Place(schedule, name))
        || !wants.hasTurnsOf(old);
  }

  private Instant takeover(List<Segment> newest) {
    if (effective != null) {
      return effective;
    }
    var settled =
        newest.stream()
            .map(forecasts::engine)
            .map(Engine::settledUntil)
            .flatMap(Optional::stream)
            .max(Instant::compareTo);
    var ahead =
        published.values().stream()
            .anyMatch(plan -> plan.shifts().stream().anyMatch(it -> it.end().isAfter(now)));
    return ahead ? settled.map(it -> Stretch.later(it, now)).orElse(now) : now;
  }
}

package dev.watchbill.rota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers who is on call, planned from each rotation's anchor: the same definitions always give the
 * same answers, whatever the window and whatever was asked before. Safe to share between threads;
 * it remembers what it worked out.
 */
public final class Engine {
  private final Map<String, Rota> rotas = new LinkedHashMap<>();
  private final Map<String, Layering> layers = new HashMap<>();
  private final Map<String, Map<String, Turns>> turns;
  private final @Nullable Instant began;
  private final Book held;

  private Engine(List<Rota> together, @Nullable Book book) {
    for (var rota : together) {
      if (rotas.put(rota.schedule(), rota) != null) {
        throw new IllegalArgumentException(
            "Expected each schedule once, but got '%s' twice".formatted(rota.schedule()));
      }
      layers.put(rota.schedule(), new Layering(rota));
    }
    turns = Assignments.of(together, book);
    began = book == null ? null : book.at();
    held = book == null ? Book.EMPTY : book;
  }

  /** For one schedule that is planned on its own. */
  public static Engine of(Rota rota) {
    return new Engine(List.of(rota), null);
  }

  /**
   * For schedules that are planned together, as {@code exclusive-with}, {@code follows} or a
   * fairness group ask for. Where two would start a turn at the same instant, the first in this
   * list chooses first.
   */
  public static Engine of(List<Rota> together) {
    return new Engine(together, null);
  }

  /** For schedules of which something is settled already: they go on from there. */
  public static Engine of(List<Rota> together, Book book) {
    return new Engine(together, book);
  }

  /**
   * For schedules of which nothing is settled, where nobody will ask what was long before: where
   * turns come round, those of before don't have to be planned one by one. It answers as {@link
   * #of(List, Book)} with an empty book does.
   *
   * @param notBefore nothing earlier is asked
   */
  public static Engine from(List<Rota> together, Instant notBefore) {
    return new Engine(together, FastForward.book(together, notBefore).orElse(Book.EMPTY));
  }

  /**
   * The book with all turns settled that start before an instant. Only of an engine that goes on
   * from a book, be it an empty one.
   */
  public Book settle(Instant until) {
    var millis = until.toEpochMilli();
    replays().forEach(replay -> replay.ensure(millis));
    return new Book(
        began,
        tracks().map(track -> Bookkeeping.settled(track, track.settled().line(), millis)).toList());
  }

  /**
   * The book begun anew at an instant: what was before it is in the accounts, what is later stays
   * settled.
   *
   * @param ends whether a rotation of a schedule ends there, so that a running turn of it is cut
   * @param kept how much of the past is needed for rest, and for whoever follows
   */
  public Book reopen(Instant at, BiPredicate<String, String> ends, Duration kept) {
    return new Reopening(List.copyOf(rotas.values()), this, at, ends, kept, held).book();
  }

  /**
   * A book begun at an instant with what is settled by a later one, of an engine that goes on from
   * the anchors.
   *
   * @param until all turns are settled that start before this
   * @param kept as for {@link #reopen}
   */
  public Book begin(Instant at, Instant until, Duration kept) {
    var settled = settle(until);
    return new Reopening(
            List.copyOf(rotas.values()), this, at, (schedule, rotation) -> false, kept, settled)
        .book();
  }

  /** Where people are away in turns that are settled as theirs, from an instant on. */
  public List<Clash> leave(Instant now) {
    return tracks()
        .flatMap(track -> Clashes.ofLeave(track, now).stream())
        .sorted(Clash.ORDER)
        .toList();
  }

  /**
   * Where turns are settled as those of people who are no longer members.
   *
   * @param gone people who aren't there at all any more
   */
  public List<Clash> departed(Set<String> gone, Instant now) {
    return tracks()
        .flatMap(track -> Clashes.ofDeparted(track, gone, now).stream())
        .sorted(Clash.ORDER)
        .toList();
  }

  /** When the last settled turn ends; empty: none is settled. */
  public Optional<Instant> settledUntil() {
    var last = tracks().flatMapToLong(track -> track.settled().heldUntil().stream()).max();
    return last.isPresent()
        ? Optional.of(Instant.ofEpochMilli(last.getAsLong()))
        : Optional.empty();
  }

  /** When the turn of a rotation that somebody has at an instant ends. */
  public Optional<Instant> runningUntil(String schedule, String rotation, Instant at) {
    var end =
        tracks()
            .filter(track -> track.rota().schedule().equals(schedule))
            .filter(track -> track.rotation().name().equals(rotation))
            .flatMapToLong(track -> track.runningUntil(at.toEpochMilli()).stream())
            .max();
    return end.isPresent() ? Optional.of(Instant.ofEpochMilli(end.getAsLong())) : Optional.empty();
  }

  /**
   * From when on a rotation has a turn between two instants, whoever's it is and whether or not
   * another hides it; empty: it has none there.
   */
  public Optional<Instant> firstTurn(String schedule, String rotation, Instant from, Instant to) {
    var first =
        pieces(known(schedule), from.toEpochMilli(), to.toEpochMilli())
            .getOrDefault(rotation, List.of())
            .stream()
            .mapToLong(Piece::start)
            .min();
    return first.isPresent()
        ? Optional.of(Instant.ofEpochMilli(Math.max(first.getAsLong(), from.toEpochMilli())))
        : Optional.empty();
  }

  Stream<Track> tracks() {
    return turns.values().stream()
        .flatMap(each -> each.values().stream())
        .flatMap(each -> each instanceof Track track ? Stream.of(track) : Stream.empty());
  }

  Set<Replay> replays() {
    var replays = new LinkedHashSet<Replay>();
    tracks().forEach(track -> replays.add(track.replay()));
    return replays;
  }

  /** Who is on call in a schedule between two instants, cut there, sorted by start and person. */
  public List<PlannedShift> shifts(String schedule, Instant from, Instant to) {
    return between(known(schedule), from.toEpochMilli(), to.toEpochMilli());
  }

  /** The same for an engine of one schedule. */
  public List<PlannedShift> shifts(Instant from, Instant to) {
    return shifts(only(), from, to);
  }

  /** When the promise (without one: anything) is not kept between two instants, cut there. */
  public List<Gap> gaps(String schedule, Instant from, Instant to) {
    var rota = known(schedule);
    var start = from.toEpochMilli();
    var end = to.toEpochMilli();
    var promise = rota.promise();
    var required =
        promise == null
            ? Spans.of(start, end)
            : new LocalHours(promise.hours(), promise.zone()).within(start, end);
    var open = required.minus(Layering.covered(between(rota, start, end)));
    var gaps = new ArrayList<Gap>();
    for (int i = 0; i < open.size(); i++) {
      gaps.add(new Gap(Instant.ofEpochMilli(open.start(i)), Instant.ofEpochMilli(open.end(i))));
    }
    return gaps;
  }

  /** The same for an engine of one schedule. */
  public List<Gap> gaps(Instant from, Instant to) {
    return gaps(only(), from, to);
  }

  /** Who is on call in a schedule at an instant, with their whole shifts. */
  public OnCall onCall(String schedule, Instant at) {
    var rota = known(schedule);
    var millis = at.toEpochMilli();
    var pieces = pieces(rota, millis, millis + 1);
    var moment = new Moment(rota, at, pieces);
    return moment.answer(span -> between(rota, span.firstStart(), span.lastEnd()));
  }

  /** The same for an engine of one schedule. */
  public OnCall onCall(Instant at) {
    return onCall(only(), at);
  }

  private List<PlannedShift> between(Rota rota, long from, long to) {
    return from >= to ? List.of() : layering(rota).shifts(pieces(rota, from, to), from, to);
  }

  private Map<String, List<Piece>> pieces(Rota rota, long from, long to) {
    var pieces = new LinkedHashMap<String, List<Piece>>();
    turnsOf(rota).forEach((rotation, each) -> pieces.put(rotation, each.between(from, to)));
    return pieces;
  }

  private Layering layering(Rota rota) {
    return Objects.requireNonNull(layers.get(rota.schedule()));
  }

  private Map<String, Turns> turnsOf(Rota rota) {
    return Objects.requireNonNull(turns.get(rota.schedule()));
  }

  /** The definition of a schedule. */
  Rota rota(String schedule) {
    return known(schedule);
  }

  private Rota known(String schedule) {
    var rota = rotas.get(schedule);
    if (rota == null) {
      throw new IllegalArgumentException(
          "Expected one of the schedules %s, but got '%s'".formatted(rotas.keySet(), schedule));
    }
    return rota;
  }

  private String only() {
    if (rotas.size() != 1) {
      throw new IllegalArgumentException(
          "Expected a schedule's name, as there are " + rotas.keySet());
    }
    return rotas.keySet().iterator().next();
  }
}

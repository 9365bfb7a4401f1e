package dev.watchbill.rota;

import dev.watchbill.rota.Book.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Begins a book anew at a later instant. */
final class Reopening {
  private final List<Rota> rotas;
  private final Engine planned;
  private final Instant at;
  private final BiPredicate<String, String> ends;
  private final Duration kept;
  private final Book held;

  /**
   * @param held says who has what is later
   */
  Reopening(
      List<Rota> rotas,
      Engine planned,
      Instant at,
      BiPredicate<String, String> ends,
      Duration kept,
      Book held) {
    this.held = held;
    this.rotas = rotas.stream().map(rota -> endingThen(rota, at, ends)).toList();
    this.planned = planned;
    this.at = at;
    this.ends = ends;
    this.kept = kept;
  }

  private static Rota endingThen(Rota rota, Instant at, BiPredicate<String, String> ends) {
    return rota.rotations(
        rota.rotations().stream()
            .map(it -> ends.test(rota.schedule(), it.name()) ? it.endingAt(at) : it)
            .toList());
  }

  /** Counts once more what everybody had until then, and nothing that comes later. */
  Book book() {
    var past = past();
    var counted = Engine.of(rotas, past);
    counted.replays().forEach(replay -> replay.advance(at.toEpochMilli(), this::ends));
    return new Book(at, counted.tracks().map(this::line).toList());
  }

  /** What is settled by then; of a turn that ends there, only what was served. */
  private Book past() {
    var settled = planned.settle(at);
    return new Book(settled.at(), planned.tracks().map(track -> past(track, settled)).toList());
  }

  private Line past(Track track, Book settled) {
    var line = settled.line(track.rota().schedule(), track.rotation().name()).orElseThrow();
    var millis = at.toEpochMilli();
    var cut =
        track.turns().stream()
            .filter(turn -> ends(track) && turn.start < millis && turn.end > millis)
            .collect(Collectors.toMap(turn -> turn.slot, turn -> Bookkeeping.before(turn, millis)));
    return line.held(line.held().stream().map(it -> cut.getOrDefault(it.slot(), it)).toList());
  }

  private Line line(Track counted) {
    return new Line(
        counted.rota().schedule(),
        counted.rotation().name(),
        counted.nextSlot(),
        counted.replay().books().accounts(counted),
        counted.places().lastOwner(),
        counted.places().lastPlace(),
        earlier(counted),
        later(counted),
        counted.settled().wakesLeft(counted.replay().books().nights(counted)));
  }

  private boolean ends(Track track) {
    return ends.test(track.rota().schedule(), track.rotation().name());
  }

  private List<Book.Past> earlier(Track counted) {
    var since = at.minus(kept).toEpochMilli();
    var cut = ends(counted) ? at.toEpochMilli() : Long.MAX_VALUE;
    return counted.turns().stream()
        .filter(turn -> turn.end > since)
        .map(turn -> Bookkeeping.past(turn, cut))
        .toList();
  }

  private List<Book.Held> later(Track counted) {
    return held.line(counted.rota().schedule(), counted.rotation().name())
        .map(line -> line.held().stream().filter(it -> it.slot() >= counted.nextSlot()).toList())
        .orElse(List.of());
  }
}

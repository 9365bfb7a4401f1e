package dev.watchbill.rota;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is settled already of schedules that are planned together: what everybody has had until an
 * instant, and who has which turn from then on. Planned with its book, a schedule goes on from
 * there, whatever its definition would have said of the time before; what the book gives to nobody
 * is planned again, and nothing else.
 *
 * @param at where it begins: the engine answers only for what is later; null: at each rotation's
 *     anchor
 * @param lines one for each rotation that takes turns of its own
 */
public record Book(@Nullable Instant at, List<Line> lines) {
  /** Nothing is settled yet. */
  public static final Book EMPTY = new Book(null, List.of());

  public Book {
    lines = List.copyOf(Rota.orEmpty(lines));
  }

  /**
   * What is settled of one rotation.
   *
   * @param nextSlot the first handoff interval the book says anything about, counted from the
   *     anchor; null: whichever is at the beginning of the book, cut there
   * @param lastOwner whose turn it was last in the order of the list; empty: nobody's, or none was
   *     yet
   * @param lastPlace which place of the list that was, counted from 0, where they have several, or
   *     it is nobody's
   * @param earlier the last turns before that, in order: for rest, and for who follows
   * @param held who has which turn, in order
   * @param wakes nights an incident broke since the book begins, in order
   */
  public record Line(
      String schedule,
      String rotation,
      @Nullable Long nextSlot,
      List<Account> accounts,
      List<String> lastOwner,
      @Nullable Integer lastPlace,
      List<Past> earlier,
      List<Held> held,
      List<Wake> wakes) {
    public Line {
      accounts = List.copyOf(Rota.orEmpty(accounts));
      lastOwner = List.copyOf(Rota.orEmpty(lastOwner));
      earlier = List.copyOf(Rota.orEmpty(earlier));
      held = List.copyOf(Rota.orEmpty(held));
      wakes = List.copyOf(Rota.orEmpty(wakes));
    }

    Line held(List<Held> value) {
      return new Line(
          schedule, rotation, nextSlot, accounts, lastOwner, lastPlace, earlier, value, wakes);
    }

    Line wakes(List<Wake> value) {
      return new Line(
          schedule, rotation, nextSlot, accounts, lastOwner, lastPlace, earlier, held, value);
    }

    boolean isOf(String ofSchedule, String ofRotation) {
      return schedule.equals(ofSchedule) && rotation.equals(ofRotation);
    }
  }

  /**
   * What a member has had.
   *
   * @param load in {@code scale}-ths of a weighted second
   * @param lastServed null: never
   * @param broken nights that are in the load and haven't been made up for
   */
  public record Account(
      List<String> people,
      long load,
      long scale,
      @Nullable Instant lastServed,
      List<Instant> broken) {
    public Account {
      people = List.copyOf(people);
      broken = List.copyOf(Rota.orEmpty(broken));
    }
  }

  /** A turn that is over, or was running where the book begins; its parts say from when to when. */
  public record Past(List<Part> parts) {
    public Past {
      parts = List.copyOf(Rota.orEmpty(parts));
    }
  }

  /**
   * A turn that is somebody's.
   *
   * @param slot which handoff interval it is, counted from the anchor
   */
  public record Held(long slot, List<Part> parts) {
    public Held {
      parts = List.copyOf(Rota.orEmpty(parts));
    }
  }

  /**
   * What of a turn some people who serve together have.
   *
   * @param people empty: the list says that it is nobody's
   * @param start null, as {@code end}: all of it
   * @param why null: they were next
   */
  public record Part(
      List<String> people, @Nullable Instant start, @Nullable Instant end, @Nullable String why) {
    public Part {
      people = List.copyOf(Rota.orEmpty(people));
    }
  }

  /** A night that an incident broke. */
  public record Wake(String who, Instant at) {}

  /** The line of a rotation. */
  public Optional<Line> line(String schedule, String rotation) {
    return lines.stream().filter(line -> line.isOf(schedule, rotation)).findFirst();
  }

  /** The same book with a broken night more; one that is there already is there once. */
  public Book woken(String schedule, String rotation, String who, Instant night) {
    var wake = new Wake(who, night);
    return new Book(
        at,
        lines.stream()
            .map(line -> {
              if (!line.isOf(schedule, rotation) || line.wakes().contains(wake)) {
                return line;
              }
              var wakes = new ArrayList<>(line.wakes());
              wakes.add(wake);
              wakes.sort((a, b) -> a.at().compareTo(b.at()));
              return line.wakes(wakes);
            })
            .toList());
  }

  /**
   * The same book for other definitions.
   *
   * @param edited rotations of a schedule whose turns are planned anew from where it begins
   */
  public Book under(List<Rota> rotas, BiPredicate<String, String> edited) {
    return new Book(
        at,
        lines.stream()
            .filter(line -> isRotationOf(rotas, line))
            .map(line -> edited.test(line.schedule(), line.rotation()) ? opening(line) : line)
            .toList());
  }

  private static Line opening(Line line) {
    return new Line(
        line.schedule(),
        line.rotation(),
        null,
        line.accounts(),
        line.lastOwner(),
        line.lastPlace(),
        line.earlier(),
        List.of(),
        line.wakes());
  }

  private static boolean isRotationOf(List<Rota> rotas, Line line) {
    return rotas.stream()
        .filter(rota -> rota.schedule().equals(line.schedule()))
        .flatMap(rota -> rota.rotations().stream())
        .anyMatch(rotation -> rotation.name().equals(line.rotation()));
  }

  /** The same book in which nobody has these stretches. */
  public Book without(List<Clash> clashes) {
    var book = this;
    for (var clash : clashes) {
      book = book.without(clash);
    }
    return book;
  }

  private Book without(Clash clash) {
    return new Book(
        at,
        lines.stream()
            .map(line ->
                line.isOf(clash.schedule(), clash.rotation())
                    ? line.held(line.held().stream().map(held -> without(held, clash)).toList())
                    : line)
            .toList());
  }

  private static Held without(Held held, Clash clash) {
    if (held.slot() != clash.slot()) {
      return held;
    }
    return new Held(
        held.slot(),
        held.parts().stream()
            .flatMap(
                part -> part.people().equals(clash.people()) ? left(part, clash) : Stream.of(part))
            .toList());
  }

  /** What is before the stretch and what is after it. */
  private static Stream<Part> left(Part part, Clash clash) {
    var start = part.start() == null ? clash.turnStart() : part.start();
    var end = part.end() == null ? clash.turnEnd() : part.end();
    return Stream.of(
            new Part(part.people(), start, earlier(end, clash.from()), part.why()),
            new Part(part.people(), later(start, clash.to()), end, part.why()))
        .filter(
            it -> Objects.requireNonNull(it.start()).isBefore(Objects.requireNonNull(it.end())));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** Both books as one, of schedules that from now on are planned together. */
  public Book and(Book other) {
    var all = new ArrayList<>(lines);
    other.lines.stream()
        .filter(line -> line(line.schedule(), line.rotation()).isEmpty())
        .forEach(all::add);
    return new Book(at == null ? other.at : at, all);
  }
}

package dev.watchbill.rota;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lays the rotations of a schedule over each other, and its overrides over them. */
final class Layering {
  private final Rota rota;
  private final List<Rotation> ranked;

  Layering(Rota rota) {
    this.rota = rota;
    this.ranked = ranked(rota);
  }

  /** The rotations, the one that wins first. */
  static List<Rotation> ranked(Rota rota) {
    return rota.rotations().stream()
        .sorted(Comparator.comparingInt(Rotation::priority).reversed())
        .toList();
  }

  /** The shifts in a window, cut at it, in the order of {@link PlannedShift#ORDER}. */
  List<PlannedShift> shifts(Map<String, List<Piece>> pieces, long from, long to) {
    var overrides = rota.overrides().stream().filter(each -> meets(each, from, to)).toList();
    var sweeps = ranked.stream().map(each -> new Sweep(each, pieces.get(each.name()))).toList();
    var edges = edges(pieces, overrides, from, to);
    var shifts = new ArrayList<PlannedShift>();
    var running = new HashMap<Holder, Long>();
    for (int i = 0; i + 1 < edges.length; i++) {
      var holders = holders(sweeps, overrides, edges[i]);
      close(running, holders, edges[i], shifts);
      for (var holder : holders) {
        running.putIfAbsent(holder, edges[i]);
      }
    }
    close(running, Set.of(), to, shifts);
    shifts.sort(PlannedShift.ORDER);
    return shifts;
  }

  private static void close(
      Map<Holder, Long> running, Set<Holder> staying, long at, List<PlannedShift> shifts) {
    running
        .entrySet()
        .removeIf(entry -> {
          var over = !staying.contains(entry.getKey());
          if (over) {
            shifts.add(entry.getKey().shift(entry.getValue(), at));
          }
          return over;
        });
  }

  private Set<Holder> holders(List<Sweep> sweeps, List<ShiftOverride> overrides, long at) {
    var overriding =
        new Overriding(overrides.stream().filter(each -> meets(each, at, at + 1)).toList());
    var planned = new ArrayList<Holder>();
    int level = 0;
    var shadows = new ArrayList<Holder>();
    for (var sweep : sweeps) {
      var piece = sweep.at(at);
      if (piece == null) {
        continue;
      }
      if (sweep.rotation.shadow()) {
        shadows.addAll(overriding.of(sweep.rotation, piece));
      } else if (planned.isEmpty() || isBeside(level, sweep.rotation)) {
        planned.addAll(overriding.of(sweep.rotation, piece));
        level = sweep.rotation.priority();
      }
    }
    var holders = new LinkedHashSet<>(overriding.of(planned));
    var onCall = new HashSet<String>();
    holders.forEach(holder -> onCall.add(holder.who()));
    // A shadow who is on call anyway is listed once, as on call.
    shadows.stream().filter(shadow -> onCall.add(shadow.who())).forEach(holders::add);
    return holders;
  }

  /** Whether a rotation is on call, too, where one before it is. */
  private boolean isBeside(int level, Rotation rotation) {
    return switch (rota.mode()) {
      case PRIORITY -> false;
      case LEVELS -> rotation.priority() == level;
      case EVERYONE -> true;
    };
  }

  private static long[] edges(
      Map<String, List<Piece>> pieces, List<ShiftOverride> overrides, long from, long to) {
    var ofPieces =
        pieces.values().stream()
            .flatMap(List::stream)
            .flatMapToLong(piece -> LongStream.of(piece.start(), piece.end()));
    var ofOverrides =
        overrides.stream().flatMapToLong(each -> LongStream.of(start(each), end(each)));
    var inside =
        Stream.of(ofPieces, ofOverrides)
            .flatMapToLong(each -> each)
            .filter(edge -> edge > from && edge < to);
    return LongStream.concat(LongStream.of(from, to), inside).sorted().distinct().toArray();
  }

  static boolean meets(ShiftOverride override, long from, long to) {
    return start(override) < to && end(override) > from;
  }

  static long start(ShiftOverride override) {
    return override.from().toEpochMilli();
  }

  static long end(ShiftOverride override) {
    return override.to().toEpochMilli();
  }

  /** When somebody is on call, shadows left out. */
  static Spans covered(List<PlannedShift> shifts) {
    var edges = new Spans.Collector(2 * shifts.size());
    shifts.stream()
        .filter(shift -> !shift.shadow())
        .forEach(shift -> edges.add(shift.start().toEpochMilli(), shift.end().toEpochMilli()));
    return edges.spans();
  }

  /** One rotation's pieces, asked at instants that only grow. */
  private static final class Sweep {
    private final Rotation rotation;
    private final Piece[] pieces;
    private int next;

    Sweep(Rotation rotation, @Nullable List<Piece> pieces) {
      this.rotation = rotation;
      this.pieces = pieces == null ? new Piece[0] : pieces.toArray(Piece[]::new);
      Arrays.sort(this.pieces, Comparator.comparingLong(Piece::start));
    }

    @Nullable Piece at(long millis) {
      while (next < pieces.length && pieces[next].end() <= millis) {
        next++;
      }
      return next < pieces.length && pieces[next].start() <= millis ? pieces[next] : null;
    }
  }
}

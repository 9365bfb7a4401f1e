package dev.watchbill.rota;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the overrides of one instant make of those whom the rotations put on call: first those of a
 * rotation alone, then those of the schedule. Each acts once, on what the rotations plan.
 */
final class Overriding {
  private final List<ShiftOverride> active;

  /**
   * @param active the overrides of this instant, in any order
   */
  Overriding(List<ShiftOverride> active) {
    this.active = active.stream().sorted(ShiftOverride.BY_ENTRY).toList();
  }

  /**
   * Who has a turn of a rotation, by its own overrides. Where it has no turn they say nothing; a
   * turn of nobody can be covered.
   */
  List<Holder> of(Rotation rotation, Piece piece) {
    var own = active.stream().filter(it -> rotation.name().equals(it.rotation())).toList();
    var people = piece.member() == null ? List.<String>of() : piece.member().people();
    var cover = latest(own, ShiftOverride.Kind.COVER, null);
    var holders = new ArrayList<Holder>();
    for (var who : people) {
      var planned = Holder.of(rotation, piece, who);
      served(planned, cover == null ? latest(own, null, who) : cover, holders);
    }
    if (people.isEmpty() && cover != null) {
      holders.add(Holder.of(rotation, piece, "nobody").replacedBy(cover));
    }
    own.stream()
        .filter(it -> it.kind() == ShiftOverride.Kind.ADD)
        .forEach(it -> holders.add(Holder.of(rotation, piece, it.who()).addedBy(it)));
    return holders;
  }

  /**
   * One of the schedule that names them, too, wins where it was asked for later. A cover of the
   * rotation names nobody, so it stays.
   */
  private void served(Holder planned, @Nullable ShiftOverride own, List<Holder> holders) {
    var general =
        own != null && own.subject() == null ? null : latest(ofSchedule(), null, planned.who());
    if (own == null || (general != null && asked(general).isAfter(asked(own)))) {
      holders.add(planned);
    } else if (own.kind() != ShiftOverride.Kind.REMOVE) {
      holders.add(planned.replacedBy(own));
    }
  }

  /**
   * Who is on call, by the overrides of the schedule.
   *
   * @param planned who has the turns that are seen, the most important first
   * @return nobody twice: a turn of one's own comes before one taken over, and that before an
   *     addition
   */
  List<Holder> of(List<Holder> planned) {
    var general = ofSchedule();
    var cover = latest(general, ShiftOverride.Kind.COVER, null);
    var holders = new LinkedHashMap<String, Holder>();
    if (cover == null) {
      planned.stream()
          .flatMap(holder -> overridden(holder, general).stream())
          // Sorting keeps the order of equals.
          .sorted(Comparator.comparingInt(Overriding::rank))
          .forEach(holder -> holders.putIfAbsent(holder.who(), holder));
    } else {
      holders.put(cover.who(), Holder.covering(cover));
    }
    general.stream()
        .filter(it -> it.kind() == ShiftOverride.Kind.ADD)
        .sorted(Comparator.comparing(ShiftOverride::who))
        .forEach(it -> holders.putIfAbsent(it.who(), Holder.added(it)));
    return List.copyOf(holders.values());
  }

  private static List<Holder> overridden(Holder holder, List<ShiftOverride> general) {
    var override =
        holder.kind() == PlannedShift.Kind.TURN ? latest(general, null, holder.who()) : null;
    if (override == null) {
      return List.of(holder);
    }
    return override.kind() == ShiftOverride.Kind.REMOVE
        ? List.of()
        : List.of(holder.replacedBy(override));
  }

  private static int rank(Holder holder) {
    return switch (holder.kind()) {
      case TURN -> 0;
      case REPLACE, SWAP, COVER -> 1;
      case ADD -> 2;
    };
  }

  private List<ShiftOverride> ofSchedule() {
    return active.stream().filter(it -> it.rotation() == null).toList();
  }

  private static Instant asked(ShiftOverride override) {
    return Objects.requireNonNullElse(override.at(), Instant.MIN);
  }

  /**
   * The last one asked for.
   *
   * @param kind null: any that names the person
   */
  private static @Nullable ShiftOverride latest(
      List<ShiftOverride> overrides, ShiftOverride.@Nullable Kind kind, @Nullable String who) {
    return overrides.stream()
        .filter(it -> kind == null ? Objects.equals(it.subject(), who) : it.kind() == kind)
        .reduce((first, second) -> second)
        .orElse(null);
  }
}

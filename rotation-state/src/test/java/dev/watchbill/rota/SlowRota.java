package dev.watchbill.rota;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rota as one would explain it, counting turns from the anchor one by one: slow, obvious, and
 * sharing no code with the engine. For rotations that assign plainly.
 */
final class SlowRota {
  private final Rota rota;

  SlowRota(Rota rota) {
    this.rota = rota;
  }

  /** One turn, counted. */
  record Turn(Instant start, Instant end, int number) {}

  static Instant instant(LocalDateTime local, ZoneId zone) {
    List<ZoneOffset> valid = zone.getRules().getValidOffsets(local);
    return valid.isEmpty()
        ? zone.getRules().getTransition(local).getInstant()
        : local.toInstant(valid.getFirst());
  }

  static Instant boundary(Rotation rotation, long k) {
    var unit = rotation.shift().unit();
    var count = rotation.shift().count();
    var start = rotation.start();
    if (unit == TurnLength.Unit.WEEKS) {
      return instant(start.plusWeeks(k * count), rotation.zone());
    }
    if (unit == TurnLength.Unit.DAYS) {
      return instant(start.plusDays(k * count), rotation.zone());
    }
    return 24 % count == 0
        ? instant(start.plusHours(k * count), rotation.zone())
        : instant(start, rotation.zone()).plus(k * count, ChronoUnit.HOURS);
  }

  /** The turns of a rotation that start before this, with hidden and empty ones left out. */
  static List<Turn> turns(Rotation rotation, Instant before) {
    var turns = new ArrayList<Turn>();
    for (long k = 0; boundary(rotation, k).isBefore(before); k++) {
      var start = boundary(rotation, k);
      var end = boundary(rotation, k + 1);
      var hidden = !rotation.countIdleTurns() && !anyOpen(rotation, start, end);
      if (start.isBefore(end) && !hidden) {
        turns.add(new Turn(start, end, turns.size()));
      }
    }
    return turns;
  }

  private static boolean anyOpen(Rotation rotation, Instant start, Instant end) {
    if (rotation.hours().isEmpty() || open(rotation.hours(), rotation.zone(), start)) {
      return true;
    }
    return starts(rotation.hours(), rotation.zone(), start, end).stream()
        .anyMatch(at ->
            at.isAfter(start) && at.isBefore(end) && open(rotation.hours(), rotation.zone(), at));
  }

  static Set<Instant> starts(List<Hours> hours, ZoneId zone, Instant start, Instant end) {
    var found = new TreeSet<Instant>();
    var last = LocalDate.ofInstant(end, zone).plusDays(2);
    for (var day = LocalDate.ofInstant(start, zone).minusDays(9);
        day.isBefore(last);
        day = day.plusDays(1)) {
      for (var each : hours) {
        if (each.days().contains(day.getDayOfWeek())) {
          found.add(instant(day.atTime(each.from()), zone));
          found.add(instant(day.plusDays(each.endDay()).atTime(each.to()), zone));
        }
      }
    }
    return found;
  }

  static boolean open(List<Hours> hours, ZoneId zone, Instant at) {
    var today = LocalDate.ofInstant(at, zone);
    for (var day = today.minusDays(9); !day.isAfter(today.plusDays(1)); day = day.plusDays(1)) {
      for (var each : hours) {
        var start = instant(day.atTime(each.from()), zone);
        var end = instant(day.plusDays(each.endDay()).atTime(each.to()), zone);
        if (each.days().contains(day.getDayOfWeek()) && !at.isBefore(start) && at.isBefore(end)) {
          return true;
        }
      }
    }
    return hours.isEmpty();
  }

  /** Who is on call, without shadows; the turns as {@link #turns} found them, by rotation. */
  Set<String> who(Instant at, Map<String, List<Turn>> turns) {
    var byPriority = new ArrayList<>(rota.rotations());
    byPriority.sort((a, b) -> b.priority() - a.priority());
    var planned = new LinkedHashSet<String>();
    var settled = new LinkedHashSet<String>();
    var seen = new TreeSet<Integer>();
    for (var rotation : byPriority) {
      var beside =
          rota.mode() == Rota.Mode.EVERYONE
              || (rota.mode() == Rota.Mode.LEVELS && seen.contains(rotation.priority()));
      if (!rotation.shadow() && ((planned.isEmpty() && settled.isEmpty()) || beside)) {
        var turn = holder(rotation, at, turns.getOrDefault(rotation.name(), List.of()));
        turn.ifPresent(people -> overriddenAlone(rotation, people, at, planned, settled));
        if (!planned.isEmpty() || !settled.isEmpty()) {
          seen.add(rotation.priority());
        }
      }
    }
    return overridden(planned, settled, at);
  }

  /**
   * The overrides of this rotation alone.
   *
   * @param planned takes those whose turn stays theirs, {@code settled} those brought in
   */
  private void overriddenAlone(
      Rotation rotation,
      List<String> people,
      Instant at,
      Set<String> planned,
      Set<String> settled) {
    var own = active(at, rotation.name());
    var covers = own.stream().filter(it -> it.kind() == ShiftOverride.Kind.COVER).toList();
    if (!covers.isEmpty()) {
      settled.add(covers.getLast().who());
    } else {
      for (var who : people) {
        var named = own.stream().filter(it -> who.equals(subject(it))).toList();
        if (named.isEmpty() || isAskedLater(who, at, named.getLast())) {
          planned.add(who);
        } else if (named.getLast().kind() != ShiftOverride.Kind.REMOVE) {
          settled.add(named.getLast().who());
        }
      }
    }
    own.stream()
        .filter(it -> it.kind() == ShiftOverride.Kind.ADD)
        .forEach(it -> settled.add(it.who()));
  }

  /** Whether one of the schedule names them that was asked for after this one. */
  private boolean isAskedLater(String who, Instant at, ShiftOverride own) {
    return active(at, null).stream()
        .filter(it -> who.equals(subject(it)))
        .anyMatch(it -> asked(it).isAfter(asked(own)));
  }

  private static Instant asked(ShiftOverride override) {
    return Objects.requireNonNullElse(override.at(), Instant.MIN);
  }

  private static @Nullable String subject(ShiftOverride override) {
    return override.kind() == ShiftOverride.Kind.REMOVE ? override.who() : override.insteadOf();
  }

  /** In the order in which they were asked for, those of the roster first. */
  private List<ShiftOverride> active(Instant at, @Nullable String rotation) {
    return rota.overrides().stream()
        .sorted(Comparator.comparing(SlowRota::asked))
        .filter(each -> !at.isBefore(each.from()) && at.isBefore(each.to()))
        .filter(each -> Objects.equals(each.rotation(), rotation))
        .toList();
  }

  /** Whose turn it is, none where it is nobody's; empty: there is no turn. */
  private static Optional<List<String>> holder(Rotation rotation, Instant at, List<Turn> turns) {
    var inForce =
        (rotation.from() == null || !at.isBefore(rotation.from()))
            && (rotation.until() == null || at.isBefore(rotation.until()));
    if (rotation.members().isEmpty() || !inForce || !open(rotation.hours(), rotation.zone(), at)) {
      return Optional.empty();
    }
    for (var turn : turns) {
      if (!at.isBefore(turn.start()) && at.isBefore(turn.end())) {
        return Optional.of(
            rotation.members().get(turn.number() % rotation.members().size()).people());
      }
    }
    return Optional.empty();
  }

  private Set<String> overridden(Set<String> planned, Set<String> settled, Instant at) {
    var active = active(at, null);
    var result = new TreeSet<>(settled);
    for (var who : planned) {
      var holder = who;
      for (var each : active) {
        if (who.equals(subject(each))) {
          holder = each.kind() == ShiftOverride.Kind.REMOVE ? "" : each.who();
        }
      }
      result.add(holder);
    }
    result.remove("");
    for (var each : active) {
      if (each.kind() == ShiftOverride.Kind.COVER) {
        result.clear();
        result.add(each.who());
      }
    }
    active.stream()
        .filter(each -> each.kind() == ShiftOverride.Kind.ADD)
        .forEach(each -> result.add(each.who()));
    return result;
  }
}

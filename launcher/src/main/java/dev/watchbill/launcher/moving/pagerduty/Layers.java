package dev.watchbill.launcher.moving.pagerduty;

import dev.watchbill.launcher.moving.Draft.Hours;
import dev.watchbill.launcher.moving.Draft.Rotation;
import dev.watchbill.launcher.moving.Held;
import dev.watchbill.launcher.moving.UnexpectedAnswer;
import dev.watchbill.launcher.moving.Weekdays;
import dev.watchbill.launcher.moving.pagerduty.Account.Layer;
import dev.watchbill.launcher.moving.pagerduty.Account.Restriction;
import dev.watchbill.launcher.moving.pagerduty.Account.Schedule;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Layers as rotations. */
final class Layers {
  private static final long DAY = 24 * 3600;

  private final People people;

  Layers(People people) {
    this.people = people;
  }

  /**
   * The layers, the one that wins first. PagerDuty lists them so; where what it renders says that
   * it is the other way round, that counts.
   */
  static List<Layer> ranked(Schedule schedule) {
    int first = 0;
    int last = 0;
    for (var entry : schedule.rendered().orElse(List.of())) {
      var there =
          schedule.layers().stream()
              .flatMap(it -> at(it.rendered(), entry.from()).stream().limit(1))
              .map(Held::who)
              .toList();
      if (there.size() > 1 && !there.getFirst().equals(there.getLast())) {
        first += entry.who().equals(there.getFirst()) ? 1 : 0;
        last += entry.who().equals(there.getLast()) ? 1 : 0;
      }
    }
    return last > first ? schedule.layers().reversed() : schedule.layers();
  }

  private static List<Held> at(List<Held> held, Instant at) {
    return held.stream().filter(it -> !it.from().isAfter(at) && it.to().isAfter(at)).toList();
  }

  /** Empty: nothing here does the same. */
  Optional<Rotation> rotation(Layer layer, String name, ZoneId zone, Set<String> notes) {
    var length = length(layer.turn());
    if (length.isEmpty()) {
      notes.add(
          "The layer \"%s\" was left out: turns of %d seconds have no counterpart."
              .formatted(name, layer.turn()));
      return Optional.empty();
    }
    var strangers = new LinkedHashSet<String>();
    layer.users().stream()
        .filter(it -> people.id(it).isEmpty())
        .forEach(it -> strangers.add("%s: their turns are nobody's.".formatted(people.shown(it))));
    var anchor = anchor(layer, zone);
    return Optional.of(
        new Rotation(
            name,
            OptionalInt.empty(),
            zone,
            layer.users().stream().map(it -> people.id(it).stream().toList()).toList(),
            anchor,
            Optional.of(layer.start()).filter(it -> it.isAfter(anchor.atZone(zone).toInstant())),
            layer.end(),
            length.get(),
            hours(layer.restrictions()),
            true,
            List.copyOf(strangers)));
  }

  private static Optional<String> length(long seconds) {
    // A turn whose length PagerDuty doesn't say would divide everything.
    if (seconds <= 0) {
      return Optional.empty();
    }
    return seconds % (7 * DAY) == 0
        ? Optional.of(seconds / (7 * DAY) + "w")
        : seconds % DAY == 0
            ? Optional.of(seconds / DAY + "d")
            : seconds % 3600 == 0 ? Optional.of(seconds / 3600 + "h") : Optional.empty();
  }

  /** A turn of the first user that isn't after the layer's start. */
  private static LocalDateTime anchor(Layer layer, ZoneId zone) {
    var anchor = LocalDateTime.ofInstant(layer.virtualStart(), zone);
    var start = LocalDateTime.ofInstant(layer.start(), zone);
    if (!anchor.isAfter(start) || layer.users().isEmpty()) {
      return anchor;
    }
    var round = layer.turn() * layer.users().size();
    var late = ChronoUnit.SECONDS.between(start, anchor);
    return anchor.minusSeconds(Math.ceilDiv(late, round) * round);
  }

  private record Times(String from, String to) {}

  private static List<Hours> hours(List<Restriction> restrictions) {
    var daily = new LinkedHashMap<Times, Set<DayOfWeek>>();
    var hours = new ArrayList<Hours>();
    for (var it : restrictions) {
      var from = clock(it.start());
      var to = from.plusSeconds(it.duration());
      if (it.day() == 0) {
        hours.add(it.duration() >= DAY ? new Hours("", "00:00", "00:00") : hours("", from, to));
      } else if (it.duration() <= DAY) {
        daily
            .computeIfAbsent(
                new Times(from.toString(), to.toString()), _ -> EnumSet.noneOf(DayOfWeek.class))
            .add(DayOfWeek.of(it.day()));
      } else {
        var day = DayOfWeek.of(it.day());
        var end = day.plus((from.toSecondOfDay() + it.duration()) / DAY);
        hours.add(
            new Hours(
                "", Weekdays.shortName(day) + " " + from, Weekdays.shortName(end) + " " + to));
      }
    }
    daily.forEach(
        (times, days) -> hours.add(new Hours(Weekdays.words(days), times.from(), times.to())));
    return hours;
  }

  private static Hours hours(String days, LocalTime from, LocalTime to) {
    return new Hours(days, from.toString(), to.toString());
  }

  private static LocalTime clock(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new UnexpectedAnswer(
          "Expected a time of day such as 09:00:00 in a restriction, but got \"%s\""
              .formatted(text));
    }
  }
}

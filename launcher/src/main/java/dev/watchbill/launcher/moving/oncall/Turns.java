package dev.watchbill.launcher.moving.oncall;

import dev.watchbill.launcher.moving.Draft.Hours;
import dev.watchbill.launcher.moving.Weekdays;
import dev.watchbill.launcher.moving.oncall.OnCall.Shift;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Events that come back as turns. In OnCall an event lasts as long as it says, and comes every so
 * many hours, days or weeks; here turns follow each other, so what is between two events is either
 * outside of hours, or nobody's turn.
 *
 * @param anchor the first turn's start, local
 * @param shift a turn's length
 * @param members whose turns, in order
 * @param hours empty: always
 * @param countsIdle whether hidden turns count
 */
record Turns(
    LocalDateTime anchor,
    String shift,
    List<List<String>> members,
    List<Hours> hours,
    boolean countsIdle) {
  private static final long HOUR = 3600;
  private static final long DAY = 24 * HOUR;
  private static final long WEEK = 7 * DAY;
  private static final int MOST = 400;

  /** Empty: there is nothing here that does the same. */
  static Optional<Turns> of(Shift shift, List<List<String>> members) {
    if (shift.restricted() || shift.duration() == 0) {
      return Optional.empty();
    }
    return switch (shift.frequency()) {
      case "hourly" -> shift.days().isEmpty() ? plain(shift, members, HOUR) : Optional.empty();
      case "daily" ->
          shift.days().isEmpty() ? plain(shift, members, DAY) : dayByDay(shift, members);
      case "weekly" ->
          shift.days().isEmpty() ? plain(shift, members, WEEK) : weekByWeek(shift, members);
      default -> Optional.empty();
    };
  }

  /** One event each so many units. */
  private static Optional<Turns> plain(Shift shift, List<List<String>> members, long unit) {
    long period = shift.interval() * unit;
    if (shift.duration() == period) {
      return Optional.of(
          new Turns(shift.start(), shift.interval() + word(unit), members, List.of(), false));
    }
    if (shift.duration() < unit && unit > HOUR) {
      return spread(shift, members, word(unit), 1, shift.interval(), List.of(hours(shift, unit)));
    }
    for (var smaller : List.of(WEEK, DAY, HOUR)) {
      if (smaller <= unit && shift.duration() % smaller == 0 && shift.duration() < period) {
        return spread(
            shift, members, word(smaller), shift.duration() / smaller, period / smaller, List.of());
      }
    }
    return Optional.empty();
  }

  /** Each place has so many turns, and then they are nobody's until its period is over. */
  private static Optional<Turns> spread(
      Shift shift,
      List<List<String>> members,
      String word,
      long turns,
      long of,
      List<Hours> hours) {
    if (of * members.size() > MOST) {
      return Optional.empty();
    }
    var places = new ArrayList<List<String>>();
    for (var place : members) {
      for (int i = 0; i < of; i++) {
        places.add(i < turns ? place : List.of());
      }
    }
    return Optional.of(new Turns(shift.start(), "1" + word, places, hours, true));
  }

  private static String word(long unit) {
    return unit == WEEK ? "w" : unit == DAY ? "d" : "h";
  }

  private static Hours hours(Shift shift, long unit) {
    var end = shift.start().plusSeconds(shift.duration());
    return unit == DAY
        ? new Hours("", clock(shift.start()), clock(end))
        : new Hours("", dayAndClock(shift.start()), dayAndClock(end));
  }

  /** On some days; whoever has one keeps it for as many of these days as the interval says. */
  private static Optional<Turns> dayByDay(Shift shift, List<List<String>> members) {
    var days = days(shift);
    if (shift.duration() > DAY || days.isEmpty()) {
      return Optional.empty();
    }
    var places = new ArrayList<List<String>>();
    members.forEach(it -> places.addAll(Collections.nCopies(shift.interval(), it)));
    return places.size() > MOST
        ? Optional.empty()
        : Optional.of(new Turns(shift.start(), "1d", places, List.of(on(days, shift)), false));
  }

  private static Hours on(Set<DayOfWeek> days, Shift shift) {
    return new Hours(
        Weekdays.words(days),
        clock(shift.start()),
        clock(shift.start().plusSeconds(shift.duration())));
  }

  /** On some days of a week, which begins where OnCall's does. */
  private static Optional<Turns> weekByWeek(Shift shift, List<List<String>> members) {
    var days = days(shift);
    var first = day(shift.weekStart());
    if (days.isEmpty() || first.isEmpty()) {
      return Optional.empty();
    }
    long since = Math.floorMod(shift.start().getDayOfWeek().compareTo(first.get()), 7);
    var week = shift.start().minusDays(since);
    var ordered =
        days.stream()
            .sorted(Comparator.comparingInt(it -> Math.floorMod(it.compareTo(first.get()), 7)))
            .toList();
    var anchor = week.plusDays(Math.floorMod(ordered.getFirst().compareTo(first.get()), 7));
    var hours = new ArrayList<Hours>();
    if (shift.duration() <= DAY) {
      hours.add(on(days, shift));
    } else if (shift.duration() <= WEEK && days.size() == 1) {
      var end = anchor.plusSeconds(shift.duration());
      hours.add(new Hours("", dayAndClock(anchor), dayAndClock(end)));
    } else {
      return Optional.empty();
    }
    return spread(shift, members, "w", 1, shift.interval(), hours)
        .map(it -> new Turns(anchor, it.shift(), it.members(), hours, true));
  }

  private static Set<DayOfWeek> days(Shift shift) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (var name : shift.days()) {
      var day = day(name);
      if (day.isEmpty()) {
        return Set.of();
      }
      days.add(day.get());
    }
    return days;
  }

  private static Optional<DayOfWeek> day(String name) {
    return Stream.of(DayOfWeek.values())
        .filter(it -> it.name().substring(0, 2).equals(name.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  private static String clock(LocalDateTime at) {
    return LocalTime.of(at.getHour(), at.getMinute(), at.getSecond()).toString();
  }

  private static String dayAndClock(LocalDateTime at) {
    return Weekdays.shortName(at.getDayOfWeek()) + " " + clock(at);
  }
}

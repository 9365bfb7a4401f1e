package dev.watchbill.launcher.moving.oncall;

import dev.watchbill.launcher.moving.Draft.Hours;
import dev.watchbill.launcher.moving.Weekdays;
import dev.watchbill.launcher.moving.oncall.OnCall.Shift;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Events that come back as turns. In OnCall an event lasts as long as it says, and comes every so
 * many hours, days or weeks; here turns follow each other, so what is between two events is either
 * outside of hours, or nobody's turn.
 *
 * @param anchor the first turn's start, local
 * @param from the first event, local; nobody is on call before it
 * @param shift a turn's length
 * @param members whose turns, in order
 * @param hours empty: always
 * @param countsIdle whether hidden turns count
 */
record Turns(
    LocalDateTime anchor,
    LocalDateTime from,
    String shift,
    List<List<String>> members,
    List<Hours> hours,
    boolean countsIdle) {
  private static final long HOUR = 3600;
  private static final long DAY = 24 * HOUR;
  private static final long WEEK = 7 * DAY;
  private static final int MOST = 400;

  /**
   * Of a shift's events.
   *
   * @param queue whoever isn't among its users any more is left out of it, as in OnCall
   * @param places how many there were with them: so long is a round
   * @return empty: there is nothing here that does the same
   */
  static Optional<Turns> of(Events events, List<List<String>> queue, int places) {
    var shift = events.shift();
    var begin = events.begin();
    if (shift.restricted() || shift.duration() == 0 || queue.isEmpty() || begin.isEmpty()) {
      return Optional.empty();
    }
    var at = begin.get().at();
    var members = new ArrayList<>(queue);
    Collections.rotate(members, -(begin.get().steps() % queue.size()));
    if (shift.frequency().equals("daily") && !shift.days().isEmpty()) {
      return dayByDay(events, at, members);
    }
    members.addAll(Collections.nCopies(places - queue.size(), List.of()));
    return switch (shift.frequency()) {
      case "hourly" -> shift.days().isEmpty() ? plain(shift, at, members, HOUR) : Optional.empty();
      case "daily" -> plain(shift, at, members, DAY);
      case "weekly" ->
          shift.days().isEmpty()
              ? plain(shift, at, members, WEEK)
              : weekByWeek(events, at, members);
      default -> Optional.empty();
    };
  }

  /** One event each so many units. */
  private static Optional<Turns> plain(
      Shift shift, LocalDateTime at, List<List<String>> members, long unit) {
    long period = shift.interval() * unit;
    if (shift.duration() == period) {
      return Optional.of(
          new Turns(at, at, shift.interval() + word(unit), members, List.of(), false));
    }
    if (shift.duration() < unit && unit > HOUR) {
      var hours = List.of(hours(shift, at, unit));
      return spread(at, at, members, word(unit), 1, shift.interval(), hours);
    }
    for (var smaller : List.of(WEEK, DAY, HOUR)) {
      if (smaller <= unit && shift.duration() % smaller == 0 && shift.duration() < period) {
        return spread(
            at,
            at,
            members,
            word(smaller),
            shift.duration() / smaller,
            period / smaller,
            List.of());
      }
    }
    return Optional.empty();
  }

  /** Each place has so many turns, and then they are nobody's until its period is over. */
  private static Optional<Turns> spread(
      LocalDateTime anchor,
      LocalDateTime from,
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
    return Optional.of(new Turns(anchor, from, "1" + word, places, hours, true));
  }

  private static String word(long unit) {
    return unit == WEEK ? "w" : unit == DAY ? "d" : "h";
  }

  private static Hours hours(Shift shift, LocalDateTime at, long unit) {
    var end = at.plusSeconds(shift.duration());
    return unit == DAY
        ? new Hours("", clock(at), clock(end))
        : new Hours("", dayAndClock(at), dayAndClock(end));
  }

  /**
   * On some days. Whoever rolls has as many of these as the interval says, and the next goes on:
   * those who left leave no gap. Who doesn't roll has each so-manieth day, if it is one of these.
   */
  private static Optional<Turns> dayByDay(
      Events events, LocalDateTime at, List<List<String>> members) {
    var shift = events.shift();
    if (shift.duration() > DAY) {
      return Optional.empty();
    }
    var hours = List.of(on(events, at));
    if (!events.isRolling()) {
      return spread(at, at, members, "d", 1, shift.interval(), hours);
    }
    var places = new ArrayList<List<String>>();
    members.forEach(it -> places.addAll(Collections.nCopies(shift.interval(), it)));
    return places.size() > MOST
        ? Optional.empty()
        : Optional.of(new Turns(at, at, "1d", places, hours, false));
  }

  private static Hours on(Events events, LocalDateTime at) {
    return new Hours(
        Weekdays.words(events.days()), clock(at), clock(at.plusSeconds(events.shift().duration())));
  }

  /** On some days of a week, which begins where OnCall's does. */
  private static Optional<Turns> weekByWeek(
      Events events, LocalDateTime at, List<List<String>> members) {
    var shift = events.shift();
    var anchor = events.firstDay(events.week(at));
    var hours = new ArrayList<Hours>();
    if (shift.duration() <= DAY) {
      hours.add(on(events, at));
    } else if (shift.duration() < WEEK && events.days().size() == 1) {
      var end = anchor.plusSeconds(shift.duration());
      hours.add(new Hours("", dayAndClock(anchor), dayAndClock(end)));
    } else if (shift.duration() != WEEK || events.days().size() > 1) {
      return Optional.empty();
    }
    return spread(anchor, at, members, "w", 1, shift.interval(), hours);
  }

  private static String clock(LocalDateTime at) {
    return LocalTime.of(at.getHour(), at.getMinute(), at.getSecond()).toString();
  }

  private static String dayAndClock(LocalDateTime at) {
    return Weekdays.shortName(at.getDayOfWeek()) + " " + clock(at);
  }
}

package dev.watchbill.launcher.moving.oncall;

import dev.watchbill.launcher.moving.oncall.OnCall.Shift;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * When a shift's events are. OnCall walks from one place's first event to the next one's, begins
 * where its rotation does, and lets each come back after as many periods as there are places.
 *
 * @param shift with days that can be read, if any
 * @param web whether it is the web calendar's: an event that runs when the rotation begins counts,
 *     and one that runs when it ends is cut
 */
record Events(Shift shift, Set<DayOfWeek> days, DayOfWeek weekStart, boolean web) {
  private static final int MOST_STEPS = 1_000_000;

  /** The first event that counts, and how many places were passed over. */
  record Begin(LocalDateTime at, int steps) {}

  /** Empty: it has days of the week that can't be read. */
  static Optional<Events> of(Shift shift, boolean web) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    shift.days().forEach(it -> day(it).ifPresent(days::add));
    var isWeekly = shift.frequency().equals("weekly");
    var first = day(shift.weekStart());
    return shift.days().stream().anyMatch(it -> day(it).isEmpty()) || (isWeekly && first.isEmpty())
        ? Optional.empty()
        : Optional.of(new Events(shift, days, first.orElse(DayOfWeek.MONDAY), web));
  }

  private static Optional<DayOfWeek> day(String name) {
    return Stream.of(DayOfWeek.values())
        .filter(it -> it.name().substring(0, 2).equals(name.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  boolean isWeekly() {
    return shift.frequency().equals("weekly");
  }

  private boolean isDaily() {
    return shift.frequency().equals("daily");
  }

  boolean isRolling() {
    return shift.type().equals("rolling_users");
  }

  /** Whether its beginning hangs on when its weeks begin, which is said of weekly shifts only. */
  boolean beginsOnAnUnknownDay() {
    return isRolling()
        && isDaily()
        && days.size() > 1
        && !days.contains(shift.start().getDayOfWeek());
  }

  /** How many days after its week's first. */
  int inWeek(DayOfWeek day) {
    return Math.floorMod(day.compareTo(weekStart), 7);
  }

  LocalDateTime week(LocalDateTime at) {
    return at.minusDays(inWeek(at.getDayOfWeek()));
  }

  /** The first of its days in a week that begins then. */
  LocalDateTime firstDay(LocalDateTime week) {
    return week.plusDays(days.stream().mapToInt(this::inWeek).min().orElse(0));
  }

  /** Empty: it would take too long to find. */
  Optional<Begin> begin() {
    if (!isRolling()) {
      return Optional.of(new Begin(shift.start(), 0));
    }
    var at = shift.start();
    if (isWeekly() && !at.equals(shift.rotationStart())) {
      at = inItsWeek(at, at).orElse(at);
    }
    if (!days.isEmpty() && !days.contains(at.getDayOfWeek())) {
      // Not the next of its days, but the next that is first in a week.
      at =
          at.plusDays(
              Math.floorMod(firstDay(week(at)).getDayOfWeek().compareTo(at.getDayOfWeek()), 7));
    }
    if (isDaily() && !days.isEmpty()) {
      return Optional.of(new Begin(at, 0));
    }
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      if (counts(at)) {
        return Optional.of(new Begin(at, steps));
      }
      at = next(at);
    }
    return Optional.empty();
  }

  private boolean counts(LocalDateTime event) {
    var begins = shift.rotationStart();
    return !event.isBefore(begins) || (web && event.plusSeconds(shift.duration()).isAfter(begins));
  }

  private LocalDateTime next(LocalDateTime event) {
    if (!isWeekly()) {
      return isDaily() ? event.plusDays(shift.interval()) : event.plusHours(shift.interval());
    }
    // Where no event of that week counts, OnCall goes on with its first day, whatever day it is.
    var week = week(event).plusWeeks(shift.interval());
    return inItsWeek(week, event).orElse(week);
  }

  private Optional<LocalDateTime> inItsWeek(LocalDateTime from, LocalDateTime like) {
    return IntStream.range(0, 7 - inWeek(from.getDayOfWeek()))
        .mapToObj(from::plusDays)
        .filter(it ->
            it.equals(like)
                || (days.isEmpty()
                    ? it.getDayOfWeek() == like.getDayOfWeek()
                    : days.contains(it.getDayOfWeek())))
        .filter(this::counts)
        .findFirst();
  }

  /**
   * When the last event before its end is over. What isn't the web's runs to its end, even if it
   * begins with the last second, except where each place had only one so far.
   *
   * @param begin its first event
   * @param until in UTC
   */
  LocalDateTime end(LocalDateTime begin, LocalDateTime until, ZoneId zone, int places) {
    var last = until.toInstant(ZoneOffset.UTC);
    var hourly = !isDaily() && !isWeekly();
    var round =
        hourly
            ? begin.plusHours((long) shift.interval() * places)
            : begin.plusDays((long) shift.interval() * places * (isWeekly() ? 7 : 1));
    var end = begin;
    var at = begin;
    for (int i = 0; i < MOST_STEPS && !at.atZone(zone).toInstant().isAfter(last); i++) {
      if (isEvent(at, begin, i)) {
        var over = at.plusSeconds(shift.duration());
        var isCut = at.isBefore(round) && isFirstOfItsPlace(at, begin) && over.isAfter(until);
        var ends = isCut ? until : over;
        end = ends.isAfter(end) ? ends : end;
      }
      at = hourly ? at.plusHours(shift.interval()) : at.plusDays(1);
    }
    return end;
  }

  private boolean isEvent(LocalDateTime at, LocalDateTime begin, int days) {
    if (isWeekly()) {
      var weeks = (inWeek(begin.getDayOfWeek()) + days) / 7;
      return weeks % shift.interval() == 0
          && (this.days.isEmpty()
              ? at.getDayOfWeek() == begin.getDayOfWeek()
              : this.days.contains(at.getDayOfWeek()));
    }
    if (isDaily() && !this.days.isEmpty()) {
      return this.days.contains(at.getDayOfWeek()) && (isRolling() || days % shift.interval() == 0);
    }
    return !isDaily() || days % shift.interval() == 0;
  }

  private boolean isFirstOfItsPlace(LocalDateTime at, LocalDateTime begin) {
    return !isWeekly() || days.isEmpty() || at.equals(begin) || at.equals(firstDay(week(at)));
  }
}

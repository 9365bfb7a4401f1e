package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Moment;
import dev.watchbill.roster.PersonEntry.Away;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.Recur;
import net.fortuna.ical4j.model.ZoneRulesBuilder;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.RecurrenceId;

/**
 * The absences in somebody's iCalendar (RFC 5545): whole-day events, and those with times that take
 * their time. What events are called is nobody's business here, and is not kept.
 *
 * <p>Local times are expanded as such and become instants in the zone that the event names, so that
 * a weekly absence stays at its hour over a clock change.
 */
final class AwayCalendar {
  /** More is a calendar of something else. */
  private static final int MOST = 2000;

  private static final int MOST_A_DAY = 24;

  private static final Set<String> FREQUENCIES = Set.of("YEARLY", "MONTHLY", "WEEKLY", "DAILY");

  /** Marks that Outlook makes of events during which somebody can work. */
  private static final Set<String> THERE = Set.of("FREE", "TENTATIVE", "WORKINGELSEWHERE");

  private static final String BUSY = "X-MICROSOFT-CDO-BUSYSTATUS";

  /** One occurrence of a series that stands in the file by itself, too. */
  private record Moved(String uid, String at) {}

  private final ZoneId own;
  private final LocalDate first;
  private final LocalDate last;
  private final String why;
  private final Map<String, ZoneRules> zones = new HashMap<>();
  private final List<Away> away = new ArrayList<>();

  private AwayCalendar(ZoneId own, LocalDate first, LocalDate last, String why) {
    this.own = own;
    this.first = first;
    this.last = last;
    this.why = why;
  }

  /**
   * The absences from the beginning of the year before until the end of the year after the next.
   *
   * @param own zone of times that name none, or one that nobody knows
   * @param why said of each; empty: nothing is
   * @throws IllegalArgumentException with what is wrong, if it is no such calendar
   */
  static List<Away> read(String text, ZoneId own, Instant now, String why) {
    var year = now.atZone(own).getYear();
    var calendar =
        new AwayCalendar(own, LocalDate.of(year - 1, 1, 1), LocalDate.of(year + 3, 1, 1), why);
    return calendar.read(text);
  }

  /** Whether it can be read; says how many events of today's years it has. */
  static int check(String text) {
    return read(text, ZoneId.of("UTC"), Instant.parse("2026-01-01T00:00:00Z"), "").size();
  }

  private List<Away> read(String text) {
    try {
      var local = CalendarText.local(text);
      var calendar = new CalendarBuilder(new JdkZones()).build(new StringReader(local));
      calendar.<VTimeZone>getComponents(Component.VTIMEZONE).forEach(this::zone);
      var events = calendar.<VEvent>getComponents(Component.VEVENT);
      var moved = new HashSet<Moved>();
      events.forEach(event -> moved(event).ifPresent(moved::add));
      events.stream().filter(AwayCalendar::isAway).forEach(event -> add(event, moved));
    } catch (IOException | ParserException | RuntimeException e) {
      throw new IllegalArgumentException("one that can't be read: " + reason(e), e);
    }
    return List.copyOf(away);
  }

  private void zone(VTimeZone described) {
    var id = described.getTimeZoneId();
    if (id == null || known(id.getValue()).isPresent()) {
      return;
    }
    try {
      zones.put(id.getValue(), new ZoneRulesBuilder().vTimeZone(described).build());
    } catch (RuntimeException e) {
      // Its times are as those of a zone that nobody knows.
      zones.remove(id.getValue());
    }
  }

  /** A zone of the JDK, also where a program's path stands before it. */
  private static Optional<ZoneId> known(String id) {
    var parts = id.split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      var name = String.join("/", List.of(parts).subList(i, parts.length));
      try {
        return Optional.of(ZoneId.of(name));
      } catch (DateTimeException e) {
        // The next shorter name.
      }
    }
    return Optional.empty();
  }

  /** How the local times of an event become instants. */
  private ZoneRules clock(VEvent event) {
    var id =
        event
            .getProperty(Property.DTSTART)
            .flatMap(start -> start.<Parameter>getParameter(CalendarText.ZONE))
            .map(Parameter::getValue)
            .orElse("");
    return known(id)
        .map(ZoneId::getRules)
        .or(() -> Optional.ofNullable(zones.get(id)))
        .orElseGet(own::getRules);
  }

  private static Optional<Moved> moved(VEvent event) {
    return event
        .<RecurrenceId<Temporal>>getProperty(Property.RECURRENCE_ID)
        .map(it -> new Moved(uid(event), it.getDate().toString()));
  }

  private static String uid(VEvent event) {
    return event.getUid().map(Property::getValue).orElse("");
  }

  /** Whole days count unless they are marked as days at work; times unless they are free. */
  private static boolean isAway(VEvent event) {
    if (is(event, Property.STATUS, Set.of("CANCELLED", "TENTATIVE")) || is(event, BUSY, THERE)) {
      return false;
    }
    return isWholeDays(event) || !is(event, Property.TRANSP, Set.of("TRANSPARENT"));
  }

  private static boolean isWholeDays(VEvent event) {
    var start = event.getDateTimeStart();
    return start != null && start.getDate() instanceof LocalDate;
  }

  private static boolean is(VEvent event, String property, Set<String> values) {
    return event
        .getProperty(property)
        .map(Property::getValue)
        .filter(it -> values.contains(it.toUpperCase(Locale.ROOT)))
        .isPresent();
  }

  private static long timesADay(Recur<Temporal> rule) {
    return Stream.of(rule.getHourList(), rule.getMinuteList(), rule.getSecondList())
        .mapToLong(list -> Math.max(1, list.size()))
        .reduce(1, (one, other) -> one * other);
  }

  private void add(VEvent event, Set<Moved> moved) {
    for (var rule : event.<RRule<Temporal>>getProperties(Property.RRULE)) {
      var frequency = rule.getRecur().getFrequency().name();
      if (!FREQUENCIES.contains(frequency)) {
        throw new IllegalArgumentException("a rule that repeats " + frequency);
      }
      var times = timesADay(rule.getRecur());
      if (times > MOST_A_DAY) {
        throw new IllegalArgumentException("a rule that repeats %d times a day".formatted(times));
      }
    }
    var start = event.getDateTimeStart();
    if (start == null) {
      return;
    }
    switch (start.getDate()) {
      case LocalDate _ -> days(event, moved);
      case LocalDateTime _ -> times(event, moved);
      case Instant _ -> instants(event, moved);
      case OffsetDateTime _, ZonedDateTime _ -> instants(event, moved);
      default -> throw new IllegalArgumentException("a start that is no time");
    }
  }

  private void days(VEvent event, Set<Moved> moved) {
    for (Period<LocalDate> each :
        event.<LocalDate>calculateRecurrenceSet(new Period<>(first, last))) {
      var start = each.getStart();
      // An event lasts a day at least, whatever its end says.
      var end = each.getEnd().isAfter(start) ? each.getEnd() : start.plusDays(1);
      keep(event, moved, start, new Moment.Day(start), new Moment.Day(end.minusDays(1)));
    }
  }

  private void times(VEvent event, Set<Moved> moved) {
    var clock = clock(event);
    for (Period<LocalDateTime> each :
        event.<LocalDateTime>calculateRecurrenceSet(
            new Period<>(first.atStartOfDay(), last.atStartOfDay()))) {
      keep(
          event,
          moved,
          each.getStart(),
          new Moment.At(Moment.instantOf(each.getStart(), clock)),
          new Moment.At(Moment.instantOf(each.getEnd(), clock)));
    }
  }

  private void instants(VEvent event, Set<Moved> moved) {
    var from = first.atStartOfDay(own).toInstant();
    var to = last.atStartOfDay(own).toInstant();
    for (Period<Temporal> each : event.<Temporal>calculateRecurrenceSet(new Period<>(from, to))) {
      keep(
          event,
          moved,
          each.getStart(),
          new Moment.At(Instant.from(each.getStart())),
          new Moment.At(Instant.from(each.getEnd())));
    }
  }

  private void keep(VEvent event, Set<Moved> moved, Temporal at, Moment from, Moment to) {
    var series = event.getProperty(Property.RECURRENCE_ID).isEmpty();
    if (series && moved.contains(new Moved(uid(event), at.toString()))) {
      return;
    }
    if (!from.start(own).isBefore(to.end(own))) {
      return;
    }
    if (away.size() == MOST) {
      throw new IllegalArgumentException(
          "one with more than %d events in four years".formatted(MOST));
    }
    away.add(new Away.Dated(from, to, why));
  }

  private static String reason(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
  }
}

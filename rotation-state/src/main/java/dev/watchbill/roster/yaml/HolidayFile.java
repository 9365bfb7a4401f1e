package dev.watchbill.roster.yaml;

import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.RecurrenceId;

/** The holidays in an iCalendar (RFC 5545): the days of its whole-day events. */
final class HolidayFile {
  /** Rules that repeat without an end are followed this far. */
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);

  private static final LocalDate LAST = LocalDate.of(2100, 1, 1);

  /** Only a time of day has a zone, which may be the calendar's own, and those are left out. */
  private static final Pattern ZONE = Pattern.compile(";TZID=(\"[^\"]*\"|[^:;\\r\\n]*)");

  private static final Set<String> FREQUENCIES = Set.of("YEARLY", "MONTHLY", "WEEKLY", "DAILY");

  /** One occurrence of a series that stands in the file by itself, too. */
  private record Moved(String uid, LocalDate day) {}

  private HolidayFile() {}

  /**
   * The days. Cancelled events and those with a time of day are left out.
   *
   * @throws IllegalArgumentException with what is wrong, if it is no such calendar
   */
  static Set<LocalDate> days(String text) {
    var days = new TreeSet<LocalDate>();
    try {
      var zoneless = ZONE.matcher(text).replaceAll("");
      var events = events(new CalendarBuilder(new JdkZones()).build(new StringReader(zoneless)));
      var moved = new HashSet<Moved>();
      events.forEach(event -> moved(event).forEach(moved::add));
      events.stream().filter(it -> !isCancelled(it)).forEach(it -> add(it, moved, days));
    } catch (IOException | ParserException | RuntimeException e) {
      throw new IllegalArgumentException("one that can't be read: " + reason(e), e);
    }
    if (days.isEmpty()) {
      throw new IllegalArgumentException("one without any");
    }
    return days;
  }

  private static List<VEvent> events(Calendar calendar) {
    return calendar.<VEvent>getComponents(Component.VEVENT).stream()
        .filter(HolidayFile::isWholeDays)
        .toList();
  }

  private static boolean isWholeDays(VEvent event) {
    var start = event.getDateTimeStart();
    return start != null && start.getDate() instanceof LocalDate;
  }

  private static Stream<Moved> moved(VEvent event) {
    return event
        .<RecurrenceId<Temporal>>getProperty(Property.RECURRENCE_ID)
        .filter(it -> it.getDate() instanceof LocalDate)
        .map(it -> new Moved(uid(event), (LocalDate) it.getDate()))
        .stream();
  }

  private static String uid(VEvent event) {
    return event.getUid().map(Property::getValue).orElse("");
  }

  private static boolean isCancelled(VEvent event) {
    return event
        .getProperty(Property.STATUS)
        .filter(it -> it.getValue().equalsIgnoreCase("CANCELLED"))
        .isPresent();
  }

  private static void add(VEvent event, Set<Moved> moved, Set<LocalDate> days) {
    for (var rule : event.<RRule<LocalDate>>getProperties(Property.RRULE)) {
      var frequency = rule.getRecur().getFrequency().name();
      if (!FREQUENCIES.contains(frequency)) {
        throw new IllegalArgumentException("a rule that repeats " + frequency);
      }
    }
    var series = event.getProperty(Property.RECURRENCE_ID).isEmpty();
    for (Period<LocalDate> each :
        event.<LocalDate>calculateRecurrenceSet(new Period<>(FIRST, LAST))) {
      if (!(series && moved.contains(new Moved(uid(event), each.getStart())))) {
        each.getStart().datesUntil(later(each.getEnd(), each.getStart())).forEach(days::add);
      }
    }
  }

  /** An event lasts a day at least, whatever its end says. */
  private static LocalDate later(LocalDate end, LocalDate start) {
    return end.isAfter(start) ? end : start.plusDays(1);
  }

  private static String reason(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
  }
}

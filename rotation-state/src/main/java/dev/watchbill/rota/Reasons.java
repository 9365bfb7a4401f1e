package dev.watchbill.rota;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How times are said in the reasons people read, in the zone of the person they are about. */
final class Reasons {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

  private Reasons() {}

  /** {@code 3–10 Aug}, {@code 30 Jul–2 Aug} or {@code 3 Aug}: the last day included. */
  static String days(Instant from, Instant to, ZoneId zone) {
    var first = LocalDate.ofInstant(from, zone);
    var last = LocalDate.ofInstant(to.minusMillis(1), zone);
    if (first.equals(last)) {
      return DAY.format(first);
    }
    var sameMonth = first.getMonth() == last.getMonth() && first.getYear() == last.getYear();
    return (sameMonth ? first.getDayOfMonth() : DAY.format(first)) + "–" + DAY.format(last);
  }

  /** {@code 4 Feb} or {@code 4 Feb, 6 Feb}, where it is then. */
  static String dates(List<Instant> instants, ZoneId zone) {
    return instants.stream()
        .map(it -> DAY.format(it.atZone(zone)))
        .collect(Collectors.joining(", "));
  }

  /** {@code 02:00–10:00}. */
  static String times(long from, long to, ZoneId zone) {
    return TIME.format(Instant.ofEpochMilli(from).atZone(zone))
        + "–"
        + TIME.format(Instant.ofEpochMilli(to).atZone(zone));
  }

  /** {@code 4 Feb 2026 09:00}. */
  static String date(Instant at, ZoneId zone) {
    return DATE.format(at.atZone(zone));
  }

  /** {@code 4 Feb 09:00}. */
  static String moment(long at, ZoneId zone) {
    return MOMENT.format(Instant.ofEpochMilli(at).atZone(zone));
  }

  /** {@code 7d}, {@code 12h} or {@code 90m}. */
  static String length(Duration duration) {
    if (duration.toHours() % 24 == 0 && duration.toMinutes() % 60 == 0) {
      return duration.toDays() + "d";
    }
    return duration.toMinutes() % 60 == 0 ? duration.toHours() + "h" : duration.toMinutes() + "m";
  }

  /** {@code 1st}, {@code 2nd}, {@code 11th}. */
  static String nth(int number) {
    var teens = number / 10 % 10 == 1;
    return number
        + switch (teens ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }

  /** {@code (leave)} with a space before it, or nothing. */
  static String because(String why) {
    return why.isBlank() ? "" : " (" + why + ")";
  }
}

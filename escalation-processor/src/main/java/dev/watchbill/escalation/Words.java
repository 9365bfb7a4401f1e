package dev.watchbill.escalation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How durations, times and lists are said to people. */
final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE HH:mm:ss z", Locale.ENGLISH);

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm z", Locale.ENGLISH);

  private Words() {}

  /** 5 min, 1 h 30 min, 2 d. */
  static String duration(Duration duration) {
    var words = new StringBuilder();
    part(words, duration.toDays(), "d");
    part(words, duration.toHoursPart(), "h");
    part(words, duration.toMinutesPart(), "min");
    part(words, duration.toSecondsPart(), "s");
    return words.isEmpty() ? duration.toMillis() + " ms" : words.toString();
  }

  /** A moment that may be days away: Mon 5 Jan 09:00 CET. */
  static String moment(Instant at, ZoneId zone) {
    return MOMENT.format(at.atZone(zone));
  }

  static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }

  /** a, b and c. */
  static String list(List<String> items) {
    return items.size() < 2
        ? String.join("", items)
        : String.join(", ", items.subList(0, items.size() - 1))
            + " and "
            + items.get(items.size() - 1);
  }

  private static void part(StringBuilder words, long amount, String unit) {
    if (amount > 0) {
      words.append(words.isEmpty() ? "" : " ").append(amount).append(' ').append(unit);
    }
  }
}

package dev.watchbill.roster.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an iCalendar with all that the library would take for instants as local times, so
 * that it expands them as such.
 */
final class CalendarText {
  /** Names the zone of a time. */
  static final String ZONE = "X-WATCHBILL-ZONE";

  private static final Pattern FOLD = Pattern.compile("\\r?\\n[ \\t]");
  private static final Pattern TZID = Pattern.compile(";TZID=(?:\"([^\"]*)\"|([^:;\\r\\n]*))");
  private static final Pattern START = Pattern.compile("(?m)^DTSTART([^:\\r\\n]*):(\\S+)");
  private static final Pattern UNTIL = Pattern.compile("UNTIL=(\\d{8})T(\\d{6})Z");
  private static final Pattern EDGE =
      Pattern.compile("(BEGIN|END):VEVENT", Pattern.CASE_INSENSITIVE);

  private CalendarText() {}

  /**
   * Times of a zone without it, each with its name in a parameter {@link #ZONE}; unfolded.
   *
   * @throws IllegalArgumentException if it is no calendar
   */
  static String local(String text) {
    return untilAsStarts(unfolded(text));
  }

  /** Zones are kept beside times: the library would look for them in its own list. */
  private static String unfolded(String text) {
    if (!text.contains("BEGIN:VCALENDAR")) {
      throw new IllegalArgumentException("no calendar");
    }
    var lines = FOLD.matcher(text).replaceAll("");
    return TZID.matcher(lines)
        .replaceAll(found -> {
          var name = found.group(1) == null ? found.group(2) : found.group(1);
          return Matcher.quoteReplacement(";%s=\"%s\"".formatted(ZONE, name.replace("\"", "")));
        });
  }

  /** Of each event; once through the text, however it is made. */
  private static String untilAsStarts(String text) {
    var whole = new StringBuilder(text.length());
    var edges = EDGE.matcher(text);
    var copied = 0;
    var begin = -1;
    while (edges.find()) {
      var begins = edges.group(1).equalsIgnoreCase("BEGIN");
      if (begins && begin < 0) {
        begin = edges.start();
      } else if (!begins && begin >= 0) {
        whole.append(text, copied, begin).append(untilAsStart(text.substring(begin, edges.end())));
        copied = edges.end();
        begin = -1;
      }
    }
    return whole.append(text, copied, text.length()).toString();
  }

  /** The end of a series is an instant where its start is local; here it is local as well. */
  private static String untilAsStart(String event) {
    var start = START.matcher(event);
    if (!start.find() || start.group(2).endsWith("Z")) {
      return event;
    }
    return UNTIL
        .matcher(event)
        .replaceAll(start.group(2).contains("T") ? "UNTIL=$1T235959" : "UNTIL=$1");
  }
}

package dev.watchbill.console.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one page says times: all in one zone, which it names.
 *
 * @param zone the viewer's, or else the organisation's
 * @param now when the page was made
 */
public record Times(ZoneId zone, Instant now) {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter YEAR =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter WHOLE =
      DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm:ss XXX", Locale.ENGLISH);

  /**
   * {@code 20:58} today, {@code Mon 30 Nov 09:00} on another day of this year, {@code 3 Jan 2027
   * 09:00} otherwise.
   */
  public String clock(Instant at) {
    return date(at) + CLOCK.format(at.atZone(zone));
  }

  /** Like {@link #clock}, to the second. */
  public String exact(Instant at) {
    return date(at) + EXACT.format(at.atZone(zone));
  }

  /** {@code Mon 23 Nov, 21:04 Europe/Berlin}. */
  public String heading() {
    return DAY.format(now.atZone(zone))
        + ", "
        + CLOCK.format(now.atZone(zone))
        + " "
        + zone.getId();
  }

  /** Everything, for a tooltip. */
  public String whole(Instant at) {
    return WHOLE.format(at.atZone(zone)) + " (" + zone.getId() + ")";
  }

  /** What stands before a time from which something holds: nothing where its end follows. */
  public String bound(Instant from, @Nullable Instant to) {
    if (to != null) {
      return "";
    }
    return from.isAfter(now) ? "from " : "since ";
  }

  /** {@code 3 min ago}, {@code in 2 h}, {@code now}. */
  public String relative(Instant at) {
    var distance = Duration.between(now, at);
    var size = size(distance.abs());
    if (size.isEmpty()) {
      return "now";
    }
    return distance.isNegative() ? size + " ago" : "in " + size;
  }

  private static String size(Duration distance) {
    if (distance.toDays() >= 2) {
      return distance.toDays() + " d";
    }
    if (distance.toHours() >= 2) {
      return distance.toHours() + " h";
    }
    if (distance.toMinutes() >= 1) {
      return distance.toMinutes() + " min";
    }
    return distance.toSeconds() >= 1 ? distance.toSeconds() + " s" : "";
  }

  private String date(Instant at) {
    var day = LocalDate.ofInstant(at, zone);
    var today = LocalDate.ofInstant(now, zone);
    if (day.equals(today)) {
      return "";
    }
    return (day.getYear() == today.getYear() ? DAY : YEAR).format(day) + " ";
  }
}

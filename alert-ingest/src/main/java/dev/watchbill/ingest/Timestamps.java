package dev.watchbill.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as senders write them. */
public final class Timestamps {
  /** Go programs write an unset time as the first instant of year 1. */
  private static final Instant SET =
      OffsetDateTime.of(2, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC).toInstant();

  private static final int LAST_YEAR = 9999;
  private static final Instant END =
      OffsetDateTime.of(LAST_YEAR, 12, 31, 23, 59, 59, 0, ZoneOffset.UTC)
          .toInstant()
          .plusSeconds(1);

  private static final Pattern DIGITS = Pattern.compile("[0-9]{9,15}");

  /** Seconds reach this in the year 5138, milliseconds in 1973. */
  private static final long MILLIS_FROM = 100_000_000_000L;

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private Timestamps() {}

  /**
   * An RFC 3339 time, with none to nine digits of a second's fraction. PagerDuty's own examples
   * write the offset without a colon.
   *
   * @return empty if it isn't one; what is later than the year 9999 in UTC only is that year's end
   */
  public static Optional<Instant> rfc3339(String text) {
    try {
      var parsed = text.strip().toUpperCase(Locale.ROOT).replace(' ', 'T');
      var time = OffsetDateTime.parse(parsed, FORMAT);
      return time.getYear() > LAST_YEAR ? Optional.empty() : Optional.of(sayable(time.toInstant()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * A time in whatever way it is written: RFC 3339, or digits of seconds or milliseconds since
   * 1970.
   *
   * @return empty if it is none of them
   */
  public static Optional<Instant> any(String text) {
    var stripped = text.strip();
    if (!DIGITS.matcher(stripped).matches()) {
      return rfc3339(stripped);
    }
    var number = Long.parseLong(stripped);
    return Optional.of(
        number >= MILLIS_FROM ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number));
  }

  /** The time, or the latest that others can hold, too. */
  public static Instant sayable(Instant time) {
    return isSayable(time) ? time : END.minusMillis(1);
  }

  /** Whether a time is in a year that others can hold, too. */
  public static boolean isSayable(Instant time) {
    return time.isBefore(END);
  }

  /** Whether a time means something: year 1 and before stand for "not set". */
  public static boolean isSet(Instant time) {
    return !time.isBefore(SET);
  }
}

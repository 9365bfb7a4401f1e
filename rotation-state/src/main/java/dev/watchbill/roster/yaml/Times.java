package dev.watchbill.roster.yaml;

import dev.watchbill.roster.Moment;
import dev.watchbill.roster.PersonEntry.Waking;
import dev.watchbill.roster.RotationEntry.TurnLength;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How times, lengths and zones are written in a roster. */
final class Times {
  private static final Pattern PART = Pattern.compile("(\\d{1,6})([smhdw])");
  private static final Pattern PARTS = Pattern.compile("(?:\\d{1,6}[smhdw])+");
  private static final Pattern TURN = Pattern.compile("(\\d{1,5})([hdw])");
  private static final Pattern CLOCK = Pattern.compile("\\d{1,2}:\\d{2}(?::\\d{2})?");

  static final Form<Duration> DURATION =
      Form.of(
          "a duration such as 90s, 5m, 12h or 1w",
          text -> Optional.of(text).filter(PARTS.asMatchPredicate()).map(Times::sum));

  /** Of at least a second. */
  static final Form<Duration> PATIENCE =
      DURATION
          .where(length -> length.compareTo(Duration.ofSeconds(1)) >= 0)
          .saying("a duration of at least 1s, such as 90s, 5m or 12h");

  static final Form<TurnLength> TURN_LENGTH =
      Form.of("a length above 0 in hours, days or weeks such as 12h, 1d or 1w", Times::turn);

  static final Form<LocalDateTime> LOCAL =
      Form.of("a local time such as 2026-01-05T09:00", text -> parsed(() -> local(text)));

  static final Form<LocalDate> DAY =
      Form.of("a date such as 2026-12-25", text -> parsed(() -> LocalDate.parse(text)));

  static final Form<Moment> MOMENT =
      Form.of(
          "a date, a local time or an instant such as 2026-02-01, 2026-02-01T08:00 or"
              + " 2026-02-01T08:00Z",
          text -> parsed(() -> Moment.parse(text)));

  static final Form<LocalTime> FROM_CLOCK =
      Form.of("a time of day from 00:00 to 23:59", text -> parsed(() -> clock(text)));

  /** As the end of hours: 24:00 is midnight. */
  static final Form<LocalTime> TO_CLOCK =
      Form.of(
          "a time of day from 00:00 to 24:00",
          text ->
              text.equals("24:00") ? Optional.of(LocalTime.MIDNIGHT) : parsed(() -> clock(text)));

  static final Form<Waking> WAKING =
      Form.of("two different times of day such as 07:00-23:00", Times::waking);

  static final Form<ZoneId> ZONE =
      new Form<>(
          "a time zone such as Europe/Berlin",
          ZoneId.getAvailableZoneIds(),
          text -> parsed(() -> ZoneId.of(text)));

  private Times() {}

  private static Duration sum(String text) {
    return PART.matcher(text).results().map(Times::length).reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration length(MatchResult part) {
    long count = Long.parseLong(part.group(1));
    return switch (part.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }

  private static Optional<TurnLength> turn(String text) {
    var turn = TURN.matcher(text);
    if (!turn.matches() || Integer.parseInt(turn.group(1)) == 0) {
      return Optional.empty();
    }
    var unit =
        switch (turn.group(2)) {
          case "h" -> TurnLength.Unit.HOURS;
          case "d" -> TurnLength.Unit.DAYS;
          default -> TurnLength.Unit.WEEKS;
        };
    return Optional.of(new TurnLength(Integer.parseInt(turn.group(1)), unit));
  }

  private static LocalDateTime local(String text) {
    if (Moment.parse(text) instanceof Moment.Local local) {
      return local.time();
    }
    throw new DateTimeException("not a local time");
  }

  private static LocalTime clock(String text) {
    if (!CLOCK.matcher(text).matches()) {
      throw new DateTimeException("not a time of day");
    }
    return LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text);
  }

  private static Optional<Waking> waking(String text) {
    var ends = text.split("-", -1);
    return ends.length != 2
        ? Optional.empty()
        : FROM_CLOCK
            .parse()
            .apply(ends[0].strip())
            .flatMap(
                from -> TO_CLOCK.parse().apply(ends[1].strip()).map(to -> new Waking(from, to)))
            .filter(waking -> !waking.from().equals(waking.to()));
  }

  private static <T> Optional<T> parsed(Supplier<T> parse) {
    try {
      return Optional.of(parse.get());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

package dev.watchbill.roster;

import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ValueRange;
import java.util.Locale;
import java.util.regex.Pattern;

/** How {@link Moment}s are written. */
final class MomentFormat {
  /** ISO 8601, with or without a zone, whose minutes may be left out. */
  static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .parseLenient()
          .appendOffsetId()
          .parseStrict()
          .optionalStart()
          .appendLiteral('[')
          .parseCaseSensitive()
          .appendZoneRegionId()
          .appendLiteral(']')
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withChronology(IsoChronology.INSTANCE);

  /** Beyond these there are no rotas, and milliseconds run over. */
  static final ValueRange YEARS = ValueRange.of(-9999, 99_999);

  /** A local time of a zone that is named. */
  static final Pattern LOCAL_IN_ZONE =
      Pattern.compile("(?<local>[^+\\[]*T[^+\\-\\[Zz]*)\\[(?<zone>[^\\]]+)\\]");

  private static final Pattern BARE_OFFSET = Pattern.compile("(.*T.*[+-]\\d{2})(\\d{2})");

  private MomentFormat() {}

  /** An offset as {@code date +%z} writes it, as ISO's extended form has it. */
  static String withColon(String text) {
    return BARE_OFFSET.matcher(text).replaceFirst("$1:$2");
  }
}

package dev.watchbill.mapping;

import dev.cel.common.values.NullValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What expressions give, in Java's terms. */
final class Values {
  private static final int MOST = 1_000;

  /** Seconds since 1970 reach this in the year 5138, milliseconds in 1973. */
  private static final double MILLIS_FROM = 1e11;

  private Values() {}

  /** Without wrappings; null for nothing. */
  static @Nullable Object plain(@Nullable Object given) {
    return switch (given) {
      case null -> null;
      case NullValue _ -> null;
      case Optional<?> optional -> optional.isPresent() ? plain(optional.get()) : null;
      default -> given;
    };
  }

  /** Anything as text: nothing is empty, whole numbers have no fraction. */
  static String text(@Nullable Object given) {
    return switch (plain(given)) {
      case null -> "";
      case String text -> text;
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Long.toString(number.longValue());
      case Object other -> String.valueOf(other);
    };
  }

  /** A map's names and texts, those that are something. */
  static Map<String, String> texts(Map<?, ?> given) {
    var texts = new LinkedHashMap<String, String>();
    for (var entry : given.entrySet()) {
      var text = text(entry.getValue());
      if (!text.isBlank() && texts.size() < MOST) {
        texts.put(text(entry.getKey()), text);
      }
    }
    return texts;
  }

  /** A list's items. */
  static Optional<List<?>> list(@Nullable Object given) {
    return given instanceof List<?> list ? Optional.of(list) : Optional.empty();
  }

  /**
   * A time: itself, or seconds or milliseconds since 1970.
   *
   * @return empty: it is something else, such as a text
   */
  static Optional<Instant> time(@Nullable Object given) {
    try {
      return switch (given) {
        case Instant instant -> Optional.of(instant);
        case Number number when number.doubleValue() >= MILLIS_FROM ->
            Optional.of(Instant.ofEpochMilli(number.longValue()));
        case Number number ->
            Optional.of(Instant.ofEpochMilli((long) (number.doubleValue() * 1_000)));
        case null, default -> Optional.empty();
      };
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

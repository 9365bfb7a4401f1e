package dev.watchbill.launcher.moving;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads answers: what must be there is, or it is said which one isn't. */
public final class Json {
  /** An end that isn't one, which a roster can still say. */
  public static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter(Locale.ROOT);

  private Json() {}

  /** A field's text; empty where there is none. */
  public static String text(JsonNode object, String field) {
    return object.path(field).asText("");
  }

  /** A text that everything else hangs on. */
  public static String required(JsonNode object, String field) {
    var text = text(object, field);
    if (text.isBlank()) {
      throw new UnexpectedAnswer(
          "Expected \"%s\" in an answer, but got %s".formatted(field, shortened(object)));
    }
    return text;
  }

  /**
   * A whole number.
   *
   * @param unless where there is none
   */
  public static int whole(JsonNode object, String field, int unless, int least, int most) {
    var value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return unless;
    }
    long number = value.asLong(Long.MIN_VALUE);
    if (number < least || number > most) {
      throw new UnexpectedAnswer(
          "Expected a number from %d to %d in \"%s\", but got %s"
              .formatted(least, most, field, shortened(value)));
    }
    return (int) number;
  }

  /** A moment, with its zone. */
  public static Instant time(JsonNode object, String field) {
    var text = required(object, field);
    try {
      return OffsetDateTime.parse(text, TIME).toInstant();
    } catch (DateTimeException e) {
      throw new UnexpectedAnswer(
          "Expected a time such as 2026-01-05T09:00:00Z in \"%s\", but got %s"
              .formatted(field, shortened(object.path(field))));
    }
  }

  /** The same where it may be missing. */
  public static Optional<Instant> timeIfAny(JsonNode object, String field) {
    return text(object, field).isBlank() ? Optional.empty() : Optional.of(time(object, field));
  }

  /** The items of a list; none where it is missing. */
  public static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
    return StreamSupport.stream(array.spliterator(), false).map(read).toList();
  }

  private static String shortened(JsonNode node) {
    var plain = PlainText.of(node.toString());
    return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
  }
}

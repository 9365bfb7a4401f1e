package dev.watchbill.rota;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.Serial;

/**
 * A {@link Rota} as JSON. The same rota gives the same text; what is empty is left out. Fields this
 * release doesn't know are ignored, values are not: a mode it doesn't know is refused. An override
 * of a rotation is one of the schedule to a release that doesn't know that field.
 */
public final class RotaJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(TurnLength.class, ToStringSerializer.instance)
                  .addDeserializer(TurnLength.class, new TurnLengthReader()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_NULL))
          .build();

  private RotaJson() {}

  public static String write(Rota rota) {
    try {
      return JSON.writeValueAsString(rota);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A rota of records can always be written", e);
    }
  }

  /**
   * Reads what {@link #write} wrote, in this release or another.
   *
   * @throws IllegalArgumentException when the text is no valid rota, with the reason
   */
  public static Rota read(String json) {
    try {
      return JSON.readValue(json, Rota.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Expected a schedule's definition as JSON, but got: " + e.getOriginalMessage(), e);
    }
  }

  /** A {@link Book} as JSON; the same book gives the same text. */
  public static String writeBook(Book book) {
    try {
      return JSON.writeValueAsString(book);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A book of records can always be written", e);
    }
  }

  /**
   * Reads what {@link #writeBook} wrote, in this release or another.
   *
   * @throws IllegalArgumentException when the text is no valid book, with the reason
   */
  public static Book readBook(String json) {
    try {
      return JSON.readValue(json, Book.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Expected what is settled of a schedule as JSON, but got: " + e.getOriginalMessage(), e);
    }
  }

  private static final class TurnLengthReader extends FromStringDeserializer<TurnLength> {
    @Serial private static final long serialVersionUID = 1;

    TurnLengthReader() {
      super(TurnLength.class);
    }

    @Override
    protected TurnLength _deserialize(String value, DeserializationContext context) {
      return TurnLength.parse(value);
    }
  }
}

package dev.watchbill.console.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** How answers are written and bodies read: instants in UTC, nothing guessed, nothing ignored. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new SimpleModule().addSerializer(new Instants()))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .withCoercionConfig(LogicalType.Textual, Json::takeTextsOnly)
          .withConfigOverride(
              List.class,
              lists -> lists.setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Json() {}

  private static void takeTextsOnly(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  private static final class Instants extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    Instants() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant at, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(at.toString());
    }
  }

  /** UTF-8. */
  public static byte[] write(Object answer) {
    try {
      return MAPPER.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected an answer that can be written as JSON", e);
    }
  }

  /**
   * Reads a body.
   *
   * @throws Refusal 400 that says what is wrong with it, and where
   */
  static <T> T read(byte[] body, Class<T> type) {
    try {
      var value = MAPPER.readValue(body, type);
      if (value == null) {
        throw Refusal.badRequest("Expected a JSON object, but got null");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw Refusal.badRequest(
          "Expected only the fields %s, but got \"%s\""
              .formatted(
                  e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList(),
                  e.getPropertyName()));
    } catch (MismatchedInputException e) {
      throw Refusal.badRequest(
          "%s: expected %s, but got something else".formatted(where(e), kind(e.getTargetType())));
    } catch (JsonProcessingException e) {
      throw Refusal.badRequest(
          "Expected a JSON object, but can't read it: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw Refusal.badRequest("Expected a JSON object, but it can't be read");
    }
  }

  private static String kind(Class<?> type) {
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return type == String.class ? "a text" : "a JSON object";
  }

  private static String where(JsonMappingException e) {
    var path =
        e.getPath().stream()
            .map(step ->
                step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "body" : path;
  }
}

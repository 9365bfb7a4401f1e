package dev.watchbill.launcher.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records from JSON as {@code tail} writes it, or as a person writes it: times as text, what isn't
 * given has its default, and a name nobody knows is refused.
 */
final class RecordReader {
  static {
    TrustedRecords.trust();
  }

  private final SpecificData model;
  private final Function<String, Instant> times;

  /**
   * @param times reads a time; throws IllegalArgumentException with a sentence
   */
  RecordReader(Class<? extends SpecificRecord> type, Function<String, Instant> times) {
    this.model = SpecificData.getForClass(type);
    this.times = times;
  }

  /** Reads a record of a class. */
  <T extends SpecificRecord> T read(Class<T> type, JsonNode json, String path) throws BadInput {
    return type.cast(record(model.getSchema(type), json, path));
  }

  private SpecificRecord record(Schema schema, JsonNode json, String path) throws BadInput {
    if (!json.isObject()) {
      throw new BadInput(path, "an object", shown(json));
    }
    refuseUnknown(schema, json, path);
    var record = (SpecificRecord) model.newRecord(null, schema);
    for (var field : schema.getFields()) {
      var given = json.get(field.name());
      record.put(
          field.pos(),
          given == null
              ? model.getDefaultValue(field)
              : value(field.schema(), given, path + "." + field.name()));
    }
    return record;
  }

  private static void refuseUnknown(Schema schema, JsonNode json, String path) throws BadInput {
    var known = new TreeSet<String>();
    schema.getFields().forEach(field -> known.add(field.name()));
    for (var names = json.fieldNames(); names.hasNext(); ) {
      var name = names.next();
      if (!known.contains(name)) {
        throw new BadInput(path, "one of " + String.join(", ", known), '"' + name + '"');
      }
    }
  }

  private @Nullable Object value(Schema schema, JsonNode json, String path) throws BadInput {
    return switch (schema.getType()) {
      case UNION -> json.isNull() ? null : value(present(schema), json, path);
      case RECORD -> record(schema, json, path);
      case STRING -> text(json, path);
      case BYTES -> ByteBuffer.wrap(text(json, path).getBytes(StandardCharsets.UTF_8));
      case LONG -> isTime(schema) ? time(json, path) : number(json, path);
      case INT -> Math.toIntExact(number(json, path));
      case BOOLEAN -> flag(json, path);
      case ARRAY -> items(schema.getElementType(), json, path);
      case MAP -> entries(schema.getValueType(), json, path);
      case ENUM, FIXED, FLOAT, DOUBLE, NULL ->
          throw new IllegalStateException("No record has a field of type " + schema.getType());
    };
  }

  private static Schema present(Schema union) {
    return union.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isTime(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
  }

  private Instant time(JsonNode json, String path) throws BadInput {
    var text = text(json, path);
    try {
      return times.apply(text);
    } catch (IllegalArgumentException e) {
      throw new BadInput(path, "a time such as 2026-02-01T08:00:00Z", shown(json));
    }
  }

  private static String text(JsonNode json, String path) throws BadInput {
    if (!json.isTextual()) {
      throw new BadInput(path, "text", shown(json));
    }
    return json.textValue();
  }

  private static long number(JsonNode json, String path) throws BadInput {
    if (!json.isIntegralNumber() || !json.canConvertToInt()) {
      throw new BadInput(path, "a whole number", shown(json));
    }
    return json.longValue();
  }

  private static boolean flag(JsonNode json, String path) throws BadInput {
    if (!json.isBoolean()) {
      throw new BadInput(path, "true or false", shown(json));
    }
    return json.booleanValue();
  }

  private List<Object> items(Schema schema, JsonNode json, String path) throws BadInput {
    if (!json.isArray()) {
      throw new BadInput(path, "a list", shown(json));
    }
    var items = new ArrayList<Object>();
    for (var item : json) {
      items.add(
          Objects.requireNonNull(value(schema, item, "%s[%d]".formatted(path, items.size()))));
    }
    return items;
  }

  private Map<String, Object> entries(Schema schema, JsonNode json, String path) throws BadInput {
    if (!json.isObject()) {
      throw new BadInput(path, "an object", shown(json));
    }
    var entries = new HashMap<String, Object>();
    for (var entry : json.properties()) {
      var value = value(schema, entry.getValue(), path + "." + entry.getKey());
      entries.put(entry.getKey(), Objects.requireNonNull(value));
    }
    return entries;
  }

  /** What was found there, short enough for a line. */
  static String shown(JsonNode json) {
    var text = json.toString();
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}

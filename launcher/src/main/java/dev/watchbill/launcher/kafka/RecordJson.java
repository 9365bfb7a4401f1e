package dev.watchbill.launcher.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.watchbill.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Any value in Confluent's wire format as JSON, for people: instants in UTC, bytes as text. */
final class RecordJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int HEADER = 5;
  private static final GenericData MODEL = new GenericData();

  static {
    MODEL.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
  }

  private RecordJson() {}

  /** The record, or as text what isn't one. */
  static JsonNode of(byte[] value, SchemaRegistry registry) {
    if (value.length < HEADER || value[0] != 0) {
      return JSON.textNode(new String(value, StandardCharsets.UTF_8));
    }
    try {
      var schema = registry.byId(ByteBuffer.wrap(value, 1, 4).getInt());
      var decoder = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null);
      return json(new GenericDatumReader<>(schema, schema, MODEL).read(null, decoder));
    } catch (IOException | AvroRuntimeException e) {
      return JSON.textNode("unreadable: " + e.getMessage());
    }
  }

  private static JsonNode json(@Nullable Object value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case IndexedRecord fields -> {
        var object = JSON.objectNode();
        for (var field : fields.getSchema().getFields()) {
          object.set(field.name(), json(fields.get(field.pos())));
        }
        yield object;
      }
      case Map<?, ?> map -> {
        var object = JSON.objectNode();
        map.forEach((key, item) -> object.set(String.valueOf(key), json(item)));
        yield object;
      }
      case Collection<?> items -> {
        var array = JSON.arrayNode();
        items.forEach(item -> array.add(json(item)));
        yield array;
      }
      case ByteBuffer bytes -> JSON.textNode(StandardCharsets.UTF_8.decode(bytes).toString());
      case Boolean flag -> JSON.booleanNode(flag);
      case Integer number -> JSON.numberNode(number);
      case Long number -> JSON.numberNode(number);
      case Number number -> JSON.numberNode(number.doubleValue());
      default -> JSON.textNode(value.toString());
    };
  }
}

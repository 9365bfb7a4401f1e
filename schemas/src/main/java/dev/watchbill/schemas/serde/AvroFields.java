package dev.watchbill.schemas.serde;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * A few plain fields of records, for whoever reads many of them and needs little: the rest is
 * passed over, and costs next to nothing.
 */
public final class AvroFields {
  private final Class<? extends SpecificRecord> type;
  private final Schema wanted;
  private final SchemaRegistry registry;
  private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new ConcurrentHashMap<>();

  /**
   * @param type generated class of the records
   * @param names which fields: texts, flags, numbers and times
   * @throws IllegalArgumentException if it has no such field
   */
  public AvroFields(
      Class<? extends SpecificRecord> type, List<String> names, SchemaRegistry registry) {
    this.type = type;
    this.registry = registry;
    var whole = SpecificData.getForClass(type).getSchema(type);
    wanted =
        Schema.createRecord(
            whole.getName(),
            null,
            whole.getNamespace(),
            false,
            names.stream().map(name -> field(whole, name)).toList());
  }

  private static Schema.Field field(Schema whole, String name) {
    var field = whole.getField(name);
    if (field == null) {
      throw new IllegalArgumentException(
          "Expected a field of %s, but got '%s'".formatted(whole.getName(), name));
    }
    return new Schema.Field(field, field.schema());
  }

  /** The fields of one record. */
  public record Fields(GenericRecord record) {
    /** What a field says; empty where it says nothing. */
    public String text(String name) {
      return Objects.toString(record.get(name), "");
    }

    public boolean flag(String name) {
      return Boolean.TRUE.equals(record.get(name));
    }

    /** Zero where it says nothing. */
    public long number(String name) {
      return record.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** Null where it says nothing. */
    public @Nullable Instant time(String name) {
      return record.get(name) instanceof Long millis ? Instant.ofEpochMilli(millis) : null;
    }
  }

  /**
   * Reads them.
   *
   * @param bytes null: a tombstone
   * @return null: that was one
   * @throws SerializationException as {@link AvroSerde}
   */
  public @Nullable Fields read(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    var id = WireFormat.schemaOf(type, topic, bytes);
    var reader = readers.get(id);
    if (reader == null) {
      reader = new GenericDatumReader<>(registry.byId(id), wanted);
      readers.put(id, reader);
    }
    var decoder =
        DecoderFactory.get()
            .binaryDecoder(bytes, WireFormat.HEADER, bytes.length - WireFormat.HEADER, null);
    try {
      return new Fields(reader.read(null, decoder));
    } catch (IOException | RuntimeException e) {
      throw WireFormat.unreadable(type, id, topic, bytes, e);
    }
  }
}

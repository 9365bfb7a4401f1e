package dev.watchbill.schemas.serde;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Records in Confluent's wire format: magic byte 0, four-byte schema id, Avro binary. The subject
 * is the topic's name + {@code -value}. A null record is a null value (a tombstone), both ways.
 *
 * <p>Bytes that can't be read are a {@link SerializationException} that says what was expected; a
 * registry that can't be reached is a {@link RegistryException} that is retriable.
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">wire
 *     format</a>
 */
public final class AvroSerde<T extends SpecificRecord>
    implements Serde<T>, Serializer<T>, Deserializer<T> {
  static final byte MAGIC = 0;
  private static final int HEADER = 5;

  static {
    TrustedRecords.trust();
  }

  private final Class<T> type;
  private final Schema readerSchema;
  private final SpecificData model;
  private final SchemaRegistry registry;
  private final SpecificDatumWriter<T> writer;
  private final Map<Integer, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();
  private final Map<String, Integer> ids = new ConcurrentHashMap<>();

  /**
   * @param type generated class of the records
   */
  public AvroSerde(Class<T> type, SchemaRegistry registry) {
    this.type = type;
    this.model = SpecificData.getForClass(type);
    // Where a record has code of its own to be written with, it is used: half the time.
    this.model.setCustomCoders(true);
    this.readerSchema = model.getSchema(type);
    this.registry = registry;
    this.writer = new SpecificDatumWriter<>(readerSchema, model);
  }

  /**
   * Asks the registry for what the first record on a topic would ask it for.
   *
   * @throws RegistryException if it refuses, or can't be reached
   */
  public void register(String topic) {
    var _ = id(topic);
  }

  private int id(String topic) {
    var known = ids.get(topic);
    if (known != null) {
      return known;
    }
    var id = registry.idOf(topic + "-value", readerSchema);
    ids.put(topic, id);
    return id;
  }

  @Override
  @SuppressWarnings("NullAway") // Kafka's contract: a null record is a tombstone.
  public byte[] serialize(String topic, @Nullable T record) {
    if (record == null) {
      return null;
    }
    var id = id(topic);
    try {
      return Written.bytes(id, encoder -> writer.write(record, encoder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AvroRuntimeException | ClassCastException | NullPointerException e) {
      throw new SerializationException(
          "Expected a complete %s for %s, but it can't be written"
              .formatted(type.getSimpleName(), topic),
          e);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // Kafka's contract: a null value is a null record.
  public T deserialize(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length < HEADER || bytes[0] != MAGIC) {
      throw new SerializationException(
          "Expected a %s in Confluent's wire format on %s, but got %d bytes%s"
              .formatted(
                  type.getSimpleName(),
                  topic,
                  bytes.length,
                  bytes.length == 0 ? "" : " that start with 0x%02x".formatted(bytes[0])));
    }
    var id = ByteBuffer.wrap(bytes, 1, 4).getInt();
    var reader = readers.get(id);
    if (reader == null) {
      reader = new SpecificDatumReader<>(registry.byId(id), readerSchema, model);
      readers.put(id, reader);
    }
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
    try {
      return reader.read(null, decoder);
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "Expected a %s with schema id %d on %s, but its %d bytes can't be read: %s"
              .formatted(type.getSimpleName(), id, topic, bytes.length, e),
          e);
    }
  }

  @Override
  public Serializer<T> serializer() {
    return this;
  }

  @Override
  public Deserializer<T> deserializer() {
    return this;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    // Everything was given to the constructor.
  }

  @Override
  public void close() {
    // The registry outlives its serdes.
  }
}

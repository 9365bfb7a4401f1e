package dev.watchbill.schemas.serde;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Confluent's wire format: magic byte 0, four-byte schema id, Avro binary.
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">wire
 *     format</a>
 */
final class WireFormat {
  static final byte MAGIC = 0;

  /** Where the record begins. */
  static final int HEADER = 5;

  private WireFormat() {}

  /**
   * The id of the schema a record was written with.
   *
   * @throws SerializationException if it isn't in this format
   */
  static int schemaOf(Class<?> type, String topic, byte[] bytes) {
    if (bytes.length < HEADER || bytes[0] != MAGIC) {
      throw new SerializationException(
          "Expected a %s in Confluent's wire format on %s, but got %d bytes%s"
              .formatted(
                  type.getSimpleName(),
                  topic,
                  bytes.length,
                  bytes.length == 0 ? "" : " that start with 0x%02x".formatted(bytes[0])));
    }
    return ByteBuffer.wrap(bytes, 1, 4).getInt();
  }

  /** What is wrong with a record that can't be read. */
  static SerializationException unreadable(
      Class<?> type, int id, String topic, byte[] bytes, Exception cause) {
    return new SerializationException(
        "Expected a %s with schema id %d on %s, but its %d bytes can't be read: %s"
            .formatted(type.getSimpleName(), id, topic, bytes.length, cause),
        cause);
  }
}

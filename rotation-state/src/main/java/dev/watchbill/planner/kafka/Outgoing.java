package dev.watchbill.planner.kafka;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A record ready to be written.
 *
 * @param value encoded; null: a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; the bytes go to Kafka.
record Outgoing(String topic, byte @Nullable [] value) {

  /** Writes the bytes as they are; nothing reads them back here. */
  @SuppressWarnings("NullAway") // Kafka's contract: null bytes are a tombstone.
  static Serde<Outgoing> serde() {
    Serializer<Outgoing> writer = (topic, outgoing) -> outgoing.value();
    Deserializer<Outgoing> reader = Outgoing::new;
    return Serdes.serdeFrom(writer, reader);
  }
}

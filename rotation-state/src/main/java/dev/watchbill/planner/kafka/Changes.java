package dev.watchbill.planner.kafka;

import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.kafka.Cluster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * What one decision writes: encoded and measured while nothing is written yet, then applied as a
 * whole. So a record that can't be encoded can be put aside without a trace.
 */
final class Changes {
  /** Room for the key and headers below the megabyte brokers take. */
  static final int LARGEST_BYTES = 960 * 1024;

  private final Cluster cluster;
  private final List<Record<String, Outgoing>> outgoing = new ArrayList<>();
  private final List<Runnable> writes = new ArrayList<>();
  private final long timestamp;

  Changes(Cluster cluster, long timestamp) {
    this.cluster = cluster;
    this.timestamp = timestamp;
  }

  /** When what made the decision necessary happened. */
  Instant at() {
    return Instant.ofEpochMilli(timestamp);
  }

  /**
   * Adds a record to be sent.
   *
   * @param value null: a tombstone
   * @throws IllegalStateException if it is too large for a broker
   */
  <V extends SpecificRecord> void send(Topic<V> topic, String key, @Nullable V value) {
    var bytes = value == null ? null : cluster.serde(topic).serialize(topic.name(), value);
    if (bytes != null && bytes.length > LARGEST_BYTES) {
      throw new IllegalStateException(
          "Expected a record of at most %d bytes for %s, but '%s' takes %d"
              .formatted(
                  LARGEST_BYTES,
                  topic.name(),
                  key.substring(0, Math.min(key.length(), 100)),
                  bytes.length));
    }
    outgoing.add(new Record<>(key, new Outgoing(topic.name(), bytes), timestamp));
  }

  /** Adds a write to a store. */
  void then(Runnable write) {
    writes.add(write);
  }

  /** Adds what another decision writes. */
  void add(Changes other) {
    outgoing.addAll(other.outgoing);
    writes.addAll(other.writes);
  }

  /** Writes it all: stores first, then topics in the order they were added. */
  void apply(ProcessorContext<String, Outgoing> context) {
    try {
      writes.forEach(Runnable::run);
      outgoing.forEach(context::forward);
    } catch (RuntimeException e) {
      throw new ApplyException(e);
    }
  }
}

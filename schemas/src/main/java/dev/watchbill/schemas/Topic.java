package dev.watchbill.schemas;

import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * One topic: its name, what a value is, and how it is kept. Keys are UTF-8 strings.
 *
 * @param name full name, with the installation's prefix
 * @param key what the key is, in words
 * @param value class of its values, in Confluent's wire format
 * @param spread over how many partitions
 * @param retention how long records are kept; null: for ever, or until compaction drops them
 * @param compacted whether only the newest record of each key is kept
 * @param purpose one line for {@code docs/pipeline.md}
 */
@NullMarked
public record Topic<V extends SpecificRecord>(
    String name,
    String key,
    Class<V> value,
    Spread spread,
    @Nullable Duration retention,
    boolean compacted,
    String purpose) {

  /** Over how many partitions a topic is spread. */
  public enum Spread {
    /** As many as every other topic keyed by service id: they are joined partition by partition. */
    BY_SERVICE,
    /** As many as service topics have, but keyed by something else. */
    BY_KEY,
    /** One partition: small, and read as a whole or in one order. */
    SINGLE
  }

  /**
   * How many partitions this topic has in an installation.
   *
   * @param partitions of the installation's service-keyed topics
   */
  public int partitions(int partitions) {
    return spread == Spread.SINGLE ? 1 : partitions;
  }
}

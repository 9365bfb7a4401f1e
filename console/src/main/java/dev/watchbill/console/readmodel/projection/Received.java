package dev.watchbill.console.readmodel.projection;

import dev.watchbill.console.readmodel.store.Place;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of a topic.
 *
 * @param key null where its writer gave none
 * @param value null: a tombstone, or a record nobody can read, which then only moves the offset
 * @param readable whether the value could be read
 */
public record Received(
    String topic,
    int partition,
    long offset,
    @Nullable String key,
    @Nullable SpecificRecord value,
    boolean readable) {
  /** Where it stands. */
  public Place place() {
    return new Place(topic, partition);
  }
}

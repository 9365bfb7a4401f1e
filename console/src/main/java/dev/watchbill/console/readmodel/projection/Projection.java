package dev.watchbill.console.readmodel.projection;

import org.apache.avro.specific.SpecificRecord;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How one topic's records become rows. The same records in the same order make the same rows. */
@FunctionalInterface
interface Projection<V extends SpecificRecord> {
  /**
   * Takes the next record.
   *
   * @param value null: a tombstone
   * @return what people see changed
   */
  Change apply(Handle rows, String key, @Nullable V value);
}

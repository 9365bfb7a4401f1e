package dev.watchbill.escalation.kafka;

import dev.watchbill.schemas.trace.Trace;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A decision as bytes: what is left to do can't fail because of what it says.
 *
 * @param trace what all of it is a part of
 */
record Encoded(List<Write> writes, List<Output> outputs, Trace trace) {
  /**
   * One change of a store.
   *
   * @param value null: the key is removed
   * @param meaning what the value says; null: that isn't of use
   */
  record Write(String store, Bytes key, @Nullable Bytes value, @Nullable Object meaning) {
    Write(String store, Bytes key, @Nullable Bytes value) {
      this(store, key, value, null);
    }
  }

  /**
   * One record for others.
   *
   * @param sink name of the sink
   * @param value null: a tombstone
   * @param trace what it is a part of
   */
  record Output(String sink, String key, @Nullable Bytes value, Trace trace) {}

  Encoded {
    writes = List.copyOf(writes);
    outputs = List.copyOf(outputs);
  }
}

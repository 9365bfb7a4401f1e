package dev.watchbill.escalation.kafka;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A decision as bytes: what is left to do can't fail because of what it says. */
record Encoded(List<Write> writes, List<Output> outputs) {
  /**
   * One change of a store.
   *
   * @param value null: the key is removed
   */
  record Write(String store, Bytes key, @Nullable Bytes value) {}

  /**
   * One record for others.
   *
   * @param sink name of the sink
   * @param value null: a tombstone
   */
  record Output(String sink, String key, @Nullable Bytes value) {}

  Encoded {
    writes = List.copyOf(writes);
    outputs = List.copyOf(outputs);
  }
}

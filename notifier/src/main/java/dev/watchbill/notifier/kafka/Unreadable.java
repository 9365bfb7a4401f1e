package dev.watchbill.notifier.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Where records go that can't be read. */
interface Unreadable {
  /** Keeps its raw bytes, with where, when and why; returns without waiting. */
  void keep(ConsumerRecord<String, byte[]> record, SerializationException why);
}

package dev.watchbill.escalation.kafka;

import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one global topic onto a board. A record that can't be read leaves its predecessor in force.
 */
final class BoardKeeper<T extends SpecificRecord> implements Processor<String, byte[], Void, Void> {
  private static final Logger LOG = LoggerFactory.getLogger(BoardKeeper.class);

  private final String topic;
  private final Deserializer<T> deserializer;
  private final BiConsumer<String, @Nullable T> board;
  private final EscalationMetrics metrics;

  BoardKeeper(
      String topic,
      Deserializer<T> deserializer,
      BiConsumer<String, @Nullable T> board,
      EscalationMetrics metrics) {
    this.topic = topic;
    this.deserializer = deserializer;
    this.board = board;
    this.metrics = metrics;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    try {
      if (record.key() == null) {
        throw new SerializationException("Expected a key, but got none");
      }
      board.accept(record.key(), deserializer.deserialize(topic, record.value()));
    } catch (SerializationException | IllegalArgumentException e) {
      metrics.unreadable(topic);
      LOG.atError()
          .addKeyValue("topic", topic)
          .addKeyValue("key", record.key())
          .addKeyValue("reason", e.getMessage())
          .log("record can't be read, its predecessor stays in force");
    }
  }
}

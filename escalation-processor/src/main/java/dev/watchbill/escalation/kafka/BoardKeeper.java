package dev.watchbill.escalation.kafka;

import dev.watchbill.schemas.serde.RegistryException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one global topic onto a board. A record that can't be read leaves its predecessor in force;
 * one whose schema can't be had just now is waited for, and all behind it: nobody is paged by half
 * a roster. At a start that holds up the tasks, too.
 */
final class BoardKeeper<T extends SpecificRecord> implements Processor<String, byte[], Void, Void> {
  private static final Logger LOG = LoggerFactory.getLogger(BoardKeeper.class);

  private final String topic;
  private final Deserializer<T> deserializer;
  private final BiConsumer<String, @Nullable T> board;
  private final EscalationMetrics metrics;
  private final BooleanSupplier asksAgain;

  /**
   * @param asksAgain waits a moment for a registry that is away; false: the process ends
   */
  BoardKeeper(
      String topic,
      Deserializer<T> deserializer,
      BiConsumer<String, @Nullable T> board,
      EscalationMetrics metrics,
      BooleanSupplier asksAgain) {
    this.topic = topic;
    this.deserializer = deserializer;
    this.board = board;
    this.metrics = metrics;
    this.asksAgain = asksAgain;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    try {
      if (record.key() == null) {
        throw new SerializationException("Expected a key, but got none");
      }
      board.accept(record.key(), read(record.value()));
    } catch (RegistryException e) {
      if (e.retriable()) {
        throw e;
      }
      unreadable(record.key(), e);
    } catch (SerializationException | IllegalArgumentException e) {
      unreadable(record.key(), e);
    }
  }

  private @Nullable T read(byte @Nullable [] value) {
    var waits = false;
    while (true) {
      try {
        return deserializer.deserialize(topic, value);
      } catch (RegistryException e) {
        if (!e.retriable()) {
          throw e;
        }
        if (!waits) {
          waits = true;
          LOG.atWarn()
              .addKeyValue("topic", topic)
              .addKeyValue("reason", e.getMessage())
              .log("waits for the schema registry");
        }
        if (!asksAgain.getAsBoolean()) {
          throw e;
        }
      }
    }
  }

  private void unreadable(@Nullable String key, RuntimeException problem) {
    metrics.unreadable(topic);
    LOG.atError()
        .addKeyValue("topic", topic)
        .addKeyValue("key", key)
        .addKeyValue("reason", problem.getMessage())
        .log("record can't be read, its predecessor stays in force");
  }
}

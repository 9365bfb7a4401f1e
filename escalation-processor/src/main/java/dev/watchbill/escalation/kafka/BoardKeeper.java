package dev.watchbill.escalation.kafka;

import dev.watchbill.schemas.serde.RegistryException;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * Reads one global topic onto a board. A record that can't be read leaves its predecessor in force;
 * one whose schema can't be had just now is waited for, and what is behind it on this board: nobody
 * is paged by half a roster. At a start that holds up the other boards and the tasks, too; once it
 * runs, nobody else.
 */
final class BoardKeeper<T extends SpecificRecord> implements Processor<String, byte[], Void, Void> {
  private static final Logger LOG = LoggerFactory.getLogger(BoardKeeper.class);

  private final String topic;
  private final Deserializer<T> deserializer;
  private final BiConsumer<String, @Nullable T> board;
  private final EscalationMetrics metrics;
  private final Patience patience;

  // What waits while others go on, in its order, the last of each key; guarded by itself, as the
  // board is.
  private final LinkedHashMap<String, Behind> behind = new LinkedHashMap<>();

  private static final class Behind {
    private final byte @Nullable [] value;

    private Behind(byte @Nullable [] value) {
      this.value = value;
    }
  }

  /** What to do while a registry is away. */
  @FunctionalInterface
  interface Patience {
    /** Waits a moment; false: the process ends. */
    boolean asksAgain();

    /** Whether nothing goes on before everything is read. */
    default boolean isStarting() {
      return true;
    }

    /** Does that beside everything else. */
    default void beside(Runnable work) {
      work.run();
    }
  }

  BoardKeeper(
      String topic,
      Deserializer<T> deserializer,
      BiConsumer<String, @Nullable T> board,
      EscalationMetrics metrics,
      Patience patience) {
    this.topic = topic;
    this.deserializer = deserializer;
    this.board = board;
    this.metrics = metrics;
    this.patience = patience;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (record.key() == null) {
      unreadable(null, new SerializationException("Expected a key, but got none"));
      return;
    }
    var next = new Behind(record.value());
    if (!queues(record.key(), next)) {
      var away = read(record.key(), next);
      if (away != null) {
        waitFor(record.key(), next, away);
      }
    }
  }

  private boolean queues(String key, Behind next) {
    synchronized (behind) {
      if (behind.isEmpty()) {
        return false;
      }
      enqueue(key, next);
      return true;
    }
  }

  /** As the topic itself may be compacted. */
  private void enqueue(String key, Behind next) {
    synchronized (behind) {
      behind.remove(key);
      behind.put(key, next);
      metrics.behind(topic, behind.size());
    }
  }

  private void waitFor(String key, Behind next, RegistryException away) {
    LOG.atWarn()
        .addKeyValue("topic", topic)
        .addKeyValue("reason", away.getMessage())
        .log("waits for the schema registry");
    metrics.behind(topic, 1);
    while (patience.isStarting()) {
      if (!patience.asksAgain()) {
        throw away;
      }
      if (read(key, next) == null) {
        metrics.behind(topic, 0);
        return;
      }
    }
    enqueue(key, next);
    patience.beside(this::catchUp);
  }

  private void catchUp() {
    while (!hasCaughtUp()) {
      if (!patience.asksAgain()) {
        return;
      }
    }
  }

  private boolean hasCaughtUp() {
    for (var first = first(); first != null; first = first()) {
      if (read(first.getKey(), first.getValue()) != null) {
        return false;
      }
    }
    return true;
  }

  private Map.@Nullable Entry<String, Behind> first() {
    synchronized (behind) {
      var first = behind.firstEntry();
      return first == null ? null : Map.entry(first.getKey(), first.getValue());
    }
  }

  /** Null where nothing more is to be done about it; else why its schema can't be had just now. */
  private @Nullable RegistryException read(String key, Behind next) {
    try {
      var value = deserializer.deserialize(topic, next.value);
      synchronized (behind) {
        if (isNext(key, next)) {
          board.accept(key, value);
        }
      }
    } catch (RegistryException e) {
      if (e.retriable()) {
        return e;
      }
      unreadable(key, e);
    } catch (SerializationException | IllegalArgumentException e) {
      unreadable(key, e);
    }
    leave(key, next);
    return null;
  }

  /** Not where a later record of its key came meanwhile. */
  private boolean isNext(String key, Behind next) {
    return behind.isEmpty() || behind.get(key) == next;
  }

  private void leave(String key, Behind next) {
    synchronized (behind) {
      if (behind.remove(key, next)) {
        metrics.behind(topic, behind.size());
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

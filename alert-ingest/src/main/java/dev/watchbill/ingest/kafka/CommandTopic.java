package dev.watchbill.ingest.kafka;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.schemas.IntakeCommand;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what people ask of intake, and commits each only when it is done: a restart in between asks
 * once more, and a repeat is the same alert to everybody.
 */
public final class CommandTopic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandTopic.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(3);

  private final Cluster cluster;
  private final BooleanSupplier ready;
  private final Function<IntakeCommand, Appended> acts;
  private final AvroSerde<IntakeCommand> serde;
  private final Thread thread;
  private volatile @Nullable KafkaConsumer<String, byte[]> reading;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * Nothing is read before {@link #start}.
   *
   * @param ready whether keys and roster are read: before that nothing can be decided
   */
  public CommandTopic(
      Cluster cluster, BooleanSupplier ready, Function<IntakeCommand, Appended> acts) {
    this.cluster = cluster;
    this.ready = ready;
    this.acts = acts;
    this.serde = cluster.serde(cluster.topics().intakeCommands);
    this.thread = Thread.ofPlatform().daemon().name("ingest-commands").unstarted(this::run);
  }

  /** Starts to read; returns at once. */
  public void start() {
    thread.start();
  }

  private void run() {
    while (isOpen() && !ready.getAsBoolean()) {
      pause();
    }
    while (isOpen()) {
      try (var consumer = consumer()) {
        reading = consumer;
        consumer.subscribe(List.of(cluster.topics().intakeCommands.name()));
        while (isOpen()) {
          for (var record : consumer.poll(POLL)) {
            if (!take(consumer, record)) {
              break;
            }
          }
        }
      } catch (WakeupException e) {
        // Closed.
      } catch (KafkaException e) {
        LOG.atWarn().setCause(e).log("can't read what is asked of intake; trying again");
        pause();
      }
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    var topic = cluster.topics().intakeCommands.name();
    return cluster.member(
        "watchbill-intake-commands-" + cluster.instance(),
        topic,
        Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1));
  }

  /**
   * Does one.
   *
   * @return whether it is done with
   */
  private boolean take(
      KafkaConsumer<String, byte[]> consumer, ConsumerRecord<String, byte[]> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    if (act(record) instanceof Appended.Unavailable(var why)) {
      LOG.atWarn().addKeyValue("why", why).log("what was asked of intake can't be done yet");
      consumer.seek(partition, record.offset());
      pause();
      return false;
    }
    try {
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
    } catch (CommitFailedException e) {
      LOG.atInfo().setCause(e).log("a commit came too late");
    }
    return true;
  }

  private Appended act(ConsumerRecord<String, byte[]> record) {
    try {
      var command = serde.deserialize(record.topic(), record.value());
      return command == null ? new Appended.Durable() : acts.apply(command);
    } catch (RegistryException e) {
      if (e.retriable()) {
        return new Appended.Unavailable(String.valueOf(e.getMessage()));
      }
      return skip(record, e);
    } catch (SerializationException e) {
      return skip(record, e);
    }
  }

  private static Appended skip(ConsumerRecord<String, byte[]> record, SerializationException e) {
    LOG.atError()
        .addKeyValue("topic", record.topic())
        .addKeyValue("offset", record.offset())
        .setCause(e)
        .log("unreadable record skipped");
    return new Appended.Durable();
  }

  private boolean isOpen() {
    return closing.getCount() > 0;
  }

  private void pause() {
    try {
      var _ = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    var consumer = reading;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(PATIENCE_AT_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

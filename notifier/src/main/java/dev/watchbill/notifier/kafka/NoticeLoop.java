package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.notices.ScheduleNotices;
import dev.watchbill.schemas.Page;
import dev.watchbill.schemas.ScheduleEvent;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.serde.RegistryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what happened to schedules and puts the notices of it among the pages, where each channel
 * takes them like any other message. Reading and writing is one transaction: each event makes its
 * notices once, through restarts too.
 */
final class NoticeLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeLoop.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Topic<ScheduleEvent> events;
  private final Deserializer<ScheduleEvent> deserializer;
  private final Topic<Page> pages;
  private final Serializer<Page> serializer;
  private final Clients clients;
  private final Supplier<ScheduleNotices> notices;
  private final Unreadable unreadable;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** Makes what is used until something goes wrong. */
  interface Clients {
    Consumer<String, byte[]> consumer();

    /** A transactional one. */
    Producer<String, byte[]> producer();
  }

  /**
   * @param notices as of now
   */
  NoticeLoop(
      Topic<ScheduleEvent> events,
      Deserializer<ScheduleEvent> deserializer,
      Topic<Page> pages,
      Serializer<Page> serializer,
      Clients clients,
      Supplier<ScheduleNotices> notices,
      Unreadable unreadable) {
    this.events = events;
    this.deserializer = deserializer;
    this.pages = pages;
    this.serializer = serializer;
    this.clients = clients;
    this.notices = notices;
    this.unreadable = unreadable;
    thread = Thread.ofPlatform().daemon().name("notifier-notices").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!isClosing()) {
      try (var consumer = clients.consumer();
          var producer = clients.producer()) {
        producer.initTransactions();
        consumer.subscribe(List.of(events.name()));
        while (!isClosing()) {
          var records = consumer.poll(POLL);
          if (!records.isEmpty()) {
            tell(records, consumer, producer);
          }
        }
      } catch (RuntimeException e) {
        // What was begun is undone, and read again.
        LOG.atError().addKeyValue("topic", events.name()).setCause(e).log("reading starts again");
        pause();
      }
    }
  }

  private void tell(
      ConsumerRecords<String, byte[]> records,
      Consumer<String, byte[]> consumer,
      Producer<String, byte[]> producer) {
    var read = new ArrayList<ScheduleEvent>();
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var record : records) {
      read(record).ifPresent(read::add);
      offsets.put(
          new TopicPartition(record.topic(), record.partition()),
          new OffsetAndMetadata(record.offset() + 1));
    }
    var told = notices.get().of(read);
    producer.beginTransaction();
    for (var page : told) {
      var bytes = serializer.serialize(pages.name(), page);
      var _ = producer.send(new ProducerRecord<>(pages.name(), page.getPerson(), bytes));
    }
    producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    producer.commitTransaction();
    told.forEach(page ->
        LOG.atInfo()
            .addKeyValue("notice", page.getId())
            .addKeyValue("channel", page.getChannel())
            .log("notice written"));
  }

  private Optional<ScheduleEvent> read(ConsumerRecord<String, byte[]> record) {
    try {
      return Optional.ofNullable(deserializer.deserialize(events.name(), record.value()));
    } catch (RegistryException e) {
      if (e.retriable()) {
        throw e;
      }
      unreadable.keep(record, e);
      return Optional.empty();
    } catch (SerializationException e) {
      unreadable.keep(record, e);
      return Optional.empty();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void pause() {
    try {
      var _ = closing.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

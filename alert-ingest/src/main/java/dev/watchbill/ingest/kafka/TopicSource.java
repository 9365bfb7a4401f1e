package dev.watchbill.ingest.kafka;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.PlainText;
import dev.watchbill.ingest.SourceFormat;
import dev.watchbill.ingest.batch.BatchIntake;
import dev.watchbill.ingest.batch.Body;
import dev.watchbill.ingest.batch.Pace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic into intake, some thousand alerts at a time. What was read is committed once it
 * is durable, as alerts or as refusals, so that a restart forgets nothing; what it reads twice is a
 * repeat. What can't be made durable is tried again in halves, down to single records.
 */
final class TopicSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSource.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration REST = Duration.ofMillis(50);
  private static final Duration LONG_REST = Duration.ofSeconds(1);

  /** As one service may have over HTTP. */
  private static final int ALERTS_A_SECOND = 1_000;

  private static final int ALERTS_AT_ONCE = 10_000;

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(3);

  /** Headers that hold no secret; those of CloudEvents come beside them. */
  private static final List<String> HARMLESS = List.of("content-type", "traceparent");

  private static final int LONGEST_HEADER = 300;

  /** Source and subject make an event's key: cut, two long ones would be one alert. */
  private static final int LONGEST_ATTRIBUTE = 8_000;

  private final String topic;
  private final SourceFormat format;
  private final Supplier<IntegrationSettings> settings;
  private final Supplier<Consumer<byte[], byte[]>> makes;
  private final BatchIntake intake;
  private final InstantSource clock;
  private final Pace pace;
  private final Duration pauses;
  private Instant restsUntil = Instant.MIN;
  private int atOnce = BatchIntake.MOST_AT_ONCE;
  private final Thread thread;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private volatile boolean closed;

  /**
   * Starts to read.
   *
   * @param settings of the integration, as the roster in force says
   * @param makes a consumer that commits nothing by itself
   */
  TopicSource(
      String topic,
      SourceFormat format,
      Supplier<IntegrationSettings> settings,
      Supplier<Consumer<byte[], byte[]>> makes,
      BatchIntake intake,
      InstantSource clock) {
    this(topic, format, settings, makes, intake, clock, PAUSE);
  }

  TopicSource(
      String topic,
      SourceFormat format,
      Supplier<IntegrationSettings> settings,
      Supplier<Consumer<byte[], byte[]>> makes,
      BatchIntake intake,
      InstantSource clock,
      Duration pauses) {
    this.topic = topic;
    this.format = format;
    this.settings = settings;
    this.makes = makes;
    this.intake = intake;
    this.clock = clock;
    this.pauses = pauses;
    this.pace = new Pace(ALERTS_A_SECOND, ALERTS_AT_ONCE, clock.instant());
    this.thread =
        Thread.ofPlatform().daemon().name("ingest-reads-" + settings.get().name()).start(this::run);
  }

  private void run() {
    while (!closed) {
      try (var made = makes.get()) {
        consumer = made;
        made.subscribe(List.of(topic), new FirstOffsets(made, clock));
        read(made);
      } catch (WakeupException e) {
        // Closed.
      } catch (KafkaException | IllegalArgumentException | IllegalStateException e) {
        LOG.atWarn()
            .addKeyValue("integration", settings.get().name())
            .addKeyValue("topic", topic)
            .setCause(e)
            .log("can't read a topic of alerts; trying again");
        pause();
      }
    }
  }

  private void read(Consumer<byte[], byte[]> from) {
    restsUntil = Instant.MIN;
    while (!closed) {
      var rests = clock.instant().isBefore(restsUntil);
      // Asked for all the same, so that the group sees that we live; also of partitions that have
      // become ours just now.
      if (rests) {
        from.pause(from.assignment());
      } else if (!from.paused().isEmpty()) {
        from.resume(from.paused());
      }
      var records = from.poll(rests ? REST : POLL);
      if (!records.isEmpty()) {
        take(from, records);
      }
    }
  }

  private void take(Consumer<byte[], byte[]> from, ConsumerRecords<byte[], byte[]> polled) {
    var unread = new Unread(polled);
    while (!unread.isEmpty()) {
      if (closed || !takeSome(from, unread) || clock.instant().isBefore(restsUntil)) {
        again(from, unread);
        return;
      }
    }
  }

  /** What is left of a poll is asked for once more, where it is still ours. */
  private static void again(Consumer<byte[], byte[]> from, Unread unread) {
    var ours = from.assignment();
    unread
        .starts()
        .forEach((partition, offset) -> {
          if (ours.contains(partition)) {
            from.seek(partition, offset);
          }
        });
  }

  /**
   * Takes in as much as is written together, and commits it.
   *
   * @return whether it may go on
   */
  private boolean takeSome(Consumer<byte[], byte[]> from, Unread unread) {
    var bodies = unread.bodies(record -> new Body(record.value(), arrival(record)));
    var taken = intake.take(bodies, format, settings.get(), atOnce);
    return switch (taken.kept()) {
      case Appended.Durable _ -> {
        atOnce = Math.min(atOnce * 2, BatchIntake.MOST_AT_ONCE);
        rest(taken.weight());
        yield commit(from, unread.done(taken.done()));
      }
      case Appended.Unavailable(var why) -> {
        // Less may be durable where so much can't be, in the time there is.
        atOnce = Math.max(atOnce / 2, 1);
        LOG.atWarn()
            .addKeyValue("integration", settings.get().name())
            .addKeyValue("why", why)
            .addKeyValue("atOnce", atOnce)
            .log("alerts not durable; reading them again, fewer at once");
        pause();
        yield false;
      }
    };
  }

  /** A flood on one topic waits on that topic, and leaves the others their part of everything. */
  private void rest(int weight) {
    var now = clock.instant();
    var rest = pace.took(weight, now);
    if (rest.compareTo(LONG_REST) > 0) {
      LOG.atWarn()
          .addKeyValue("integration", settings.get().name())
          .addKeyValue("alerts", weight)
          .log("too many alerts at once on a topic; it is read more slowly");
    }
    restsUntil = now.plus(rest);
  }

  /**
   * @return whether it was still ours to take
   */
  private static boolean commit(
      Consumer<byte[], byte[]> from, Map<TopicPartition, OffsetAndMetadata> next) {
    try {
      from.commitSync(next);
      return true;
    } catch (CommitFailedException e) {
      // Its partitions are another's by now, who reads this once more.
      LOG.atInfo().setCause(e).log("a commit came too late");
      return false;
    }
  }

  private Arrival arrival(ConsumerRecord<byte[], byte[]> record) {
    var where = "%s/%d/%d".formatted(record.topic(), record.partition(), record.offset());
    return new Arrival(clock.instant(), "kafka:" + where, "kafka", headers(record));
  }

  /** As they would come over HTTP: CloudEvents calls its headers otherwise on a topic. */
  private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    var headers = new HashMap<String, String>();
    for (var header : record.headers()) {
      var name = header.key().toLowerCase(Locale.ROOT);
      var known = name.startsWith("ce_") ? "ce-" + name.substring(3) : name;
      if (header.value() != null && (known.startsWith("ce-") || HARMLESS.contains(known))) {
        var value = new String(header.value(), StandardCharsets.UTF_8);
        var longest = known.startsWith("ce-") ? LONGEST_ATTRIBUTE : LONGEST_HEADER;
        headers.put(known, PlainText.line(value, longest));
      }
    }
    return headers;
  }

  private void pause() {
    try {
      Thread.sleep(pauses);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    var reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      thread.join(PATIENCE_AT_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.watchbill.console.kafka;

import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.console.readmodel.projection.Received;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.AvroSerde;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a read model up to date: its own consumer, without a group, goes on where the read model's
 * rows end. One poll is one transaction.
 */
public final class Projector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final ReadModel model;
  private final TopicReader reader;
  private final MeterRegistry metrics;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private volatile @Nullable Thread thread;
  private volatile boolean closing;

  public Projector(Cluster cluster, ReadModel model, MeterRegistry metrics) {
    this(model, TopicReader.of(cluster, model.topics(), "console-projector", metrics), metrics);
  }

  Projector(
      ReadModel model,
      Consumer<String, byte[]> consumer,
      Map<String, AvroSerde<?>> serdes,
      MeterRegistry metrics) {
    this(model, new TopicReader(consumer, serdes, metrics), metrics);
  }

  private Projector(ReadModel model, TopicReader reader, MeterRegistry metrics) {
    this.model = model;
    this.reader = reader;
    this.metrics = metrics;
  }

  /** Starts to project, in a thread of its own. */
  public void start() {
    thread = Thread.ofPlatform().daemon().name("console-projector").start(this::run);
  }

  /** Done once everything that was on the topics at the start can be asked for. */
  public CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  @Override
  public void close() {
    closing = true;
    reader.wakeUp();
    var running = thread;
    if (running != null) {
      try {
        running.join(Duration.ofSeconds(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    try (reader) {
      while (!closing) {
        try {
          follow();
        } catch (WakeupException e) {
          // Closing; the loop sees it.
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).log("the read model stands still; trying again");
          metrics.counter("watchbill_console_projector_failures_total").increment();
          TopicReader.pause();
        }
      }
    }
  }

  /** Goes on where the rows end; after a failure, too. */
  private void follow() {
    var offsets = model.offsets();
    // After the offsets: what others apply from now on is received here, too.
    model.readAgain();
    var span = reader.begin(offsets);
    while (!closing) {
      if (!caughtUp.isDone() && reader.hasReachedEndOf(span)) {
        caughtUp.complete(null);
      }
      var batch = reader.poll(POLL, () -> closing);
      if (!closing && !batch.isEmpty()) {
        project(batch);
      }
    }
  }

  private void project(List<Received> batch) {
    var leftOut = model.apply(batch);
    metrics.counter("watchbill_console_projected_records_total").increment(batch.size());
    metrics.counter("watchbill_console_left_out_records_total").increment(leftOut);
  }
}

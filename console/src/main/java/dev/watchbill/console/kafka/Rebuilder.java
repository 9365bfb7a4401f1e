package dev.watchbill.console.kafka;

import dev.watchbill.console.api.Rebuilding;
import dev.watchbill.console.readmodel.ReadModel;
import dev.watchbill.schemas.kafka.Cluster;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a read model anew from the first record of each topic, beside the one in force, and puts it
 * in its place when it lacks nothing. Whatever ends it before that leaves the old one in force.
 */
public final class Rebuilder implements Rebuilding, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rebuilder.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final ReadModel model;
  private final Supplier<TopicReader> readers;
  private final InstantSource clock;
  private volatile Status status = Status.IDLE;
  private volatile @Nullable TopicReader reading;
  private volatile @Nullable Thread thread;
  private volatile boolean closing;

  public Rebuilder(Cluster cluster, ReadModel model, MeterRegistry metrics, InstantSource clock) {
    this(model, () -> TopicReader.of(cluster, model.topics(), "console-rebuilder", metrics), clock);
  }

  Rebuilder(ReadModel model, Supplier<TopicReader> readers, InstantSource clock) {
    this.model = model;
    this.readers = readers;
    this.clock = clock;
  }

  @Override
  public synchronized boolean start() {
    if (closing || status.goesOn()) {
      return false;
    }
    status = new Status("running", 0, 0, clock.instant(), null, "");
    thread = Thread.ofPlatform().daemon().name("console-rebuilder").start(this::run);
    return true;
  }

  @Override
  public Status status() {
    return status;
  }

  private void run() {
    try (var reader = readers.get()) {
      reading = reader;
      rebuild(reader);
      end("done", "");
      LOG.atInfo().addKeyValue("records", status.of()).log("read model was made anew");
    } catch (WakeupException e) {
      end("failed", "It was ended before it was whole; the old one is in force.");
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .log("the read model could not be made anew; the old one is in force");
      end("failed", "The old one is in force: " + e.getMessage());
    } finally {
      reading = null;
    }
  }

  private void rebuild(TopicReader reader) {
    var next = model.begin();
    try {
      var span = reader.begin(next.offsets());
      while (!reader.hasReachedEndOf(span)) {
        readOn(reader, next);
        status =
            new Status(
                status.state(), reader.doneOf(span), span.length(), status.startedAt(), null, "");
      }
      model.replaceBy(next, reader::reached, () -> readOn(reader, next));
    } catch (RuntimeException e) {
      next.close();
      throw e;
    }
  }

  private void readOn(TopicReader reader, ReadModel next) {
    var batch = reader.poll(POLL, () -> closing);
    if (closing) {
      throw new WakeupException();
    }
    if (!batch.isEmpty()) {
      var _ = next.apply(batch);
    }
  }

  private void end(String state, String why) {
    var last = status;
    status = new Status(state, last.records(), last.of(), last.startedAt(), clock.instant(), why);
  }

  @Override
  public void close() {
    closing = true;
    var reader = reading;
    var running = thread;
    if (reader != null && running != null) {
      reader.wakeUp();
      try {
        running.join(Duration.ofSeconds(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

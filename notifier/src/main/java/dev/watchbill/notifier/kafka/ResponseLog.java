package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.answers.Responses;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.AvroSerde;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes responses to their topic and finds their outcomes among the incident events. */
public final class ResponseLog implements Responses, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ResponseLog.class);

  /** Slack shows a press as failed after 3 s. */
  private static final Duration PATIENCE = Duration.ofMillis(2_500);

  private final Producer<String, byte[]> producer;
  private final String responses;
  private final AvroSerde<Response> responseSerde;
  private final String events;
  private final AvroSerde<IncidentEvent> eventSerde;
  private final Supplier<? extends Consumer<String, byte[]>> consumers;
  private final Map<String, CompletableFuture<IncidentEvent>> awaited = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> listening = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean closing;

  /**
   * @param producer writes the responses; stays the caller's
   */
  public ResponseLog(Cluster cluster, Producer<String, byte[]> producer) {
    this(
        cluster,
        producer,
        () -> cluster.consumer("notifier-outcomes-" + cluster.instance(), Map.of()));
  }

  ResponseLog(
      Cluster cluster,
      Producer<String, byte[]> producer,
      Supplier<? extends Consumer<String, byte[]>> consumers) {
    this.producer = producer;
    this.consumers = consumers;
    responses = cluster.topics().responses.name();
    responseSerde = cluster.serde(cluster.topics().responses);
    events = cluster.topics().incidentEvents.name();
    eventSerde = cluster.serde(cluster.topics().incidentEvents);
    thread = Thread.ofPlatform().daemon().name("notifier-outcomes").unstarted(this::run);
  }

  /** Starts to listen for outcomes. */
  public void start() {
    thread.start();
  }

  @Override
  public CompletableFuture<IncidentEvent> give(Response response) {
    var outcome = new CompletableFuture<IncidentEvent>();
    awaited.put(response.getId(), outcome);
    var limited =
        outcome
            .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((event, problem) -> awaited.remove(response.getId(), outcome));
    try {
      var bytes = responseSerde.serialize(responses, response);
      var _ =
          producer.send(
              new ProducerRecord<>(responses, response.getService(), bytes),
              (written, problem) -> {
                if (problem != null) {
                  outcome.completeExceptionally(problem);
                }
              });
    } catch (KafkaException e) {
      outcome.completeExceptionally(e);
    }
    return limited;
  }

  /** Done once no outcome can be missed any more. */
  CompletableFuture<Void> listening() {
    return listening;
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closing) {
      try (var consumer = consumers.get()) {
        follow(consumer);
      } catch (RuntimeException e) {
        LOG.atError().addKeyValue("topic", events).setCause(e).log("listening starts again");
        pause();
      }
    }
  }

  private void follow(Consumer<String, byte[]> consumer) {
    var partitions =
        consumer.partitionsFor(events).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    listening.complete(null);
    while (!closing) {
      for (var record : consumer.poll(Duration.ofMillis(200))) {
        // Nobody waits here most of the time.
        if (!awaited.isEmpty()) {
          note(record.value());
        }
      }
    }
  }

  private void note(byte[] value) {
    try {
      var event = eventSerde.deserialize(events, value);
      if (event != null && event.getResponse() != null) {
        var waiting = awaited.get(event.getResponse());
        if (waiting != null) {
          waiting.complete(event);
        }
      }
    } catch (KafkaException e) {
      LOG.atWarn().addKeyValue("topic", events).setCause(e).log("unreadable event skipped");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(500));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

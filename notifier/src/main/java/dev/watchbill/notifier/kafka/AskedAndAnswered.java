package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.answers.NotRecordedYet;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.trace.Trace;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what people ask to one topic, and finds what became of it among the events of another.
 *
 * @param <Q> what is asked
 * @param <E> what became of it
 */
final class AskedAndAnswered<Q extends SpecificRecord, E extends SpecificRecord>
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AskedAndAnswered.class);

  /** Slack shows a press as failed after 3 s. */
  private static final Duration PATIENCE = Duration.ofMillis(2_500);

  private final Producer<String, byte[]> producer;
  private final String questions;
  private final AvroSerde<Q> questionSerde;
  private final String events;
  private final AvroSerde<E> eventSerde;
  private final Function<E, @Nullable String> about;
  private final Map<String, CompletableFuture<E>> awaited = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> listening = new CompletableFuture<>();
  private final Listener listener;

  /**
   * @param producer writes the questions; stays the caller's
   * @param about the id of the question that an event answers
   * @param consumers makes a consumer without a group
   */
  AskedAndAnswered(
      Cluster cluster,
      Producer<String, byte[]> producer,
      Topic<Q> asked,
      Topic<E> answered,
      Function<E, @Nullable String> about,
      Supplier<? extends Consumer<String, byte[]>> consumers) {
    this.producer = producer;
    this.about = about;
    questions = asked.name();
    questionSerde = cluster.serde(asked);
    events = answered.name();
    eventSerde = cluster.serde(answered);
    listener = new Listener("notifier-awaits-" + events, events, consumers, this::follow);
  }

  /** Starts to listen for outcomes. */
  void start() {
    listener.start();
  }

  /**
   * Asks, and waits a little while for what becomes of it.
   *
   * @param id of the question
   */
  CompletableFuture<E> ask(String key, String id, Q question) {
    var outcome = new CompletableFuture<E>();
    var recorded = new AtomicBoolean();
    awaited.put(id, outcome);
    outcome.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    var trace = Trace.current();
    try {
      var bytes = questionSerde.serialize(questions, question);
      var record = new ProducerRecord<>(questions, key, bytes);
      trace.into(record.headers());
      // It may block for long where the broker is away, and somebody is waiting.
      var _ =
          Thread.ofVirtual()
              .name("notifier-asks-" + questions)
              .start(() -> record(record, id, outcome, recorded));
    } catch (KafkaException e) {
      outcome.completeExceptionally(e);
    }
    return outcome
        .whenComplete((event, problem) -> awaited.remove(id, outcome))
        .exceptionallyCompose(problem -> CompletableFuture.failedFuture(told(problem, recorded)));
  }

  private static Throwable told(Throwable problem, AtomicBoolean recorded) {
    var why =
        problem instanceof CompletionException
            ? Objects.requireNonNullElse(problem.getCause(), problem)
            : problem;
    return why instanceof TimeoutException && !recorded.get() ? new NotRecordedYet() : why;
  }

  /**
   * Writes, for as long as the producer tries. Whoever asked has been told by then that it isn't
   * sure, and to do it again in a minute: written later it would be done twice, or about something
   * else.
   */
  private void record(
      ProducerRecord<String, byte[]> record,
      String id,
      CompletableFuture<E> outcome,
      AtomicBoolean recorded) {
    try {
      producer.send(record).get();
      recorded.set(true);
    } catch (ExecutionException | KafkaException e) {
      var problem = e instanceof ExecutionException ? Objects.requireNonNull(e.getCause()) : e;
      if (!outcome.completeExceptionally(problem)) {
        LOG.atError().addKeyValue("id", id).setCause(problem).log("answer lost: never recorded");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Done once no outcome can be missed any more. */
  CompletableFuture<Void> listening() {
    return listening;
  }

  @Override
  public void close() {
    listener.close();
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
    while (!listener.isClosing()) {
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
      var id = event == null ? null : about.apply(event);
      var waiting = id == null ? null : awaited.get(id);
      if (event != null && waiting != null) {
        waiting.complete(event);
      }
    } catch (KafkaException e) {
      LOG.atWarn().addKeyValue("topic", events).setCause(e).log("unreadable event skipped");
    }
  }
}

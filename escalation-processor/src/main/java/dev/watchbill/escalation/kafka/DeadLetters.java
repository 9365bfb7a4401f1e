package dev.watchbill.escalation.kafka;

import dev.watchbill.schemas.DeadLetter;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.serde.AvroSerde;
import dev.watchbill.schemas.serde.RegistryException;
import dev.watchbill.schemas.serde.SchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes dead letters: what came, raw, with where, when and why it could not be used. */
final class DeadLetters {
  /** Under which the exception handlers find it among the properties of the application. */
  static final String PROPERTY = "watchbill.dead.letters";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final int LARGEST = 700_000;
  private static final int LONGEST_REASON = 2_000;

  private final String topic;
  private final AvroSerde<DeadLetter> serde;
  private final InstantSource clock;
  private final EscalationMetrics metrics;

  DeadLetters(
      Topics topics, SchemaRegistry registry, InstantSource clock, EscalationMetrics metrics) {
    topic = topics.deadLetters.name();
    serde = new AvroSerde<>(DeadLetter.class, registry);
    this.clock = clock;
    this.metrics = metrics;
  }

  static DeadLetters in(Map<String, ?> properties) {
    return (DeadLetters) Objects.requireNonNull(properties.get(PROPERTY));
  }

  /** Whether trying again may help, so that nothing must be given up. */
  static boolean mayPass(Throwable problem) {
    for (var cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof RegistryException registry && registry.retriable()) {
        return true;
      }
    }
    return false;
  }

  /**
   * A record of one of our topics.
   *
   * @param where reading, processing or writing
   */
  List<ProducerRecord<byte[], byte[]>> of(
      ErrorHandlerContext context,
      String where,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Throwable problem) {
    LOG.atError()
        .addKeyValue("topic", context.topic())
        .addKeyValue("partition", context.partition())
        .addKeyValue("offset", context.offset())
        .addKeyValue("where", where)
        .addKeyValue("reason", reason(problem))
        .log("record goes to the dead letters");
    metrics.deadLetter(String.valueOf(context.topic()), where);
    var letter =
        DeadLetter.newBuilder()
            .setTopic(String.valueOf(context.topic()))
            .setPartition(context.partition())
            .setOffset(context.offset())
            .setAt(clock.instant())
            .setWhere(where + " in " + context.processorNodeId())
            .setReason(reason(problem))
            .setKey(wrap(key))
            .setValue(wrap(value))
            .setHeaders(headers(context.headers()))
            .build();
    var bytes = serde.serialize(topic, letter);
    var name = String.valueOf(context.topic()).getBytes(StandardCharsets.UTF_8);
    return List.of(new ProducerRecord<>(topic, name, bytes));
  }

  /** Something of our own that failed, without a record that caused it. */
  byte[] internal(String where, String key, Instant now, Throwable problem) {
    metrics.deadLetter(where, "processing");
    return serde.serialize(
        topic,
        DeadLetter.newBuilder()
            .setTopic(where)
            .setAt(now)
            .setWhere("processing in " + EscalationTopology.ESCALATE)
            .setReason(reason(problem))
            .setKey(ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8)))
            .build());
  }

  private static String reason(Throwable problem) {
    var text = problem.toString();
    return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text;
  }

  /** What is too large for this topic too is cut: its beginning still says what it was. */
  private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, LARGEST));
  }

  private static Map<String, ByteBuffer> headers(@Nullable Headers headers) {
    var copies = new HashMap<String, ByteBuffer>();
    if (headers != null) {
      headers.forEach(header -> {
        var value = header.value();
        copies.put(header.key(), ByteBuffer.wrap(value == null ? new byte[0] : value));
      });
    }
    return copies;
  }
}

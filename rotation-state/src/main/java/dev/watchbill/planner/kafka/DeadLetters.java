package dev.watchbill.planner.kafka;

import dev.watchbill.schemas.DeadLetter;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.RegistryException;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
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

/** Puts records aside that can't be read, processed or written, with where and why. */
public final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  /** Under this name the handlers find it in the application's settings. */
  static final String SETTING = "watchbill.dead.letters";

  // A letter that is too large to post would stop us for ever, so all it holds is cut to these.
  private static final int LARGEST_VALUE_BYTES = 700 * 1024;
  private static final int LONGEST_KEY_BYTES = 8 * 1024;
  private static final int LONGEST_REASON = 2_000;
  private static final int MOST_HEADERS = 16;

  private final Cluster cluster;
  private final PlannerMetrics metrics;
  private final InstantSource clock;

  public DeadLetters(Cluster cluster, MeterRegistry metrics, InstantSource clock) {
    this.cluster = cluster;
    this.metrics = new PlannerMetrics(metrics);
    this.clock = clock;
  }

  static DeadLetters of(Map<String, ?> settings) {
    return (DeadLetters) Objects.requireNonNull(settings.get(SETTING));
  }

  /** Whether trying again is right: the record is well, but what it needs is away. */
  static boolean passes(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof RegistryException registry && registry.retriable()) {
        return true;
      }
    }
    return false;
  }

  boolean isOwn(String topic) {
    return topic.equals(cluster.topics().deadLetters.name());
  }

  /**
   * The dead letter for a record.
   *
   * @param where reading, processing or writing
   */
  List<ProducerRecord<byte[], byte[]>> letter(
      ErrorHandlerContext context,
      String where,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers,
      Exception error) {
    var topic = context.topic() == null ? "" : context.topic();
    metrics.deadLetter(topic, where);
    LOG.atError()
        .addKeyValue("topic", topic)
        .addKeyValue("partition", context.partition())
        .addKeyValue("offset", context.offset())
        .addKeyValue("where", where)
        .setCause(error)
        .log("record put aside");
    var letter =
        DeadLetter.newBuilder()
            .setTopic(topic)
            .setPartition(context.partition())
            .setOffset(context.offset())
            .setAt(clock.instant())
            .setWhere("%s, in planner's '%s'".formatted(where, context.processorNodeId()))
            .setReason(shortened(error.toString()))
            .setKey(wrap(key, LONGEST_KEY_BYTES))
            .setValue(wrap(value, LARGEST_VALUE_BYTES))
            .setHeaders(headers(headers))
            .build();
    var to = cluster.topics().deadLetters;
    var bytes = cluster.serde(to).serialize(to.name(), letter);
    return List.of(new ProducerRecord<>(to.name(), topic.getBytes(StandardCharsets.UTF_8), bytes));
  }

  private static String shortened(String reason) {
    return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
  }

  private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes, int most) {
    return bytes == null
        ? null
        : ByteBuffer.wrap(Arrays.copyOf(bytes, Math.min(bytes.length, most)));
  }

  private static Map<String, ByteBuffer> headers(@Nullable Headers headers) {
    var all = new HashMap<String, ByteBuffer>();
    if (headers != null) {
      for (var header : headers) {
        var bytes = header.value() == null ? new byte[0] : header.value();
        if (all.size() < MOST_HEADERS) {
          all.put(header.key(), Objects.requireNonNull(wrap(bytes, LONGEST_KEY_BYTES)));
        }
      }
    }
    return all;
  }
}

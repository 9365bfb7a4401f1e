package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.delivery.NotifierMetrics;
import dev.watchbill.schemas.DeadLetter;
import dev.watchbill.schemas.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Unreadable records, kept raw on their own topic. */
final class DeadLetters implements Unreadable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private final Producer<String, byte[]> producer;
  private final Topic<DeadLetter> topic;
  private final Serializer<DeadLetter> serializer;
  private final InstantSource clock;
  private final NotifierMetrics metrics;

  DeadLetters(
      Producer<String, byte[]> producer,
      Topic<DeadLetter> topic,
      Serializer<DeadLetter> serializer,
      InstantSource clock,
      NotifierMetrics metrics) {
    this.producer = producer;
    this.topic = topic;
    this.serializer = serializer;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void keep(ConsumerRecord<String, byte[]> record, SerializationException why) {
    metrics.unreadable(record.topic());
    LOG.atError()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .setCause(why)
        .log("unreadable record dead-lettered");
    var bytes = serializer.serialize(topic.name(), letter(record, why));
    var _ =
        producer.send(
            new ProducerRecord<>(topic.name(), record.topic(), bytes),
            (written, problem) -> {
              if (problem != null) {
                LOG.atError().setCause(problem).log("dead letter not written");
              }
            });
  }

  private DeadLetter letter(ConsumerRecord<String, byte[]> record, SerializationException why) {
    return DeadLetter.newBuilder()
        .setTopic(record.topic())
        .setPartition(record.partition())
        .setOffset(record.offset())
        .setAt(clock.instant())
        .setWhere("reading, in the notifier")
        .setReason(Objects.toString(why.getMessage(), why.getClass().getSimpleName()))
        .setKey(
            Optional.ofNullable(record.key())
                .map(key -> ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8)))
                .orElse(null))
        .setValue(Optional.ofNullable(record.value()).map(ByteBuffer::wrap).orElse(null))
        .setHeaders(headers(record))
        .build();
  }

  private static Map<String, ByteBuffer> headers(ConsumerRecord<String, byte[]> record) {
    var headers = new TreeMap<String, ByteBuffer>();
    record
        .headers()
        .forEach(header ->
            headers.put(
                header.key(),
                ByteBuffer.wrap(header.value() == null ? new byte[0] : header.value())));
    return headers;
  }
}

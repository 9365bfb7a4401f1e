package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.delivery.Receipts;
import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.Topic;
import dev.watchbill.schemas.trace.Trace;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes receipts to their topic, until the broker has them. */
final class ReceiptLog implements Receipts {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiptLog.class);

  private final Producer<String, byte[]> producer;
  private final Topic<Receipt> topic;
  private final Serializer<Receipt> serializer;

  ReceiptLog(
      Producer<String, byte[]> producer, Topic<Receipt> topic, Serializer<Receipt> serializer) {
    this.producer = producer;
    this.topic = topic;
    this.serializer = serializer;
  }

  @Override
  public void report(Receipt receipt) throws InterruptedException {
    while (true) {
      try {
        var bytes = serializer.serialize(topic.name(), receipt);
        var record = new ProducerRecord<>(topic.name(), receipt.getService(), bytes);
        Trace.current().into(record.headers());
        producer.send(record).get();
        return;
      } catch (ExecutionException | KafkaException e) {
        // The page was sent: giving up now would send it twice.
        LOG.atWarn().addKeyValue("page", receipt.getPage()).setCause(e).log("receipt not written");
        Thread.sleep(Duration.ofSeconds(1));
      }
    }
  }
}

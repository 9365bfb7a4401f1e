package dev.watchbill.ingest.kafka;

import dev.watchbill.ingest.AlertLog.Appended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Records of one request: all are sent, then waited for together, so that they share the producer's
 * batches. While the broker is away, one request at a time finds out whether it is back; the others
 * are told at once, and hold neither threads nor memory.
 */
final class Sending {
  private static final Duration PATIENCE = Duration.ofMillis(4_800);

  private final Producer<String, byte[]> producer;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile boolean away;

  Sending(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  /** Sends, and waits until every record is safe or one isn't. */
  Appended all(List<ProducerRecord<String, byte[]>> records) {
    if (!away) {
      return noted(sent(records));
    }
    if (!asking.compareAndSet(false, true)) {
      return new Appended.Unavailable("the broker is away; another request asks for it");
    }
    try {
      return noted(sent(records));
    } finally {
      asking.set(false);
    }
  }

  private Appended noted(Appended outcome) {
    away = outcome instanceof Appended.Unavailable;
    return outcome;
  }

  private Appended sent(List<ProducerRecord<String, byte[]>> records) {
    var failed = new CompletableFuture<Void>();
    var sent = new ArrayList<CompletableFuture<Void>>(records.size());
    for (var record : records) {
      // Each send may wait for the broker's whereabouts; one that waited in vain speaks for all.
      if (failed.isCompletedExceptionally()) {
        break;
      }
      sent.add(send(record, failed));
    }
    var every = CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
    return await(CompletableFuture.anyOf(failed, every));
  }

  private CompletableFuture<Void> send(
      ProducerRecord<String, byte[]> record, CompletableFuture<Void> failed) {
    var sent = new CompletableFuture<Void>();
    try {
      var _ =
          producer.send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  sent.complete(null);
                } else {
                  failed.completeExceptionally(failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      failed.completeExceptionally(e);
    }
    return sent;
  }

  private static Appended await(CompletableFuture<Object> outcome) {
    try {
      outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return new Appended.Durable();
    } catch (ExecutionException e) {
      return new Appended.Unavailable(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      return new Appended.Unavailable("no acknowledgement within " + PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Appended.Unavailable("interrupted while waiting for the broker");
    }
  }
}

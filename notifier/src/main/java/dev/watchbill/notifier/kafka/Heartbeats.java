package dev.watchbill.notifier.kafka;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;

/** Whether a consumer is in touch with its group: one that is cut off keeps its partitions. */
final class Heartbeats {
  /** Whoever is out of touch for so long may have a successor already. */
  static final Duration LONGEST_AGO = Duration.ofSeconds(10);

  /** As consumers name it among their metrics. */
  static final String METRIC = "last-heartbeat-seconds-ago";

  private Heartbeats() {}

  static boolean goOn(Consumer<String, byte[]> consumer) {
    return consumer.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals(METRIC))
        .map(metric -> metric.getValue().metricValue())
        .filter(Number.class::isInstance)
        .allMatch(ago -> ((Number) ago).doubleValue() < LONGEST_AGO.toSeconds());
  }
}

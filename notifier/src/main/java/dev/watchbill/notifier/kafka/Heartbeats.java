package dev.watchbill.notifier.kafka;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;

/** Whether a consumer is in touch with its group: one that is cut off keeps its partitions. */
final class Heartbeats {
  /**
   * The session: whoever is out of touch for so long may have a successor already. As heartbeats
   * are tried until it is over, it is noticed after up to two of them.
   */
  static final Duration LONGEST_AGO = Duration.ofMillis(3_500);

  /** As consumers name it among their metrics. */
  static final String METRIC = "last-heartbeat-seconds-ago";

  private Heartbeats() {}

  /**
   * @param seconds whole ones; it may be almost one more
   */
  private static boolean isRecent(long seconds) {
    return Duration.ofSeconds(seconds + 1).compareTo(LONGEST_AGO) <= 0;
  }

  static boolean goOn(Consumer<String, byte[]> consumer) {
    return consumer.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals(METRIC))
        .map(metric -> metric.getValue().metricValue())
        .filter(Number.class::isInstance)
        .allMatch(ago -> isRecent(((Number) ago).longValue()));
  }
}

package dev.watchbill.launcher.up;

import dev.watchbill.schemas.kafka.Cluster;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many records each of the installation's consumer groups has not done yet, as the broker knows
 * it: {@code watchbill_lag_records}. It doesn't ask the groups themselves, so that one which hangs
 * can't hide it.
 */
final class Lags implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lags.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Cluster cluster;
  private final MeterRegistry metrics;
  private final Map<String, Long> byGroup = new ConcurrentHashMap<>();
  private final Thread thread;

  private Lags(Cluster cluster, MeterRegistry metrics) {
    this.cluster = cluster;
    this.metrics = metrics;
    this.thread = Thread.ofVirtual().name("lags").unstarted(this::run);
  }

  /** Looks every ten seconds, until it is closed. */
  static Lags watch(Cluster cluster, MeterRegistry metrics) {
    var lags = new Lags(cluster, metrics);
    lags.thread.start();
    return lags;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try (var admin = cluster.admin()) {
      while (true) {
        Thread.sleep(EVERY);
        try {
          look(admin);
        } catch (ExecutionException | KafkaException e) {
          LOG.atDebug().setCause(e).log("lags can't be asked for now");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Admin admin) throws ExecutionException, InterruptedException {
    var prefix = cluster.topics().prefix();
    var groups = new HashMap<String, ListConsumerGroupOffsetsSpec>();
    admin.listGroups().valid().get().stream()
        .map(GroupListing::groupId)
        .filter(group -> group.startsWith(prefix))
        .forEach(group -> groups.put(group, new ListConsumerGroupOffsetsSpec()));
    if (groups.isEmpty()) {
      return;
    }
    var committed = admin.listConsumerGroupOffsets(groups).all().get();
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    committed
        .values()
        .forEach(offsets ->
            offsets.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest())));
    var ends = admin.listOffsets(asked).all().get();
    committed.forEach((group, offsets) -> {
      var lag = 0L;
      for (var partition : offsets.keySet()) {
        OffsetAndMetadata offset = offsets.get(partition);
        var done = offset == null ? 0 : offset.offset();
        var end = ends.get(partition);
        lag += end == null ? 0 : Math.max(0, end.offset() - done);
      }
      show(group.substring(prefix.length()), lag);
    });
  }

  private void show(String group, long lag) {
    if (byGroup.put(group, lag) == null) {
      Gauge.builder("watchbill_lag_records", byGroup, lags -> lags.getOrDefault(group, 0L))
          .tag("group", group)
          .description("Records that a consumer group has not done yet")
          .register(metrics);
    }
  }
}

package dev.watchbill.notifier.kafka;

import dev.watchbill.notifier.links.LinkUses;
import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.AvroSerde;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which links were used, anywhere: each use is a response, and those of a day are read back. */
public final class LinkHistory implements LinkUses, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LinkHistory.class);

  /** Longer than any link lives. */
  private static final Duration LOOK_BACK = Duration.ofHours(25);

  private final String topic;
  private final AvroSerde<Response> serde;
  private final InstantSource clock;
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final Listener listener;
  private volatile boolean known;

  public LinkHistory(Cluster cluster, InstantSource clock) {
    this(cluster, clock, () -> cluster.consumer("notifier-links-" + cluster.instance(), Map.of()));
  }

  LinkHistory(
      Cluster cluster,
      InstantSource clock,
      Supplier<? extends Consumer<String, byte[]>> consumers) {
    this.clock = clock;
    topic = cluster.topics().responses.name();
    serde = cluster.serde(cluster.topics().responses);
    listener = new Listener("notifier-links", topic, consumers, this::follow);
  }

  /** Starts to read. */
  public void start() {
    listener.start();
  }

  @Override
  public boolean known() {
    return known;
  }

  @Override
  public boolean used(String response) {
    return used.contains(response);
  }

  @Override
  public void close() {
    listener.close();
  }

  private void follow(Consumer<String, byte[]> consumer) {
    var ends = assign(consumer);
    while (!listener.isClosing()) {
      known =
          known
              || ends.entrySet().stream()
                  .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
      for (var record : consumer.poll(Duration.ofMillis(200))) {
        note(record.value());
      }
    }
  }

  private Map<TopicPartition, Long> assign(Consumer<String, byte[]> consumer) {
    var since = clock.instant().minus(LOOK_BACK).toEpochMilli();
    var times = new HashMap<TopicPartition, Long>();
    consumer
        .partitionsFor(topic)
        .forEach(info -> times.put(new TopicPartition(info.topic(), info.partition()), since));
    consumer.assign(times.keySet());
    var ends = consumer.endOffsets(times.keySet());
    consumer
        .offsetsForTimes(times)
        .forEach((partition, start) ->
            consumer.seek(
                partition,
                start == null ? Objects.requireNonNull(ends.get(partition)) : start.offset()));
    return ends;
  }

  private void note(byte[] value) {
    try {
      var response = serde.deserialize(topic, value);
      if (response != null && response.getVia().equals("link")) {
        used.add(response.getId());
      }
    } catch (KafkaException e) {
      LOG.atWarn().addKeyValue("topic", topic).setCause(e).log("unreadable response skipped");
    }
  }
}

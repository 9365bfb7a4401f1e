package dev.watchbill.launcher.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Response;
import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicProvisioner;
import dev.watchbill.schemas.serde.LocalRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  @TempDir Path folder;

  @Test
  void keepsWhatItAcknowledgedOverARestart() throws Exception {
    var registry = new LocalRegistry();
    try (var broker = EmbeddedBroker.start(folder, freePort(), freePort())) {
      var cluster = cluster(broker, registry);
      assertThat(new TopicProvisioner(cluster).provision()).isEmpty();
      try (var producer = cluster.producer("test", Map.of())) {
        var response = Response.newBuilder().setId("r1").build();
        var topic = cluster.topics().responses;
        producer
            .send(
                new ProducerRecord<>(
                    topic.name(),
                    0,
                    "checkout",
                    cluster.serde(topic).serialize(topic.name(), response)))
            .get();
      }
    }

    try (var broker = EmbeddedBroker.start(folder, freePort(), freePort())) {
      var cluster = cluster(broker, registry);
      assertThat(new TopicProvisioner(cluster).provision()).isEmpty();
      var topic = cluster.topics().responses;
      try (var consumer = cluster.consumer("test", Map.of())) {
        consumer.assign(List.of(new TopicPartition(topic.name(), 0)));
        var records = consumer.poll(Duration.ofSeconds(10));
        assertThat(records).hasSize(1);
        assertThat(
                cluster
                    .serde(topic)
                    .deserialize(topic.name(), records.iterator().next().value())
                    .getId())
            .isEqualTo("r1");
      }
    }
  }

  private static Cluster cluster(EmbeddedBroker broker, LocalRegistry registry) {
    return new Cluster(
        broker.bootstrapServers(),
        registry,
        new Topics(Topics.DEFAULT_PREFIX),
        6,
        (short) 1,
        "test",
        Map.of());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

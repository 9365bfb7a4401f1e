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
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.metadata.MetadataRecordSerde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  private static final int UNCHANGED = -2;

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

  /** What a kill leaves behind: the files as they are, without the mark of a clean end. */
  @Test
  void partitionsOfAKilledBrokerHaveNoLeaderUntilItIsBack() throws Exception {
    var killed = folder.resolve("killed");
    try (var broker = EmbeddedBroker.start(folder.resolve("running"), freePort(), freePort())) {
      var cluster = cluster(broker, new LocalRegistry());
      assertThat(new TopicProvisioner(cluster).provision()).isEmpty();
      copy(folder.resolve("running"), killed);
    }
    assertThat(leaders(killed)).isNotEmpty().allMatch(leader -> leader == 1);

    var controllerPort = freePort();
    Fencing.fence(EmbeddedBroker.settings(killed, freePort(), controllerPort), controllerPort);
    assertThat(leaders(killed)).isNotEmpty().allMatch(leader -> leader == -1);

    try (var broker = EmbeddedBroker.start(killed, freePort(), freePort())) {
      var cluster = cluster(broker, new LocalRegistry());
      assertThat(new TopicProvisioner(cluster).provision()).isEmpty();
    }
    assertThat(killed.resolve(".kafka_cleanshutdown")).exists();
  }

  /** The broker goes on meanwhile: what it writes beside a file and renames may be gone by now. */
  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(at, to.resolve(from.relativize(at)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.toString().endsWith(".tmp")) {
              Files.copy(file, to.resolve(from.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem)
              throws IOException {
            if (problem instanceof NoSuchFileException && file.toString().endsWith(".tmp")) {
              return FileVisitResult.CONTINUE;
            }
            throw problem;
          }
        });
  }

  /** Of each partition, as the metadata log has it at its end. */
  private static Collection<Integer> leaders(Path data) throws IOException {
    var leaders = new HashMap<String, Integer>();
    var log = data.resolve("__cluster_metadata-0/00000000000000000000.log");
    try (var records = FileRecords.open(log.toFile())) {
      for (var batch : records.batches()) {
        for (var record : batch.isControlBatch() ? List.<Record>of() : batch) {
          switch (MetadataRecordSerde.INSTANCE
              .read(new ByteBufferAccessor(record.value()), record.valueSize())
              .message()) {
            case PartitionRecord made ->
                leaders.put(made.topicId() + "-" + made.partitionId(), made.leader());
            case PartitionChangeRecord changed when changed.leader() != UNCHANGED ->
                leaders.put(changed.topicId() + "-" + changed.partitionId(), changed.leader());
            default -> {}
          }
        }
      }
    }
    return leaders.values();
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

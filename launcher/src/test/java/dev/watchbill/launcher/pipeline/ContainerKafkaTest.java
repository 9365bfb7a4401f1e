package dev.watchbill.launcher.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The contract on Kafka's official image, with the settings that docs/cluster.md asks for. */
@Tag("slow")
class ContainerKafkaTest extends KafkaContract {
  private static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka:4.3.1");

  private KafkaContainer kafka;

  @BeforeEach
  void start() {
    var there = isDockerThere();
    if (!there) {
      System.out.println("SKIPPED the contract on Kafka's official image, which needs Docker");
    }
    Assumptions.assumeTrue(there);
    kafka =
        new KafkaContainer(IMAGE)
            .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
            .withEnv("KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "500")
            .withEnv("KAFKA_ADD_PARTITIONS_TO_TXN_RETRY_BACKOFF_MS", "2")
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", "8388608");
    kafka.start();
  }

  @AfterEach
  void stop() {
    if (kafka != null) {
      kafka.stop();
    }
  }

  @Override
  String bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  /** Looked for first: asking Testcontainers takes its time, and says much, where nothing is. */
  private static boolean isDockerThere() {
    var somewhere =
        Files.exists(Path.of("/var/run/docker.sock")) || System.getenv("DOCKER_HOST") != null;
    return somewhere && DockerClientFactory.instance().isDockerAvailable();
  }
}

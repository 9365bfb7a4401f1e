package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchbill.schemas.Topics;
import dev.watchbill.schemas.serde.LocalRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

/** Names of stores and topics are what state is found by: they must not change by accident. */
class TopologyShapeTest {

  @Test
  void isWhatWasRecorded() throws Exception {
    assertThat(topology().describe().toString().strip()).isEqualTo(recorded().strip());
  }

  @Test
  void isWhatTheDocumentationDraws() throws Exception {
    var drawn = Files.readString(Path.of("..", "docs", "topology.md"));

    assertThat(drawn).contains("```mermaid\n" + new TopologyDrawing(topology()).text() + "```");
  }

  private static Topology topology() {
    var topics = new Topics(Topics.DEFAULT_PREFIX);
    var registry = new LocalRegistry();
    var meters = new EscalationMetrics(new SimpleMeterRegistry());
    return new EscalationTopology(
            new Serialization(topics, registry),
            new Boards(),
            new DeadLetters(topics, registry, () -> Instant.EPOCH, meters),
            meters)
        .get();
  }

  private static String recorded() throws Exception {
    try (var file =
        Objects.requireNonNull(TopologyShapeTest.class.getResourceAsStream("/topology.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package dev.watchbill.launcher.pipeline;

import dev.watchbill.launcher.broker.EmbeddedBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the broker that is in Watchbill, as on any other cluster. */
@Tag("slow")
class EmbeddedKafkaTest extends KafkaContract {
  @TempDir Path data;
  private EmbeddedBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(data, Program.freePort(), Program.freePort());
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Override
  String bootstrapServers() {
    return broker.bootstrapServers();
  }
}

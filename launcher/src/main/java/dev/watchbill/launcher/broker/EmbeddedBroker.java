package dev.watchbill.launcher.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka node (KRaft, broker and controller), listening on loopback only, its data in one
 * folder. Started again on that folder it goes on where it was, also after {@code kill -9}.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final int NODE = 1;

  /** Kafka's own mark, written as the last thing of a clean end and removed by the next start. */
  private static final String ENDED_CLEANLY = ".kafka_cleanshutdown";

  private final int port;
  private final KafkaRaftServer server;

  private EmbeddedBroker(int port, KafkaRaftServer server) {
    this.port = port;
    this.server = server;
  }

  /**
   * Formats the folder where that is needed, and starts.
   *
   * @param folder data of this broker and of no other
   * @param port of the clients' listener; must be free
   * @param controllerPort of the controller's listener; must be free
   * @throws IOException if the folder can't be used
   */
  public static EmbeddedBroker start(Path folder, int port, int controllerPort) throws IOException {
    Files.createDirectories(folder);
    var settings = settings(folder, port, controllerPort);
    if (!Files.exists(folder.resolve("meta.properties"))) {
      format(folder);
    } else if (!Files.exists(folder.resolve(ENDED_CLEANLY))) {
      Fencing.fence(settings, controllerPort);
    }
    var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    server.startup();
    return new EmbeddedBroker(port, server);
  }

  /** Where clients connect. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path folder) throws IOException {
    try {
      new Formatter()
          .setPrintStream(
              new PrintStream(
                  OutputStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8))
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setNodeId(NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(folder.toString()))
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setUnstableFeatureVersionsEnabled(false)
          .setIgnoreFormatted(false)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(folder.toString())
          .setHasDynamicQuorum(false)
          .run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("Expected to format " + folder + " for Kafka", e);
    }
  }

  /** Of the node. */
  static Map<String, String> settings(Path folder, int port, int controllerPort) {
    var settings = new HashMap<String, String>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("log.dirs", folder.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("num.partitions", "1");
    // One node: everything has one replica.
    settings.put("default.replication.factor", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("offsets.topic.num.partitions", "3");
    settings.put("transaction.state.log.num.partitions", "3");
    // Small: the cleaner's default buffer alone is 128 MB of heap.
    settings.put("log.cleaner.dedupe.buffer.size", "4194304");
    settings.put("num.io.threads", "4");
    settings.put("num.network.threads", "2");
    settings.put("background.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "2");
    settings.put("log.index.size.max.bytes", "1048576");
    // A starved machine isn't a dead broker: nobody could take over from the only one. After a
    // kill nobody waits for this session, as the broker is fenced before it comes back.
    settings.put("broker.session.timeout.ms", "9000");
    settings.put("broker.heartbeat.interval.ms", "300");
    // Quick to start and to come back: measured defaults took 12 s after a kill.
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("group.streams.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.min.heartbeat.interval.ms", "500");
    settings.put("group.streams.heartbeat.interval.ms", "500");
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
    settings.put("add.partitions.to.txn.retry.backoff.ms", "2");
    settings.put("message.max.bytes", "8388608");
    return settings;
  }
}

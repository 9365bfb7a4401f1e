package dev.watchbill.launcher.kafka;

import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicProvisioner;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Topics as documented, before anything reads or writes them. */
public final class Provisioning {
  private Provisioning() {}

  /**
   * Makes what is missing and checks what is there; schemas are asked for meanwhile.
   *
   * @param alone whether one broker holds the only copy: then what people and senders were told is
   *     safe is written through to the disk
   * @throws Refused if topics are not as documented
   */
  public static void of(Cluster cluster, boolean alone)
      throws Refused, ExecutionException, InterruptedException {
    var problems = new TopicProvisioner(cluster).provision();
    if (!problems.isEmpty()) {
      throw new Refused(
          "Expected topics as in docs/pipeline.md, but\n  " + String.join("\n  ", problems));
    }
    if (alone) {
      writeThrough(cluster);
    }
    var _ = SchemasAhead.start(cluster);
  }

  private static void writeThrough(Cluster cluster)
      throws ExecutionException, InterruptedException {
    var flush =
        List.of(
            new AlterConfigOp(
                new ConfigEntry(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1"),
                AlterConfigOp.OpType.SET));
    var topics = cluster.topics();
    var changes =
        Stream.of(topics.alerts, topics.responses)
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
            .collect(Collectors.toMap(resource -> resource, resource -> flush));
    try (var admin = cluster.admin()) {
      admin.incrementalAlterConfigs(Map.copyOf(changes)).all().get();
    }
  }
}

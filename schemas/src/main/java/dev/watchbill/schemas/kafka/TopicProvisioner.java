package dev.watchbill.schemas.kafka;

import dev.watchbill.schemas.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing, as documented, and checks the ones that are there. */
public final class TopicProvisioner {
  private final Cluster cluster;

  public TopicProvisioner(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Makes every topic as {@link dev.watchbill.schemas.Topics} says.
   *
   * @return what is not as documented and can't be mended here, a sentence each; empty: all is well
   * @throws ExecutionException if the cluster refuses
   */
  public List<String> provision() throws ExecutionException, InterruptedException {
    try (var admin = cluster.admin()) {
      var there = admin.listTopics().names().get();
      create(admin, there);
      var names = cluster.topics().all().stream().map(Topic::name).toList();
      return NewlyMade.known(() -> check(admin, admin.describeTopics(names).allTopicNames().get()));
    }
  }

  private void create(Admin admin, Set<String> there)
      throws ExecutionException, InterruptedException {
    var missing =
        cluster.topics().all().stream()
            .filter(topic -> !there.contains(topic.name()))
            .map(this::asNewTopic)
            .toList();
    for (var created : admin.createTopics(missing).values().values()) {
      try {
        created.get();
      } catch (ExecutionException e) {
        // Another process that starts beside this one was quicker.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private NewTopic asNewTopic(Topic<?> topic) {
    return new NewTopic(topic.name(), topic.partitions(cluster.partitions()), cluster.replication())
        .configs(settings(topic));
  }

  private static Map<String, String> settings(Topic<?> topic) {
    var settings = new HashMap<String, String>();
    settings.put(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        topic.compacted() ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE);
    if (!topic.compacted()) {
      var retention = topic.retention();
      settings.put(
          TopicConfig.RETENTION_MS_CONFIG,
          retention == null ? "-1" : Long.toString(retention.toMillis()));
    }
    return settings;
  }

  private List<String> check(Admin admin, Map<String, TopicDescription> described)
      throws ExecutionException, InterruptedException {
    var problems = new ArrayList<String>();
    var resources =
        described.keySet().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    var configs = admin.describeConfigs(resources).all().get();
    for (var topic : cluster.topics().all()) {
      var partitions = Objects.requireNonNull(described.get(topic.name())).partitions().size();
      var expected = topic.partitions(cluster.partitions());
      if (partitions != expected) {
        problems.add(
            "%s: expected %d partitions, but got %d".formatted(topic.name(), expected, partitions));
      }
      var config =
          Objects.requireNonNull(
              configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name())));
      var policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
      if (policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT) != topic.compacted()) {
        problems.add(
            "%s: expected cleanup.policy %s, but got %s"
                .formatted(topic.name(), topic.compacted() ? "compact" : "delete", policy));
      }
    }
    return problems;
  }
}

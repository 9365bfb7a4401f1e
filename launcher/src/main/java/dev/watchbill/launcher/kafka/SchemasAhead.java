package dev.watchbill.launcher.kafka;

import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.serde.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the registry at the start for every schema that may be written, beside what else starts: the
 * first page doesn't wait for a registry that is away or slow just then.
 */
final class SchemasAhead {
  private static final Logger LOG = LoggerFactory.getLogger(SchemasAhead.class);

  private SchemasAhead() {}

  /** Returns at once. */
  static Thread start(Cluster cluster) {
    return Thread.ofPlatform().daemon().name("schemas-ahead").start(() -> ask(cluster));
  }

  /** What isn't answered now is asked again by the first record. */
  private static void ask(Cluster cluster) {
    for (var topic : cluster.topics().all()) {
      try {
        cluster.serde(topic).register(topic.name());
      } catch (RegistryException e) {
        LOG.atInfo()
            .addKeyValue("topic", topic.name())
            .addKeyValue("reason", e.getMessage())
            .log("schema not registered ahead");
      }
    }
  }
}

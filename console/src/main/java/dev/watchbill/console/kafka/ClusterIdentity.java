package dev.watchbill.console.kafka;

import dev.watchbill.schemas.kafka.Cluster;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells one cluster from another: offsets of one mean nothing on the other. */
public final class ClusterIdentity {
  private ClusterIdentity() {}

  /**
   * The cluster's own id.
   *
   * @throws IllegalStateException if it doesn't answer within 30 s
   */
  public static String of(Cluster cluster) {
    try (var admin = cluster.admin()) {
      return admin.describeCluster().clusterId().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "Expected Kafka at %s, but it doesn't answer".formatted(cluster.bootstrapServers()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka who it is", e);
    }
  }
}

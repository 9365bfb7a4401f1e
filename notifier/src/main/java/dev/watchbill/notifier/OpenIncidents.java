package dev.watchbill.notifier;

import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicFollower;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The incidents there are, for all providers together; read once somebody asks for them. */
final class OpenIncidents implements AutoCloseable {
  private final Cluster cluster;
  private final KnownIncidents known = new KnownIncidents();
  private @Nullable TopicFollower<Incident> following;

  OpenIncidents(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Grows as they are read. */
  KnownIncidents known() {
    return known;
  }

  /** Reads them; done once all there were at the start are known. */
  synchronized CompletableFuture<Void> read() {
    var follower = following;
    if (follower == null) {
      follower =
          new TopicFollower<>(cluster, cluster.topics().incidents, "notifier", known::accept);
      following = follower;
    }
    return follower.caughtUp();
  }

  @Override
  public synchronized void close() {
    if (following != null) {
      following.close();
    }
  }
}

package dev.watchbill.schemas.roster;

import dev.watchbill.schemas.RosterRecord;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicFollower;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The roster in force, kept up to date from its topic. */
public final class RosterFollower implements Supplier<RosterSnapshot>, AutoCloseable {
  private final RosterStage stage = new RosterStage();
  private final TopicFollower<RosterRecord> follower;
  private volatile RosterSnapshot current = RosterSnapshot.NONE;

  public RosterFollower(Cluster cluster, String clientId) {
    follower =
        new TopicFollower<>(
            cluster,
            cluster.topics().roster,
            clientId,
            (key, value) -> stage.accept(key, value).ifPresent(whole -> current = whole));
  }

  /** The newest whole roster; {@link RosterSnapshot#NONE} before the first. */
  @Override
  public RosterSnapshot get() {
    return current;
  }

  /** Done once everything that was on the topic at the start has been read. */
  public CompletableFuture<Void> caughtUp() {
    return follower.caughtUp();
  }

  @Override
  public void close() {
    follower.close();
  }
}

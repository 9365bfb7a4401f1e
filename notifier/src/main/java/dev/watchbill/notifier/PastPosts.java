package dev.watchbill.notifier;

import dev.watchbill.schemas.Receipt;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicFollower;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The receipts there are and come: what was shown where before, for all providers together. */
final class PastPosts implements AutoCloseable {
  private final Cluster cluster;
  private final List<Consumer<Receipt>> listeners = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private volatile @Nullable TopicFollower<Receipt> following;

  PastPosts(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Whoever is to hear of all of them says so before the start. */
  void listen(Consumer<Receipt> listener) {
    listeners.add(listener);
  }

  /** Done once all there were at the start are known: posts begin then, or would be repeated. */
  CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  void start() {
    var follower =
        new TopicFollower<Receipt>(
            cluster,
            cluster.topics().receipts,
            "notifier-posts",
            (key, receipt) -> {
              if (receipt != null) {
                listeners.forEach(listener -> listener.accept(receipt));
              }
            });
    following = follower;
    var _ = follower.caughtUp().thenRun(() -> caughtUp.complete(null));
  }

  @Override
  public void close() {
    var follower = following;
    if (follower != null) {
      follower.close();
    }
  }
}

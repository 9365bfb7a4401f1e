package dev.watchbill.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FollowTest {
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  @Test
  void isReadyOnceTheFollowerHasCaughtUp() {
    var caughtUp = new CompletableFuture<Void>();
    try (var follow = new Follow<>("x", this::follower, follower -> caughtUp)) {
      await().until(() -> follow.following() != null);
      assertThat(follow.ready()).isFalse();
      assertThat(caughtUp.complete(null)).isTrue();
      await().until(follow::ready);
    }
    assertThat(closed).hasValue(1);
  }

  @Test
  void replacesAFollowerThatStopped() {
    var stopped = CompletableFuture.<Void>failedFuture(new TimeoutException("no broker"));
    var caughtUp = CompletableFuture.<Void>completedFuture(null);
    try (var follow =
        new Follow<>("x", this::follower, follower -> made.get() == 1 ? stopped : caughtUp)) {
      await().until(follow::ready);
    }
    assertThat(made).hasValue(2);
    assertThat(closed).hasValue(2);
  }

  @Test
  void triesAgainWhereATopicIsMissing() {
    var caughtUp = CompletableFuture.<Void>completedFuture(null);
    try (var follow = new Follow<>("x", this::followerOfALateTopic, follower -> caughtUp)) {
      await().until(follow::ready);
    }
    assertThat(made).hasValue(2);
  }

  private AutoCloseable follower() {
    made.incrementAndGet();
    return closed::incrementAndGet;
  }

  private AutoCloseable followerOfALateTopic() {
    if (made.incrementAndGet() == 1) {
      throw new TimeoutException("no topic");
    }
    return closed::incrementAndGet;
  }
}

package dev.watchbill.ingest.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Token buckets, one a name: each may use {@code perSecond} on average and {@code burst} at once.
 * What one name uses up, no other misses.
 */
public final class Allowance {
  /** Names come from senders: beyond this, those that have used nothing lately are forgotten. */
  private static final int MOST_NAMES = 20_000;

  /** Looking for those to forget costs as much as there are names. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final double perSecond;
  private final double burst;
  private final Map<String, Bucket> buckets = new HashMap<>();

  private Instant forgotAt = Instant.EPOCH;

  private record Bucket(double tokens, Instant at) {}

  public Allowance(double perSecond, double burst) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /**
   * Takes one token.
   *
   * @return whether there was one
   */
  public synchronized boolean take(String name, Instant now) {
    if (buckets.size() >= MOST_NAMES && now.isAfter(forgotAt.plus(PAUSE))) {
      buckets.values().removeIf(bucket -> filled(bucket, now) >= burst);
      forgotAt = now;
    }
    var kept = buckets.size() >= MOST_NAMES && !buckets.containsKey(name) ? "" : name;
    var tokens = filled(buckets.getOrDefault(kept, new Bucket(burst, now)), now);
    buckets.put(kept, new Bucket(tokens < 1 ? tokens : tokens - 1, now));
    return tokens >= 1;
  }

  private double filled(Bucket bucket, Instant now) {
    var since = Math.max(0, Duration.between(bucket.at(), now).toNanos()) / 1e9;
    return Math.min(burst, bucket.tokens() + since * perSecond);
  }
}

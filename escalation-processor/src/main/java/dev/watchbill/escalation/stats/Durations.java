package dev.watchbill.escalation.stats;

import dev.watchbill.schemas.Bucket;
import dev.watchbill.schemas.Times;
import dev.watchbill.schemas.serde.TrustedRecords;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Durations in fixed logarithmic buckets, eight to each doubling: a quantile is right to about 4 %,
 * and those of hours, days and teams add up, and can be taken back.
 */
public final class Durations {
  static {
    TrustedRecords.trust();
  }

  private static final int TO_EACH_DOUBLING = 8;
  private static final double LN_2 = StrictMath.log(2);

  private Durations() {}

  /** Nothing was measured. */
  public static Times none() {
    return of(new TreeMap<>(), 0);
  }

  /**
   * One duration.
   *
   * @param millis null: it did not happen
   * @param sign 1, or -1 to take it back
   */
  public static Times of(@Nullable Long millis, int sign) {
    if (millis == null) {
      return none();
    }
    var buckets = new TreeMap<Integer, Long>();
    buckets.put(bucketOf(millis), (long) sign);
    return of(buckets, sign * millis);
  }

  /** Both together. */
  public static Times sum(Times a, Times b) {
    var buckets = new TreeMap<Integer, Long>();
    a.getBuckets()
        .forEach(bucket -> buckets.merge(bucket.getBucket(), bucket.getCount(), Long::sum));
    b.getBuckets()
        .forEach(bucket -> buckets.merge(bucket.getBucket(), bucket.getCount(), Long::sum));
    buckets.values().removeIf(count -> count == 0);
    return of(buckets, a.getSumMs() + b.getSumMs());
  }

  /** The bucket of a duration: 0 for less than a millisecond. */
  static int bucketOf(long millis) {
    return millis < 1
        ? 0
        : 1 + (int) StrictMath.floor(TO_EACH_DOUBLING * StrictMath.log((double) millis) / LN_2);
  }

  /** The geometric middle of a bucket. */
  static long middleOf(int bucket) {
    return bucket < 1 ? 0 : Math.round(StrictMath.pow(2, (bucket - 0.5) / TO_EACH_DOUBLING));
  }

  private static Times of(SortedMap<Integer, Long> buckets, long sum) {
    var count = buckets.values().stream().mapToLong(Long::longValue).sum();
    return Times.newBuilder()
        .setCount(count)
        .setSumMs(sum)
        .setMeanMs(count > 0 ? Math.round((double) sum / count) : null)
        .setP50Ms(quantile(buckets, count, 0.5))
        .setP95Ms(quantile(buckets, count, 0.95))
        .setBuckets(list(buckets))
        .build();
  }

  private static List<Bucket> list(Map<Integer, Long> buckets) {
    return buckets.entrySet().stream()
        .map(entry -> new Bucket(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static @Nullable Long quantile(
      SortedMap<Integer, Long> buckets, long count, double share) {
    var wanted = (long) Math.ceil(share * count);
    var seen = 0L;
    for (var entry : buckets.entrySet()) {
      seen += entry.getValue();
      if (seen >= wanted && wanted > 0) {
        return middleOf(entry.getKey());
      }
    }
    return null;
  }
}

package dev.watchbill.escalation.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.watchbill.schemas.Times;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DurationsTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aQuantileIsRightToFivePercentHoweverTheParts(long seed) {
    var millis = durations(seed);
    var all = add(millis, 1);

    var sorted = millis.clone();
    Arrays.sort(sorted);
    assertThat(all.getCount()).isEqualTo(sorted.length);
    assertThat(all.getSumMs()).isEqualTo(Arrays.stream(sorted).sum());
    assertClose(all.getP50Ms(), sorted[(sorted.length + 1) / 2 - 1]);
    assertClose(all.getP95Ms(), sorted[(int) Math.ceil(0.95 * sorted.length) - 1]);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void sumsAddUpInAnyOrderAndCanBeTakenBack(long seed) {
    var some = durations(seed);
    var others = durations(seed + 1_000);
    var both = Durations.sum(add(some, 1), add(others, 1));

    assertThat(both).isEqualTo(Durations.sum(add(others, 1), add(some, 1)));
    assertThat(Durations.sum(both, add(others, -1))).isEqualTo(add(some, 1));
    assertThat(Durations.sum(add(some, 1), add(some, -1))).isEqualTo(Durations.none());
  }

  @Test
  void bucketsAreAsTheSchemaSaysForEver() {
    assertThat(List.of(0L, 1L, 2L, 1_000L, 60_000L, 86_400_000L).stream().map(Durations::bucketOf))
        .containsExactly(0, 1, 9, 80, 127, 211);
  }

  @Test
  void whatDidNotHappenIsNotCounted() {
    assertThat(Durations.of(null, 1)).isEqualTo(Durations.none());
    assertThat(Durations.none().getP50Ms()).isNull();
  }

  private static Times add(long[] millis, int sign) {
    return Arrays.stream(millis)
        .mapToObj(each -> Durations.of(each, sign))
        .reduce(Durations.none(), Durations::sum);
  }

  private static void assertClose(Long quantile, long exact) {
    var tolerance = Math.max(1, Math.round(exact * 0.05));
    assertThat(Objects.requireNonNull(quantile)).isCloseTo(exact, within(tolerance));
  }

  private static long[] durations(long seed) {
    var random = new SplittableRandom(seed);
    return random
        .longs(1 + random.nextInt(200), 0, 30)
        .map(power -> random.nextLong(1L << power))
        .toArray();
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }
}

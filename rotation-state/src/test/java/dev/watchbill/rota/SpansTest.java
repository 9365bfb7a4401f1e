package dev.watchbill.rota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spans beside sets of single instants, of which there are few. */
class SpansTest {
  private static final int INSTANTS = 12;

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void holdsTheInstantsThatASetOfThemWould(long seed) {
    var random = new SplittableRandom(seed);
    var one = someInstants(random);
    var other = someInstants(random);
    var spans = spans(one);

    assertSame(spans, one::get);
    assertSame(spans.and(spans(other)), at -> one.get(at) && other.get(at));
    assertSame(spans.or(spans(other)), at -> one.get(at) || other.get(at));
    assertSame(spans.minus(spans(other)), at -> one.get(at) && !other.get(at));
    for (int from = 0; from <= INSTANTS; from++) {
      var first = from;
      assertThat(spans.endOfStretch(from)).isEqualTo(one.nextClearBit(from));
      for (int to = 0; to <= INSTANTS; to++) {
        var end = to;
        assertSame(spans.within(from, to), at -> one.get(at) && at >= first && at < end);
        assertSame(Spans.of(from, to), at -> at >= first && at < end);
      }
    }
  }

  @Test
  void isTheSameWhereAllOfItIsAskedFor() {
    var spans = spans(set(1, 2, 5));

    assertThat(spans.within(1, 6)).isSameAs(spans);
    assertThat(spans.firstStart()).isEqualTo(1);
    assertThat(spans.lastEnd()).isEqualTo(6);
  }

  @Test
  void gathersMoreStretchesThanExpected() {
    var collector = new Spans.Collector(0);
    IntStream.range(0, 50).forEach(i -> collector.add(2L * i, 2L * i + 1));
    collector.add(200, 200);
    collector.add(201, 200);

    assertThat(collector.spans().size()).isEqualTo(50);
    assertThat(collector.spans().length()).isEqualTo(50);
  }

  @Test
  void joinsAStretchInsideTheOneBeforeIt() {
    var collector = new Spans.Collector(4);
    collector.add(0, 10);
    collector.add(2, 3);
    collector.add(4, 12);

    assertThat(collector.spans().size()).isEqualTo(1);
    assertThat(collector.spans().end(0)).isEqualTo(12);
  }

  private static BitSet someInstants(SplittableRandom random) {
    var some = new BitSet();
    IntStream.range(0, INSTANTS).filter(at -> random.nextInt(5) < 3).forEach(some::set);
    return some;
  }

  private static BitSet set(int... instants) {
    var set = new BitSet();
    IntStream.of(instants).forEach(set::set);
    return set;
  }

  private static Spans spans(BitSet instants) {
    var collector = new Spans.Collector(0);
    instants.stream().forEach(at -> collector.add(at, at + 1L));
    return collector.spans();
  }

  /** The same instants, in stretches that are as few as they can be. */
  private static void assertSame(Spans spans, IntPredicate expected) {
    var instants = new BitSet();
    IntStream.range(0, INSTANTS).filter(expected).forEach(instants::set);
    var rebuilt = new BitSet();
    for (int i = 0; i < spans.size(); i++) {
      assertThat(spans.start(i)).isLessThan(spans.end(i));
      if (i > 0) {
        assertThat(spans.start(i)).isGreaterThan(spans.end(i - 1));
      }
      rebuilt.set(Math.toIntExact(spans.start(i)), Math.toIntExact(spans.end(i)));
    }
    assertThat(rebuilt).isEqualTo(instants);
    assertThat(spans.length()).isEqualTo(instants.cardinality());
    assertThat(spans.isEmpty()).isEqualTo(instants.isEmpty());
    IntStream.range(0, INSTANTS)
        .forEach(at -> assertThat(spans.contains(at)).isEqualTo(instants.get(at)));
  }
}

package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class DeparturesTest {
  private static final long SETTLED = Departures.SETTLES;

  private final SortedStore incidents = new SortedStore("incidents");
  private final Departures departures = new Departures(incidents);

  DeparturesTest() {
    IntStream.range(0, 5)
        .forEach(i -> incidents.put(Bytes.wrap(new byte[] {(byte) i}), new byte[] {(byte) i}));
  }

  @Test
  void goesThroughAllOnceAfterAStart() {
    assertThat(departures.next(0, 0, 2)).isEmpty();
    assertThat(departures.next(0, SETTLED, 2)).containsExactly(new byte[] {0}, new byte[] {1});
    assertThat(departures.next(0, SETTLED, 2)).containsExactly(new byte[] {2}, new byte[] {3});
    assertThat(departures.next(0, SETTLED, 2)).containsExactly(new byte[] {4});
    assertThat(departures.next(0, SETTLED, 2)).isEmpty();
  }

  @Test
  void beginsAgainLaterWhereItWasHeldUp() {
    departures.next(0, 0, 2);
    departures.next(0, SETTLED, 2);

    departures.again(60_000);

    assertThat(departures.next(0, 59_999, 9)).isEmpty();
    assertThat(departures.next(0, 60_000, 9)).hasSize(5);
  }

  @Test
  void beginsAgainWithTheFirstWhenSomebodyLeaves() {
    departures.next(0, 0, 2);
    departures.next(0, SETTLED, 2);

    assertThat(departures.next(1, SETTLED, 2)).isEmpty();
    assertThat(departures.next(1, 2 * SETTLED, 9)).hasSize(5);
    assertThat(departures.next(1, 2 * SETTLED, 9)).isEmpty();
  }
}

package dev.watchbill.escalation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hints ordered by time; a look costs what is due. */
class DeadlinesTest {
  private final AtomicInteger scans = new AtomicInteger();
  private KeyValueStore<Bytes, byte[]> store = inMemory();
  private Deadlines deadlines = new Deadlines(store);

  @BeforeEach
  void looksOnce() {
    deadlines.due(0, 10);
    scans.set(0);
  }

  @Test
  void findsWhatIsDueInItsOrder() {
    put(30, "c");
    put(10, "a");
    put(20, "b");

    assertThat(deadlines.due(20, 10)).containsExactly(hint(10, "a"), hint(20, "b"));
  }

  @Test
  void touchesNothingBeforeTheNextIsDue() {
    put(10, "a");
    deadlines.due(5, 10);
    scans.set(0);

    for (var now = 0; now < 10; now++) {
      assertThat(deadlines.due(now, 10)).isEmpty();
    }

    assertThat(scans).hasValue(0);
    assertThat(deadlines.due(10, 10)).containsExactly(hint(10, "a"));
  }

  @Test
  void looksFromThereOnWhenAnEarlierOneIsPut() {
    put(100, "late");
    deadlines.due(50, 10);
    put(60, "early");

    assertThat(deadlines.next()).isEqualTo(60);
    assertThat(deadlines.due(60, 10)).containsExactly(hint(60, "early"));
  }

  @Test
  void findsTheRestAfterABatch() {
    put(1, "a");
    put(2, "b");
    put(3, "c");

    var first = deadlines.due(10, 2);
    first.forEach(this::delete);

    assertThat(first).containsExactly(hint(1, "a"), hint(2, "b"));
    assertThat(deadlines.due(10, 2)).containsExactly(hint(3, "c"));
  }

  @Test
  void findsAgainWhatWasNotHandled() {
    put(1, "a");

    assertThat(deadlines.due(10, 2)).containsExactly(hint(1, "a"));
    assertThat(deadlines.due(10, 2)).containsExactly(hint(1, "a"));
  }

  @Test
  void findsEverythingAfterARestart() {
    put(1, "a");
    put(50, "b");
    deadlines.due(10, 2).forEach(this::delete);

    deadlines = new Deadlines(store);

    assertThat(deadlines.due(40, 10)).isEmpty();
    assertThat(deadlines.next()).isEqualTo(50);
    assertThat(deadlines.due(50, 10)).containsExactly(hint(50, "b"));
  }

  @Test
  void ordersMomentsBeforeAndAfterAnEpochOverflowOfOneByte() {
    put(256, "b");
    put(255, "a");

    assertThat(deadlines.due(300, 10)).containsExactly(hint(255, "a"), hint(256, "b"));
  }

  private void put(long due, String incident) {
    deadlines.write(Deadlines.key(Instant.ofEpochMilli(due), incident), Deadlines.NOTHING);
  }

  private void delete(Deadlines.Hint hint) {
    deadlines.write(Deadlines.key(hint.due(), hint.incident()), null);
  }

  private static Deadlines.Hint hint(long due, String incident) {
    return new Deadlines.Hint(Instant.ofEpochMilli(due), incident);
  }

  private KeyValueStore<Bytes, byte[]> inMemory() {
    var real =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("deadlines"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    var context = new MockProcessorContext<Void, Void>();
    real.init(context.getStateStoreContext(), real);
    return new CountingStore(real, scans);
  }
}

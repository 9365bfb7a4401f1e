package dev.watchbill.planner.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadlinesTest {
  @TempDir Path stateDir;

  private final KeyValueStore<String, Long> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("deadlines"), Serdes.String(), Serdes.Long())
          .withLoggingDisabled()
          .build();

  @BeforeEach
  void open() {
    var context =
        new MockProcessorContext<Void, Void>(new Properties(), new TaskId(0, 0), stateDir.toFile());
    store.init(context.getStateStoreContext(), store);
  }

  @Test
  void givesTheLongestWaitingFirstAndNoneBeforeItsTime() {
    var deadlines = new Deadlines(store);
    deadlines.put("late", 2_000);
    deadlines.put("early", 1_000);

    assertThat(deadlines.due(999)).isEmpty();
    assertThat(deadlines.due(1_000)).contains("early");
    assertThat(deadlines.due(5_000)).contains("early");
  }

  @Test
  void forgetsTheOldTimeOfAScheduleThatGotANewOne() {
    var deadlines = new Deadlines(store);
    deadlines.put("primary", 1_000);
    deadlines.put("primary", 9_000);

    assertThat(deadlines.due(8_999)).isEmpty();
    assertThat(deadlines.due(9_000)).contains("primary");
  }

  @Test
  void knowsThemAgainAfterARestart() {
    var before = new Deadlines(store);
    before.put("primary", 1_000);
    before.put("gone", 500);
    before.remove("gone");

    var after = new Deadlines(store);

    assertThat(after.schedules()).containsExactly("primary");
    assertThat(after.due(1_000)).contains("primary");
  }
}

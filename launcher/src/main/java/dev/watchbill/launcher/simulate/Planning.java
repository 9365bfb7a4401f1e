package dev.watchbill.launcher.simulate;

import dev.watchbill.schemas.RosterRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Where a simulation's shifts come from. */
interface Planning extends AutoCloseable {
  /** When it is to be asked again whether there is anything to publish. */
  Instant nextLook();

  /**
   * Proposes a roster.
   *
   * @param changes its objects, by key; null: no longer in it
   * @return what is published then of its shifts, in order
   */
  List<TestRecord<String, byte[]>> propose(
      Map<String, @Nullable RosterRecord> changes, String version, Instant at);

  /** Lets it look. @return what is published then */
  List<TestRecord<String, byte[]>> look(Instant at);

  @Override
  void close();
}

package dev.watchbill.launcher.simulate;

import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.RosterRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Where a simulation's shifts come from. */
interface Planning extends AutoCloseable {
  /**
   * What is published.
   *
   * @param shifts records of {@code rotation-state}, in order
   * @param availability records of {@code availability}, in order
   */
  record News(
      List<TestRecord<String, byte[]>> shifts, List<TestRecord<String, byte[]>> availability) {
    static final News NONE = new News(List.of(), List.of());

    public News {
      shifts = List.copyOf(shifts);
      availability = List.copyOf(availability);
    }
  }

  /** When it is to be asked again whether there is anything to publish. */
  Instant nextLook();

  /**
   * Proposes a roster.
   *
   * @param changes its objects, by key; null: no longer in it
   * @return what is published then
   */
  News propose(Map<String, @Nullable RosterRecord> changes, String version, Instant at);

  /** Lets it look. @return what is published then */
  News look(Instant at);

  /** Tells it what became of incidents. @return what is published then of who has them */
  News hear(List<IncidentEvent> events, Instant at);

  @Override
  void close();
}

package dev.watchbill.schemas.roster;

import dev.watchbill.schemas.RosterRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects roster records until {@code roster:current} makes them whole. A reader in the middle of
 * a publication thus never sees half of it. Not thread safe.
 */
public final class RosterStage {
  /** Key of the record that makes all before it whole. */
  public static final String CURRENT = "roster:current";

  /** Key of the record that asks the planner to plan what came before it. */
  public static final String PROPOSED = "roster:proposed";

  private final Map<String, RosterRecord> records = new HashMap<>();

  /**
   * Takes the next record of the topic.
   *
   * @param value null: the object was removed
   * @return the new snapshot, where this record made one whole
   */
  public Optional<RosterSnapshot> accept(String key, @Nullable RosterRecord value) {
    if (key.equals(PROPOSED)) {
      return Optional.empty();
    }
    if (key.equals(CURRENT)) {
      return value == null ? Optional.empty() : Optional.of(snapshot(value.getVersion()));
    }
    if (value == null) {
      records.remove(key);
    } else {
      records.put(key, value);
    }
    return Optional.empty();
  }

  /** What was staged until now, as if it were whole: for the planner, which makes it so. */
  public RosterSnapshot snapshot(String version) {
    return RosterSnapshot.of(version, records);
  }
}

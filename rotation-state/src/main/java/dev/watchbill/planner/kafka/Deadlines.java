package dev.watchbill.planner.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * When each published schedule needs attention next. Kept in memory in order of time, so that a
 * look costs nothing while nothing is due; the store is read once, at the start.
 */
final class Deadlines {
  private final KeyValueStore<String, Long> store;
  private final Map<String, Long> bySchedule = new HashMap<>();
  private final TreeMap<Long, Set<String>> byTime = new TreeMap<>();

  Deadlines(KeyValueStore<String, Long> store) {
    this.store = store;
    try (var all = store.all()) {
      all.forEachRemaining(entry -> remember(entry.key, entry.value));
    }
  }

  /** All published schedules. */
  Collection<String> schedules() {
    return new TreeSet<>(bySchedule.keySet());
  }

  /** A schedule that is due, the longest waiting first; empty: none is. */
  Optional<String> due(long nowMillis) {
    return byTime.isEmpty() || byTime.firstKey() > nowMillis
        ? Optional.empty()
        : Optional.of(byTime.firstEntry().getValue().iterator().next());
  }

  void put(String schedule, long atMillis) {
    remove(schedule);
    remember(schedule, atMillis);
    store.put(schedule, atMillis);
  }

  void remove(String schedule) {
    var at = bySchedule.remove(schedule);
    if (at != null) {
      var together = byTime.get(at);
      if (together != null && together.remove(schedule) && together.isEmpty()) {
        byTime.remove(at);
      }
      store.delete(schedule);
    }
  }

  private void remember(String schedule, long atMillis) {
    bySchedule.put(schedule, atMillis);
    byTime.computeIfAbsent(atMillis, at -> new TreeSet<>()).add(schedule);
  }
}

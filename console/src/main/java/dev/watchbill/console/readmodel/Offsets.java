package dev.watchbill.console.readmodel;

import dev.watchbill.console.readmodel.projection.Received;
import dev.watchbill.console.readmodel.store.Place;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** How far each partition was read: rows beside those that its records became. */
final class Offsets {
  private Offsets() {}

  /** The next offset of each partition that was ever read. */
  static Map<Place, Long> read(Handle rows) {
    return rows.select("SELECT topic, partition, next FROM offsets")
        .map((row, context) ->
            Map.entry(
                new Place(row.getString("topic"), row.getInt("partition")), row.getLong("next")))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Moves them behind these records. */
  static void move(Handle rows, List<Received> records) {
    records.stream()
        .collect(Collectors.toMap(Received::place, record -> record.offset() + 1, Math::max))
        .forEach((place, next) ->
            rows.execute(
                "INSERT INTO offsets (topic, partition, next) VALUES (?, ?, ?)"
                    + " ON CONFLICT (topic, partition) DO UPDATE SET next = excluded.next",
                place.topic(),
                place.partition(),
                next));
  }
}

package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Receipt;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was last shown of which incident in which room of one provider. Rebuilt from the receipts at
 * each start; bounded, the incidents longest untouched are forgotten first.
 */
public final class ShownBoard {
  private static final int MOST = 50_000;

  private final String provider;
  private final Map<String, Shown> shown =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Shown> eldest) {
          if (size() > MOST) {
            leave(eldest.getKey());
            return true;
          }
          return false;
        }
      };

  /** By incident, those it is in. */
  private final Map<String, Set<String>> rooms = new HashMap<>();

  public ShownBoard(String provider) {
    this.provider = provider;
  }

  /**
   * One state of an incident in one room.
   *
   * @param seq of the assignment
   * @param ref as the channel named it
   */
  public record Shown(long seq, Instant at, String ref) {}

  /** Takes note of a receipt, if it is about one of ours. */
  public synchronized void learn(Receipt receipt) {
    var ref = receipt.getProviderRef();
    if (receipt.getChannel().equals(provider)
        && receipt.getPage().isEmpty()
        && ref != null
        && Outcome.hasReached(receipt.getOutcome())) {
      RoomReceipts.seq(receipt)
          .ifPresent(seq ->
              keep(
                  receipt.getIncident(),
                  receipt.getAddress(),
                  new Shown(seq, receipt.getAt(), ref)));
    }
  }

  /** Takes note of what was just shown. */
  public synchronized void shown(Assignment assignment, String room, Instant at, String ref) {
    keep(assignment.getIncident().getId(), room, new Shown(assignment.getSeq(), at, ref));
  }

  public synchronized Optional<Shown> last(String incident, String room) {
    return Optional.ofNullable(shown.get(incident + "\n" + room));
  }

  /** The rooms that an incident is in, the first one first. */
  public synchronized List<String> rooms(String incident) {
    return List.copyOf(rooms.getOrDefault(incident, Set.of()));
  }

  /** By incident; where one is in several rooms, any of them. */
  public synchronized Map<String, Shown> all() {
    var all = new LinkedHashMap<String, Shown>();
    shown.forEach((key, last) -> all.put(key.substring(0, key.indexOf('\n')), last));
    return all;
  }

  private void keep(String incident, String room, Shown next) {
    rooms.computeIfAbsent(incident, _ -> new LinkedHashSet<>(2)).add(room);
    shown.merge(
        incident + "\n" + room, next, (old, newer) -> newer.seq() >= old.seq() ? newer : old);
  }

  private void leave(String key) {
    var end = key.indexOf('\n');
    rooms.computeIfPresent(
        key.substring(0, end),
        (_, all) -> {
          all.remove(key.substring(end + 1));
          return all.isEmpty() ? null : all;
        });
  }
}

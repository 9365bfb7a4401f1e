package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Receipt;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has become of each incident in each room of one provider. Rebuilt from the receipts at each
 * start; bounded, those longest untouched are forgotten first.
 */
final class RoomBook {
  private static final int MOST = 50_000;
  private static final Past NONE = new Past(Long.MIN_VALUE, false, false);

  private final String provider;
  private final Map<String, Past> pasts =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Past> eldest) {
          return size() > MOST;
        }
      };

  /** By incident: the newest assignment that is known, shown or not. */
  private final Map<String, Long> newest =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  RoomBook(String provider) {
    this.provider = provider;
  }

  /**
   * One incident in one room.
   *
   * @param settled the newest assignment that has its end result there
   * @param reached whether any was shown
   * @param waits whether it was said that a newer one waits
   */
  private record Past(long settled, boolean reached, boolean waits) {}

  /** Takes note of a receipt, if it is of one of our rooms. */
  void learn(Receipt receipt) {
    if (receipt.getChannel().equals(provider) && receipt.getPage().isEmpty()) {
      RoomReceipts.seq(receipt)
          .ifPresent(seq -> {
            comes(receipt.getIncident(), seq);
            var reached = Outcome.hasReached(receipt.getOutcome());
            if (reached || receipt.getPermanent()) {
              settled(receipt.getIncident(), receipt.getAddress(), seq, reached);
            } else {
              waits(receipt.getIncident(), receipt.getAddress(), seq);
            }
          });
    }
  }

  /** There is such an assignment. */
  synchronized void comes(String incident, long seq) {
    newest.merge(incident, seq, Math::max);
  }

  /** Whether there is a newer one. */
  synchronized boolean isOutdated(String incident, long seq) {
    return newest.getOrDefault(incident, seq) > seq;
  }

  synchronized void settled(String incident, String room, long seq, boolean reached) {
    var past = past(incident, room);
    if (seq >= past.settled) {
      pasts.put(key(incident, room), new Past(seq, past.reached || reached, false));
    }
  }

  synchronized void waits(String incident, String room, long seq) {
    var past = past(incident, room);
    if (seq > past.settled) {
      pasts.put(key(incident, room), new Past(past.settled, past.reached, true));
    }
  }

  synchronized boolean isSettled(String incident, String room, long seq) {
    return past(incident, room).settled >= seq;
  }

  synchronized boolean hasReached(String incident, String room) {
    return past(incident, room).reached;
  }

  synchronized boolean waits(String incident, String room) {
    return past(incident, room).waits;
  }

  private Past past(String incident, String room) {
    return pasts.getOrDefault(key(incident, room), NONE);
  }

  private static String key(String incident, String room) {
    return incident + "\n" + room;
  }
}

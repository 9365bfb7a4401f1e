package dev.watchbill.notifier.ticket;

import dev.watchbill.notifier.delivery.Receipts;
import dev.watchbill.notifier.delivery.ShownBoard;
import dev.watchbill.notifier.known.KnownIncidents;
import dev.watchbill.schemas.Receipt;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tickets in a tracker that isn't set up here any more, of incidents that go on or were resolved
 * unseen: nobody can finish them. It is said once, and nothing is tried.
 */
public final class LeftTickets {
  private static final Logger LOG = LoggerFactory.getLogger(LeftTickets.class);

  private final String tracker;
  private final ShownBoard board;
  private final KnownIncidents incidents;
  private final Receipts receipts;
  private final InstantSource clock;

  /** Names of what was said. */
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  public LeftTickets(
      String tracker, KnownIncidents incidents, Receipts receipts, InstantSource clock) {
    this.tracker = tracker;
    this.incidents = incidents;
    this.receipts = receipts;
    this.clock = clock;
    board = new ShownBoard(tracker);
  }

  /** Takes note of what receipts say. */
  public void learn(Receipt receipt) {
    board.learn(receipt);
    if (receipt.getChannel().equals(tracker)
        && receipt.getId().equals(name(receipt.getIncident(), receipt.getAddress()))) {
      said.add(receipt.getId());
    }
  }

  /** Whether the tracker was ever told of an incident. */
  public boolean areThereAny() {
    return !board.all().isEmpty();
  }

  /**
   * Says it of those there are.
   *
   * @throws InterruptedException if this process stops first; it is said after its next start
   */
  public void tell() throws InterruptedException {
    for (var incident : board.all().keySet()) {
      for (var room : board.rooms(incident)) {
        var ticket = board.last(incident, room).map(shown -> Said.of(shown.ref())).orElseThrow();
        if (isUnfinished(incident, ticket) && said.add(name(incident, room))) {
          tell(incident, room, ticket);
        }
      }
    }
  }

  private boolean isUnfinished(String incident, Said ticket) {
    return incidents.open(incident).isPresent()
        || (incidents.whole(incident).isPresent() && !ticket.state().equals("resolved"));
  }

  private void tell(String incident, String room, Said ticket) throws InterruptedException {
    var reason =
        "%s stays as it is: %s is not configured any more".formatted(ticket.key(), tracker);
    LOG.atWarn()
        .addKeyValue("incident", incident)
        .addKeyValue("channel", tracker)
        .addKeyValue("ticket", ticket.key())
        .log("its ticket stays as it is: the tracker is not configured any more");
    receipts.report(
        Receipt.newBuilder()
            .setId(name(incident, room))
            .setIncident(incident)
            .setService(incident.substring(0, incident.lastIndexOf('-')))
            .setChannel(tracker)
            .setAddress(room)
            .setOutcome("failed")
            .setPermanent(true)
            .setReason(reason)
            .setAt(clock.instant())
            .setAttempts(0)
            .build());
  }

  private String name(String incident, String room) {
    return "%s/left/%s/%s".formatted(incident, tracker, room);
  }
}

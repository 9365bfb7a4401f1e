package dev.watchbill.notifier.delivery;

import dev.watchbill.notifier.delivery.RoomChannel.Place;
import dev.watchbill.schemas.Assignment;
import dev.watchbill.schemas.Receipt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows assignments in the rooms of one provider, in order for each incident and place. Where a
 * newer assignment already waits, the older one isn't shown any more: people want to see what is.
 */
public final class RoomDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RoomDesk.class);
  private static final int AT_ONCE = 50;

  private final RoomChannel channel;
  private final Receipts receipts;
  private final InstantSource clock;
  private final NotifierMetrics metrics;
  private final Attempts attempts;
  private final Lanes lanes;
  private final Map<String, Long> newest = new ConcurrentHashMap<>();
  private final Set<Errand> errands = ConcurrentHashMap.newKeySet();

  public RoomDesk(
      RoomChannel channel,
      RetryLadder ladder,
      Receipts receipts,
      InstantSource clock,
      NotifierMetrics metrics) {
    this(channel, ladder, receipts, ProviderTrouble.UNHEARD, clock, metrics);
  }

  /**
   * The same.
   *
   * @param trouble hears when the provider can't be used
   */
  public RoomDesk(
      RoomChannel channel,
      RetryLadder ladder,
      Receipts receipts,
      ProviderTrouble trouble,
      InstantSource clock,
      NotifierMetrics metrics) {
    this.channel = channel;
    this.receipts = receipts;
    this.clock = clock;
    this.metrics = metrics;
    attempts =
        new Attempts(ladder, clock, AT_ONCE, new Breaker(channel.provider() + "-rooms", trouble));
    lanes = new Lanes("rooms-" + channel.provider());
  }

  /**
   * Takes an assignment on, for every place it is to be seen in, and returns at once.
   *
   * @param done called once it is shown, for good not shown, or outdated, everywhere
   */
  public Taken take(Assignment assignment, Runnable done) {
    return show(assignment, channel.places(assignment), done);
  }

  /** The same, for these places only. */
  public Taken show(Assignment assignment, List<? extends Place> places, Runnable done) {
    if (places.isEmpty()) {
      done.run();
      return Taken.DONE;
    }
    var errand = new Errand();
    errands.add(errand);
    var open = new AtomicInteger(places.size());
    for (var place : places) {
      var lane = assignment.getIncident().getId() + "\n" + place;
      newest.merge(lane, assignment.getSeq(), Math::max);
      lanes.run(
          lane,
          () -> {
            if (work(lane, assignment, place, errand) && open.decrementAndGet() == 0) {
              errands.remove(errand);
              done.run();
            }
          });
    }
    return errand;
  }

  /** Gives up what waits, and lets what is under way finish, but not for long. */
  @Override
  public void close() {
    errands.forEach(Errand::abandon);
    lanes.close(Duration.ofMillis(1500));
  }

  private boolean work(String lane, Assignment assignment, Place place, Errand errand) {
    var seq = newest.get(lane);
    if (seq != null && seq > assignment.getSeq()) {
      return true;
    }
    try {
      var result = attempts.run(errand, Optional.empty(), () -> channel.show(assignment, place));
      if (result.isPresent()) {
        settle(assignment, place, result.get());
      }
      return result.isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      newest.remove(lane, assignment.getSeq());
    }
  }

  private void settle(Assignment assignment, Place place, Attempts.Result result)
      throws InterruptedException {
    metrics.shown(channel.provider(), result.outcome().word());
    LOG.atInfo()
        .addKeyValue("incident", assignment.getIncident().getId())
        .addKeyValue("seq", assignment.getSeq())
        .addKeyValue("channel", channel.provider())
        .addKeyValue("outcome", result.outcome().word())
        .addKeyValue("reason", result.outcome().reason())
        .log("assignment shown");
    switch (place) {
      case Place.Room room -> receipts.report(receipt(assignment, room, result));
      // Its page has its end result already.
      case Place.Message message -> {}
    }
  }

  private Receipt receipt(Assignment assignment, Place.Room room, Attempts.Result result) {
    var now = clock.instant();
    var outcome = result.outcome();
    return Receipt.newBuilder()
        .setId(
            "%s/%d/%s/%s"
                .formatted(
                    assignment.getIncident().getId(),
                    assignment.getSeq(),
                    channel.provider(),
                    room.address()))
        .setIncident(assignment.getIncident().getId())
        .setService(assignment.getIncident().getService())
        .setChannel(channel.provider())
        .setAddress(room.address())
        .setOutcome(outcome.word())
        .setPermanent(outcome.permanent())
        .setReason(outcome.reason())
        .setAt(now)
        .setLatencyMs(Math.max(0, Duration.between(assignment.getAt(), now).toMillis()))
        .setAttempts(result.attempts())
        .setProviderRef(outcome.ref().orElse(null))
        .build();
  }
}

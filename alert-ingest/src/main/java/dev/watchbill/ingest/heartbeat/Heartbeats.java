package dev.watchbill.ingest.heartbeat;

import dev.watchbill.ingest.AlertLog.Appended;
import dev.watchbill.ingest.Arrival;
import dev.watchbill.ingest.IntegrationSettings;
import dev.watchbill.ingest.SourceAlert;
import dev.watchbill.ingest.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Signs of life in what senders send. */
public final class Heartbeats {
  /** A sender that is heard all the time is written down no more often. */
  private static final Duration SELDOM = Duration.ofSeconds(15);

  private final HeartbeatLog log;
  private final Map<String, Instant> mentionedAt = new ConcurrentHashMap<>();

  public Heartbeats(HeartbeatLog log) {
    this.log = log;
  }

  /** What is left of a request's alerts, and which heartbeats the others were. */
  public record Sifted(List<SourceAlert> alerts, List<Heard> beats) {}

  /** Something came from a sender, whatever it was. */
  public void heard(IntegrationSettings from, Arrival arrival) {
    // Also of one that isn't expected: an alert that isn't renewed is over only while its sender is
    // otherwise heard.
    var pause = pause(from.listening().expectEvery());
    mentionedAt.compute(
        from.name(),
        (name, before) -> {
          if (before != null && arrival.at().isBefore(before.plus(pause))) {
            return before;
          }
          log.mention(new Heard(name, arrival.at(), arrival.sender()));
          return arrival.at();
        });
  }

  private static Duration pause(Duration every) {
    var part = every.dividedBy(4);
    return part.isZero() || part.compareTo(SELDOM) > 0 ? SELDOM : part;
  }

  /** Takes out of a request's alerts those that count as heartbeats, firing or not. */
  public static Sifted sift(List<SourceAlert> alerts, IntegrationSettings from, Arrival arrival) {
    if (from.listening().counted().isEmpty()) {
      return new Sifted(alerts, List.of());
    }
    var left = new ArrayList<SourceAlert>(alerts.size());
    var beats = new ArrayList<Heard>();
    for (var alert : alerts) {
      var counts = from.listening().heartbeatOf(alert);
      if (counts.isEmpty()) {
        left.add(alert);
      } else if (alert.status() == SourceStatus.FIRING) {
        // A resolved one is no sign of life; its absence will be noticed.
        beats.add(new Heard(counts.get(), arrival.at(), "an alert of " + from.name()));
      }
    }
    return new Sifted(left, beats.stream().distinct().toList());
  }

  /** Keeps what was heard; safe when this says so. */
  public Appended keep(List<Heard> beats) {
    return beats.isEmpty() ? new Appended.Durable() : log.heard(beats);
  }
}

package dev.watchbill.ingest;

import dev.watchbill.schemas.Integration;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an integration's requests say beside their alerts: that the sender lives, and that those
 * heartbeats do whose signal is one of its alerts.
 *
 * @param expectEvery how often the sender is expected to be heard; zero: it isn't
 * @param counted alerts that count as heartbeats and are none
 */
public record Listening(Duration expectEvery, List<Counted> counted) {
  /** Nothing is expected. */
  public static final Listening NONE = new Listening(Duration.ZERO, List.of());

  /**
   * Alerts with all these labels are signs of life.
   *
   * @param heartbeat its name
   */
  public record Counted(String heartbeat, Map<String, String> labels) {
    public Counted {
      labels = Map.copyOf(labels);
    }

    private boolean matches(SourceAlert alert) {
      return alert.labels().entrySet().containsAll(labels.entrySet());
    }
  }

  public Listening {
    counted = List.copyOf(counted);
  }

  /**
   * What is listened for in an integration.
   *
   * @param all of the roster, among them heartbeats that name this one as their sender
   */
  public static Listening to(Integration integration, Stream<Integration> all) {
    var counted =
        all.filter(other -> integration.getName().equals(other.getBeatFrom()))
            .filter(other -> !other.getBeatLabels().isEmpty())
            .map(other -> new Counted(other.getName(), other.getBeatLabels()))
            .sorted(Comparator.comparing(Counted::heartbeat))
            .toList();
    return new Listening(Duration.ofMillis(Math.max(0, integration.getExpectEveryMs())), counted);
  }

  /** The heartbeat that an alert counts for. */
  public Optional<String> heartbeatOf(SourceAlert alert) {
    return counted.stream().filter(one -> one.matches(alert)).map(Counted::heartbeat).findFirst();
  }
}

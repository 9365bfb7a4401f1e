package dev.watchbill.notifier.delivery;

import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.Receipt;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How far each thread has told its incident's timeline. Rebuilt from the receipts at each start;
 * bounded, those longest untouched are forgotten first.
 */
final class ThreadBook {
  private static final int MOST = 50_000;
  private static final String SUFFIX = "-thread";

  private final String channel;
  private final Map<String, Long> told =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  ThreadBook(String provider) {
    channel = provider + SUFFIX;
  }

  /** What stands in receipts of threads. */
  String channel() {
    return channel;
  }

  /**
   * What is to be told.
   *
   * @param steps oldest first
   * @param forgotten how many before them nobody knows any more
   * @param last number of the newest step there is
   */
  record News(List<IncidentEvent> steps, int forgotten, long last) {}

  /** What a thread hasn't told yet. */
  synchronized News news(
      Incident incident, String room, Instant since, Predicate<IncidentEvent> tells) {
    var through = told.getOrDefault(key(incident.getId(), room), 0L);
    var timeline = incident.getTimeline();
    var steps =
        timeline.stream()
            .filter(step -> number(step.getId()) > through)
            .filter(step -> !step.getAt().isBefore(since))
            .filter(tells)
            .toList();
    var first = timeline.isEmpty() ? 1 : number(timeline.getFirst().getId());
    var forgotten = through == 0 ? 0 : (int) Math.max(0, first - 1 - through);
    return new News(steps, forgotten, last(incident));
  }

  synchronized boolean isTold(Incident incident, String room) {
    return told.getOrDefault(key(incident.getId(), room), 0L) >= last(incident);
  }

  synchronized void told(String incident, String room, long number) {
    told.merge(key(incident, room), number, Math::max);
  }

  /** Takes note of a receipt, if it is of a thread. */
  void learn(Receipt receipt) {
    if (receipt.getChannel().equals(channel) && receipt.getPage().isEmpty()) {
      var number = number(receipt.getId().replace("/" + channel + "/" + receipt.getAddress(), ""));
      told(receipt.getIncident(), receipt.getAddress(), number);
    }
  }

  String receiptId(String incident, long number, String room) {
    return "%s/%d/%s/%s".formatted(incident, number, channel, room);
  }

  private static long last(Incident incident) {
    return incident.getTimeline().stream().mapToLong(step -> number(step.getId())).max().orElse(0);
  }

  /** Steps are named INCIDENT/NUMBER. */
  private static long number(String id) {
    try {
      return Long.parseLong(id.substring(id.lastIndexOf('/') + 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String key(String incident, String room) {
    return incident + "\n" + room;
  }
}

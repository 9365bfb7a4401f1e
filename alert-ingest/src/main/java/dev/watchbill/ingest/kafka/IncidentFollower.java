package dev.watchbill.ingest.kafka;

import dev.watchbill.ingest.IncidentBook;
import dev.watchbill.schemas.Incident;
import dev.watchbill.schemas.IncidentEvent;
import dev.watchbill.schemas.kafka.Cluster;
import dev.watchbill.schemas.kafka.TopicFollower;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Incidents of the services whose senders may ask for them. Follows their topic from the first
 * question on: most organisations' senders never ask.
 */
public final class IncidentFollower implements IncidentBook, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int LONGEST_TEXT = 2_000;
  private static final int MOST_EVENTS = 40;

  private final Cluster cluster;
  private final String client;
  private final Predicate<String> isAskedFor;
  private final Map<String, Incident> byId = new ConcurrentHashMap<>();
  private @Nullable TopicFollower<Incident> following;
  private boolean closed;

  /**
   * @param isAskedFor whether incidents of a service are kept
   */
  public IncidentFollower(Cluster cluster, String client, Predicate<String> isAskedFor) {
    this.cluster = cluster;
    this.client = client;
    this.isAskedFor = isAskedFor;
  }

  @Override
  public Optional<Incident> byGroup(String service, String groupKey) {
    follow();
    return ofService(service).stream()
        .filter(incident -> IncidentBook.isOf(incident, groupKey))
        .findFirst();
  }

  @Override
  public Optional<Incident> byNumber(String service, String number) {
    follow();
    return Optional.ofNullable(byId.get(service + "-" + number));
  }

  @Override
  public List<Incident> newest(String service, int most) {
    follow();
    return ofService(service).stream().limit(most).toList();
  }

  private List<Incident> ofService(String service) {
    return byId.values().stream()
        .filter(incident -> incident.getService().equals(service))
        .sorted(Comparator.comparing(Incident::getOpenedAt).reversed())
        .toList();
  }

  private void follow() {
    try {
      var follower = follower();
      if (follower != null) {
        follower.caughtUp().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // What is known by now is all there is to tell.
    }
  }

  private synchronized @Nullable TopicFollower<Incident> follower() {
    if (following == null && !closed) {
      following = new TopicFollower<>(cluster, cluster.topics().incidents, client, this::accept);
    }
    return following;
  }

  private void accept(String id, @Nullable Incident incident) {
    if (incident == null || !isAskedFor.test(incident.getService())) {
      byId.remove(id);
    } else {
      byId.put(id, light(incident));
    }
  }

  private static Incident light(Incident incident) {
    var text = incident.getText();
    return Incident.newBuilder(incident)
        .setText(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text)
        .setTimeline(kept(incident.getTimeline()))
        .setPath(List.of())
        .build();
  }

  /** Notes, which are asked for, and what names the alerts. */
  private static List<IncidentEvent> kept(List<IncidentEvent> timeline) {
    var kept =
        timeline.stream()
            .filter(event -> IncidentBook.isNote(event) || event.getAlertKey() != null)
            .toList();
    return kept.subList(Math.max(0, kept.size() - MOST_EVENTS), kept.size());
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (following != null) {
      following.close();
    }
  }
}

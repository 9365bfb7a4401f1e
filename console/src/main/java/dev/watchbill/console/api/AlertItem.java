package dev.watchbill.console.api;

import dev.watchbill.console.readmodel.questions.Alerts.Episode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alert, from when it fired until it fires anew.
 *
 * @param status firing, resolved or acknowledged, as last received
 * @param key the source's own key
 * @param startedAt as the source says
 * @param receivedAt the last time
 * @param incident the one it belongs to; null: none yet
 * @param test Watchbill made it to show its path
 */
public record AlertItem(
    String id,
    String status,
    String key,
    String integration,
    String service,
    String severity,
    String title,
    String text,
    Map<String, String> labels,
    List<LinkItem> links,
    @Nullable Instant startedAt,
    Instant receivedAt,
    @Nullable String incident,
    boolean test) {

  /** A link that came with it. */
  public record LinkItem(String text, String href) {}

  static AlertItem of(Episode episode) {
    var alert = episode.alert();
    return new AlertItem(
        episode.id(),
        alert.getStatus(),
        alert.getKey(),
        alert.getIntegration(),
        alert.getService(),
        alert.getSeverity(),
        alert.getTitle(),
        alert.getText(),
        alert.getLabels(),
        alert.getLinks().stream()
            .map(link -> new LinkItem(link.getText(), link.getHref()))
            .toList(),
        alert.getStartedAt(),
        alert.getReceivedAt(),
        episode.incident(),
        alert.getTest());
  }
}

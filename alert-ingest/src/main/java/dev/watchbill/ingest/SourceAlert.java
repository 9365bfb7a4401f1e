package dev.watchbill.ingest;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alert in the sender's own words, before it is normalised. Nothing in it is cut or cleaned.
 *
 * @param key the sender's own key; never empty
 * @param groupKey null: the format has none, and the key stands for it
 * @param startedAt null: the sender doesn't say
 * @param endsAt firing: expires then unless renewed; resolved: when it ended; null: not said
 * @param links beyond those the annotations hold
 * @param note a sentence for the end of the alert's text; empty: none
 * @param raw the alert as it was sent
 */
public record SourceAlert(
    SourceStatus status,
    String key,
    @Nullable String groupKey,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable Instant startedAt,
    @Nullable Instant endsAt,
    List<SourceLink> links,
    String note,
    ByteBuffer raw) {

  public SourceAlert {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("Expected an alert's key, but got an empty one");
    }
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    links = List.copyOf(links);
  }
}

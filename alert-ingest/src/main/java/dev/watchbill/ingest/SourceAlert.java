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
 * @param stated what the format itself says of it, whatever its labels and annotations hold
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
    ByteBuffer raw,
    Stated stated) {

  /**
   * What needn't be looked for in labels and annotations. Each may be null: it isn't stated.
   *
   * @param severity in the sender's word
   * @param by the sender's user who did it
   * @param removed labels that hold no longer, each with the items that go where it is a list, such
   *     as tags; empty: all of it
   * @param reminder whether the sender says that it told of this episode before
   */
  public record Stated(
      @Nullable String service,
      @Nullable String severity,
      @Nullable String title,
      @Nullable String text,
      @Nullable String by,
      Map<String, String> removed,
      boolean reminder) {
    public Stated {
      removed = Map.copyOf(removed);
    }

    /** One that its sender doesn't call a reminder. */
    public Stated(
        @Nullable String service,
        @Nullable String severity,
        @Nullable String title,
        @Nullable String text,
        @Nullable String by,
        Map<String, String> removed) {
      this(service, severity, title, text, by, removed, false);
    }

    /** One that takes nothing away, either. */
    public Stated(
        @Nullable String service,
        @Nullable String severity,
        @Nullable String title,
        @Nullable String text,
        @Nullable String by) {
      this(service, severity, title, text, by, Map.of());
    }

    public static final Stated NOTHING = new Stated(null, null, null, null, null);
  }

  public SourceAlert {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("Expected an alert's key, but got an empty one");
    }
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    links = List.copyOf(links);
  }

  /** One of which labels and annotations say everything. */
  public SourceAlert(
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
    this(
        status,
        key,
        groupKey,
        labels,
        annotations,
        startedAt,
        endsAt,
        links,
        note,
        raw,
        Stated.NOTHING);
  }
}

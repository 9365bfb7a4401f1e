package dev.watchbill.console.api;

import dev.watchbill.schemas.RejectedAlert;
import dev.watchbill.schemas.Replay;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What intake refused.
 *
 * @param path where it was posted, or topic, partition and offset
 * @param reason as its sender was told
 * @param status the HTTP status of that answer
 * @param bytes of the body that are kept
 * @param body as text; null in lists
 * @param headers those that hold no secret; null in lists
 * @param part of a body whose other parts were taken
 * @param replay what became of it when it was taken in once more; null: it wasn't
 */
public record RejectedItem(
    String id,
    String integration,
    Instant at,
    String path,
    String sender,
    int status,
    String reason,
    int bytes,
    boolean truncated,
    @Nullable String body,
    @Nullable Map<String, String> headers,
    boolean part,
    @Nullable ReplayItem replay) {

  /**
   * What became of it.
   *
   * @param outcome accepted, nothing or refused
   */
  public record ReplayItem(Instant at, String by, String outcome, int alerts, String why) {
    static @Nullable ReplayItem of(@Nullable Replay replay) {
      return replay == null
          ? null
          : new ReplayItem(
              replay.getAt(),
              replay.getBy(),
              replay.getOutcome(),
              replay.getAlerts(),
              replay.getWhy());
    }
  }

  static RejectedItem inList(RejectedAlert refused) {
    return of(refused, null, null);
  }

  static RejectedItem whole(RejectedAlert refused) {
    var body = StandardCharsets.UTF_8.decode(refused.getRaw().duplicate()).toString();
    return of(refused, body, refused.getRawHeaders());
  }

  private static RejectedItem of(
      RejectedAlert refused, @Nullable String body, @Nullable Map<String, String> headers) {
    return new RejectedItem(
        refused.getId(),
        refused.getIntegration(),
        refused.getReceivedAt(),
        refused.getPath(),
        refused.getSender(),
        refused.getStatus(),
        refused.getReason(),
        refused.getRaw().remaining(),
        refused.getRawTruncated(),
        body,
        headers,
        refused.getPart(),
        ReplayItem.of(refused.getReplay()));
  }
}

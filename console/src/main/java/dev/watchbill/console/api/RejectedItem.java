package dev.watchbill.console.api;

import dev.watchbill.schemas.RejectedAlert;
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
    @Nullable Map<String, String> headers) {

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
        headers);
  }
}

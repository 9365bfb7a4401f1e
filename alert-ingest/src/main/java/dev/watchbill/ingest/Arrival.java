package dev.watchbill.ingest;

import java.time.Instant;
import java.util.Map;

/**
 * How a request came.
 *
 * @param path without its query, which may hold a key
 * @param sender remote address and user agent
 * @param headers only those known to hold no secret
 */
public record Arrival(Instant at, String path, String sender, Map<String, String> headers) {
  public Arrival {
    headers = Map.copyOf(headers);
  }
}

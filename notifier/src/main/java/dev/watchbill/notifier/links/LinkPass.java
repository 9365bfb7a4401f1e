package dev.watchbill.notifier.links;

import java.time.Instant;

/**
 * What a link lets its owner do, once.
 *
 * @param person whose it is
 * @param action as in {@code Response.action}
 * @param page the message it was sent with: each has links of its own
 * @param expires the first instant at which it does nothing any more
 */
public record LinkPass(
    String person, String incident, String action, String page, Instant expires) {

  /** The service, which is the incident's key. */
  String service() {
    return incident.substring(0, incident.lastIndexOf('-'));
  }
}

package dev.watchbill.notifier.links;

import java.time.Instant;
import java.util.List;

/**
 * What a link lets its owner do, once.
 *
 * @param person whose it is
 * @param action as in {@code Response.action}
 * @param page the message it was sent with: each has links of its own; of a call, all its pages
 * @param expires the first instant at which it does nothing any more
 */
public record LinkPass(
    String person, String incident, String action, String page, Instant expires) {

  /** An address holds no more. */
  private static final int LONGEST_PAGES = 400;

  /** Several in one, as many as there is room for. */
  static String pages(List<String> ids) {
    var all = new StringBuilder(ids.getFirst());
    for (var id : ids.subList(1, ids.size())) {
      if (all.length() + 1 + id.length() > LONGEST_PAGES) {
        break;
      }
      all.append(',').append(id);
    }
    return all.toString();
  }

  /** Those it is about. */
  public List<String> pages() {
    return List.of(page.split(",", -1));
  }

  /** The service, which is the incident's key. */
  String service() {
    return incident.substring(0, incident.lastIndexOf('-'));
  }
}

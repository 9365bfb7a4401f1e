package dev.watchbill.console.pages;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One incident, whole.
 *
 * @param why which route and policy it follows
 * @param path the escalation path ahead
 * @param elsewhere tickets and chat rooms that show it
 * @param timeline oldest first
 */
public record IncidentView(
    IncidentRow row,
    String text,
    @Nullable String team,
    @Nullable String runbook,
    @Nullable String acknowledgedBy,
    String why,
    List<PathRow> path,
    List<AlertRow> alerts,
    List<ElsewhereRow> elsewhere,
    List<Entry> timeline) {

  /** So many pages ahead are seen at once; on a phone more would hide who was told, and why. */
  private static final int NEXT = 3;

  /** The pages ahead that come first. */
  public List<PathRow> nextSteps() {
    return path.subList(0, Math.min(NEXT, path.size()));
  }

  /** Those after them. */
  public List<PathRow> laterSteps() {
    return path.subList(nextSteps().size(), path.size());
  }

  /**
   * Whether an address may become a link: what an alert or a roster says is text until it is http
   * or https.
   */
  public static boolean isWebAddress(String address) {
    return address.startsWith("https://") || address.startsWith("http://");
  }

  /** A step that comes unless somebody acts. */
  public record PathRow(Instant at, int step, List<String> people, List<String> targets) {}

  /** One alert the incident holds, as last received. */
  public record AlertRow(
      String status,
      String title,
      Instant receivedAt,
      Map<String, String> labels,
      List<LinkRow> links) {}

  /**
   * A ticket, or a room that shows it.
   *
   * @param name the ticket's, or the room's
   * @param href null: where it is isn't known here
   */
  public record ElsewhereRow(String channel, String name, @Nullable String href) {}

  /** A link an alert brought. */
  public record LinkRow(String text, String href) {}

  /**
   * One entry of the timeline.
   *
   * @param kind the event's type
   * @param what a sentence for people
   * @param why its reason; empty: none
   */
  public record Entry(Instant at, String kind, String what, String why) {}
}

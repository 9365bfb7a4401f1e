package dev.watchbill.console.pages;

import dev.watchbill.console.review.ReviewItem;
import java.util.List;

/**
 * The review of an incident.
 *
 * @param choice ids of people an action can be given to; none where they are too many for a list
 */
public record ReviewView(ReviewItem review, People people, List<String> choice) {
  /** Where it is to be had as Markdown. */
  public String markdown() {
    return "/api/v1/incidents/" + review.incident() + "/review?format=markdown";
  }
}

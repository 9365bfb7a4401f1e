package dev.watchbill.console.pages;

import dev.watchbill.console.api.Story;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One incident, and why it went as it did.
 *
 * @param why who was paged, who wasn't, and why
 * @param person whom the why is about; null: everybody
 * @param choice ids of people who can be asked; none where they are too many for a list
 */
public record TellView(
    IncidentView incident, Story why, @Nullable String person, People people, List<String> choice) {

  /** What became of a page, in few words. */
  public static String fate(Story.PageItem page) {
    if (page.receipts().isEmpty()) {
      return page.cancelledAt() == null ? "nothing is known yet" : "cancelled";
    }
    return page.receipts().stream()
        .map(fate -> fate.outcome() + (fate.reason().isEmpty() ? "" : " (" + fate.reason() + ")"))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Whom a silence on a page concerns. */
  public String whom(Story.NotPaged item) {
    return item.person() == null
        ? item.step() == null ? "nobody" : "step " + item.step()
        : people.name(item.person());
  }
}

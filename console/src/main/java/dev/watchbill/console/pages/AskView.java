package dev.watchbill.console.pages;

import dev.watchbill.console.schedules.Preview;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something somebody may ask of plans, and what it would move.
 *
 * @param action override, swap or absence
 * @param fields what stands in the form
 * @param candidates ids of who can be chosen
 * @param schedules ids of those that can be chosen
 * @param rotations names of those the chosen schedule has, of an override; empty: none can be
 *     chosen
 * @param preview null: the form isn't whole yet
 * @param problem why there is no preview; empty: nothing is wrong
 */
public record AskView(
    String action,
    Map<String, String> fields,
    List<String> candidates,
    List<String> schedules,
    List<String> rotations,
    @Nullable Preview preview,
    String problem,
    People people) {

  public String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** What the page is called. */
  public String title() {
    return switch (action) {
      case "swap" -> "Swap a shift";
      case "absence" -> "Be away";
      default -> "Cover a shift";
    };
  }
}

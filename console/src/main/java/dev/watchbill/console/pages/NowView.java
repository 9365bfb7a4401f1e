package dev.watchbill.console.pages;

import java.util.List;

/**
 * The first page.
 *
 * @param incidents unresolved ones, those nobody has first
 * @param onCall a row each schedule
 * @param inbox newest messages first
 */
public record NowView(List<IncidentRow> incidents, List<OnCallRow> onCall, List<InboxRow> inbox) {

  /** The page's first sentence: what needs somebody. */
  public String headline() {
    var open = incidents.stream().filter(IncidentRow::needsSomebody).count();
    if (open > 0) {
      return open == 1 ? "1 incident needs somebody" : open + " incidents need somebody";
    }
    return switch (incidents.size()) {
      case 0 -> "All quiet";
      case 1 -> "1 incident, and somebody has it";
      default -> incidents.size() + " incidents, and somebody has each";
    };
  }

  /** Schedules with nobody on call now. */
  public long uncovered() {
    return onCall.stream().filter(row -> row.people().isEmpty()).count();
  }
}

package dev.watchbill.console.pages.http;

import dev.watchbill.console.http.Call;
import java.util.Map;

/** Asks something of plans in the caller's name, and waits for the planner's word. */
@FunctionalInterface
public interface ScheduleActions {
  /**
   * Asks.
   *
   * @param fields action, schedule, who, insteadOf, from, to, returnFrom, returnTo, target, text
   */
  IncidentActions.Said ask(Call call, Map<String, String> fields);
}

package dev.watchbill.roster;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * People who own services together.
 *
 * @param supportHours in the team's zone; empty: not stated
 * @param chat provider to channel, for handoffs, gaps and warnings
 * @param overrides in file order
 * @param messages medium to template of its text; before the organisation's
 */
public record TeamEntry(
    String id,
    ZoneId zone,
    Optional<String> region,
    Optional<String> holidays,
    List<String> members,
    List<Hours> supportHours,
    Map<String, String> chat,
    Map<String, ScheduleEntry> schedules,
    List<OverrideEntry> overrides,
    Map<String, String> messages) {

  public TeamEntry {
    members = List.copyOf(members);
    supportHours = List.copyOf(supportHours);
    chat = Map.copyOf(chat);
    schedules = Map.copyOf(schedules);
    overrides = List.copyOf(overrides);
    messages = Map.copyOf(messages);
  }
}

package dev.watchbill.planner;

import dev.watchbill.schemas.ScheduleCommand;
import java.util.List;
import java.util.Set;

/** What becomes of a command. */
public sealed interface Decision {
  /** One sentence, for whoever asked. */
  String why();

  /**
   * It is done.
   *
   * @param standing what stands from now on, by its own id
   * @param ended ids of what stood until now
   * @param asked a swap that waits for the other's yes; empty: none
   * @param answered ids of swaps that no longer wait
   * @param schedules whose plans it may change
   */
  record Applied(
      List<ScheduleCommand> standing,
      List<String> ended,
      List<ScheduleCommand> asked,
      List<String> answered,
      Set<String> schedules,
      String why)
      implements Decision {
    public Applied {
      standing = List.copyOf(standing);
      ended = List.copyOf(ended);
      asked = List.copyOf(asked);
      answered = List.copyOf(answered);
      schedules = Set.copyOf(schedules);
    }
  }

  /** The handoff is accepted. */
  record Accepted(String schedule, String why) implements Decision {}

  /** It is so already. */
  record Already(String why) implements Decision {}

  /** It can't be. */
  record Refused(String why) implements Decision {}
}

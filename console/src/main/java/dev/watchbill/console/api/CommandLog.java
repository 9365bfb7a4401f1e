package dev.watchbill.console.api;

import dev.watchbill.schemas.ScheduleCommand;

/** Where what people ask of plans goes, to be decided. */
@FunctionalInterface
public interface CommandLog {
  /**
   * Hands a command over. It is safe when this returns.
   *
   * @throws dev.watchbill.console.auth.LogAway if it can't be kept now
   */
  void add(ScheduleCommand command);
}

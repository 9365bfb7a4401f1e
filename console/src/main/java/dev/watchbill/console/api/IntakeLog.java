package dev.watchbill.console.api;

import dev.watchbill.schemas.IntakeCommand;

/** Where what people ask of intake goes, to be done. */
@FunctionalInterface
public interface IntakeLog {
  /**
   * Hands a command over. It is safe when this returns.
   *
   * @throws dev.watchbill.console.auth.LogAway if it can't be kept now
   */
  void add(IntakeCommand command);
}
